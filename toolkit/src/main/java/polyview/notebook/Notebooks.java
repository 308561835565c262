package polyview.notebook;

import polyview.base.Startup;

/**
 * Helpers for notebooks: checked claims, and the choice between short and long runs.
 *
 * <pre>{@code
 * import static polyview.notebook.Notebooks.*;
 *
 * int epochs = full() ? 40 : 4;
 * claim(epochs > 3, "every variant sees the data more than three times");   // prints: holds: every variant sees ...
 * }</pre>
 */
public final class Notebooks {

    static {
        Startup.begin();
    }

    /** Set to 1 for the long runs of the notebooks. */
    static final String FULL = "POLYVIEW_FULL";

    private Notebooks() {}

    /**
     * Checks a claim about the numbers of this run: prints {@code holds: WHAT}, or fails the cell.
     *
     * <p>A claim that does not hold is an {@link AssertionError}, {@code does not hold: WHAT}, whether or not assertions are
     * enabled.
     *
     * @param holds whether the claim is true
     * @param what the claim in words
     */
    public static void claim(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("does not hold: " + what);
        }
        System.out.println("holds: " + what);
    }

    /** Whether the long runs are asked for: the environment variable {@value #FULL} is 1. */
    public static boolean full() {
        return full(System.getenv().getOrDefault(FULL, ""));
    }

    static boolean full(String value) {
        return value.equals("1");
    }
}
