package polyview.notebook;

/**
 * An object that is shown as a test before all other types are registered. If that fails, nothing is registered, so nothing can
 * fail later in a cell.
 */
record DisplayProbe() {

    private static final String MARK = "<i>probe</i>";

    /** The rule for the probe. */
    static final DisplayRule<DisplayProbe> RULE =
            new DisplayRule<>(DisplayProbe.class, "text/html", probe -> new RichOutput.Markup(MARK, probe.toString()));

    /**
     * Checks what a kernel made of the probe; an {@link IllegalStateException} where it is not what the rule gives.
     *
     * @param content what the kernel has under the MIME type of the rule
     */
    static void require(Object content) {
        if (!MARK.equals(content)) {
            throw new IllegalStateException("the probe was displayed as " + content + " instead of " + MARK);
        }
    }
}
