package polyview.data.loader;

/** What becomes of a sample that cannot be read: one with a bad file, of a manifest. */
public enum BadFile {
    /** It is left out, and all that is bad in it is named in the report. */
    SKIP,
    /** The epoch ends with a {@link BadFileException} where its turn would have been. */
    STOP
}
