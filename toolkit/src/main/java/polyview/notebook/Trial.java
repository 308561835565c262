package polyview.notebook;

/**
 * An object that a kernel is asked to show before it is told of any other: where that fails, nothing of ours is left in the
 * kernel that could fail later.
 */
record Trial() {

    private static final String MARK = "<i>trial</i>";

    /** How it is shown. */
    static final Rule<Trial> RULE =
            new Rule<>(Trial.class, "text/html", trial -> new Shown.Markup(MARK, trial.toString()));

    /**
     * Refused: what a kernel made of it and is not what the rule says, by an {@link IllegalStateException}.
     *
     * @param content what stands under the type of the rule
     */
    static void require(Object content) {
        if (!MARK.equals(content)) {
            throw new IllegalStateException("a trial showed " + content + " instead of " + MARK);
        }
    }
}
