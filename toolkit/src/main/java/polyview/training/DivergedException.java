package polyview.training;

import polyview.models.NotFiniteException;

/**
 * A training that ended because its loss, a gradient or a weight was no longer a finite number.
 *
 * <p>The callbacks were told ({@link Callback#onTrainFailed}), so {@link EarlyStopping} has put its best weights back. What the
 * epochs before gave is in {@link #history()}.
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

    DivergedException(String message, History history, NotFiniteException cause) {
        super(message);
        initCause(cause);
        this.history = history;
    }

    /** The epochs that were finished. */
    public History history() {
        return history;
    }
}
