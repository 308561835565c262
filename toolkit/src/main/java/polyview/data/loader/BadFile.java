package polyview.data.loader;

/** What becomes of a sample with a file that cannot be read. */
public enum BadFile {
    /** It is left out, and every bad file of it is named in the report. */
    SKIP,
    /** The epoch ends with a {@link BadFileException} where its turn would have been. */
    STOP
}
