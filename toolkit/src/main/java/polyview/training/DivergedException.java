package polyview.training;

/**
 * A training that ended because its loss or a weight was no longer a finite number.
 *
 * <p>The callbacks were told that it ended, so {@link EarlyStopping} has put its best weights back. What the epochs before gave is
 * in {@link #history()}.
 *
 * <pre>{@code
 * try {
 *     model.fit(data, Fit.epochs(50));
 * } catch (DivergedException e) {
 *     e.history().get("loss")   // of the epochs that were finished
 * }
 * }</pre>
 */
public final class DivergedException extends ArithmeticException {

    private static final long serialVersionUID = 1;

    private final transient History history;

    DivergedException(String message, History history) {
        super(message);
        this.history = history;
    }

    /** The epochs that were finished. */
    public History history() {
        return history;
    }
}
