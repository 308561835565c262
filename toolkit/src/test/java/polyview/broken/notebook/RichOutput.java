package polyview.broken.notebook;

/** What lower packages must not know. */
public final class RichOutput {
    private RichOutput() {}
}
