package polyview.data.loader;

/** What to do with a sample that cannot be read, such as one with a bad file. */
public enum BadFile {
    /** Leave it out, and name everything that is bad in it in the report. */
    SKIP,
    /** End the epoch at this sample with a {@link BadFileException}. */
    STOP
}
