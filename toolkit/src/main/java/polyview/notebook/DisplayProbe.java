package polyview.notebook;

/**
 * An object that a kernel is asked to show before it is told of any other: where that fails, nothing of ours is left in the
 * kernel that could fail later.
 */
record DisplayProbe() {

    private static final String MARK = "<i>probe</i>";

    /** How it is shown. */
    static final DisplayRule<DisplayProbe> RULE =
            new DisplayRule<>(DisplayProbe.class, "text/html", probe -> new RichOutput.Markup(MARK, probe.toString()));

    /**
     * Refused: what a kernel made of it and is not what the rule says, by an {@link IllegalStateException}.
     *
     * @param content what stands under the type of the rule
     */
    static void require(Object content) {
        if (!MARK.equals(content)) {
            throw new IllegalStateException("the probe was displayed as " + content + " instead of " + MARK);
        }
    }
}
