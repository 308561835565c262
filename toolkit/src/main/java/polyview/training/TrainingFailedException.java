package polyview.training;

import polyview.models.NotFiniteException;

/**
 * Numbers of a training became NaN or infinite, which ended it; the history up to there is kept.
 *
 * <pre>{@code
 * try {
 *     model.fit(train, Fit.epochs(50).callbacks(EarlyStopping.on("loss").patience(5).restoreBestWeights(true)));
 * } catch (TrainingFailedException e) {
 *     e.history().table()   // and the model has the best weights
 * }
 * }</pre>
 */
public final class TrainingFailedException extends ArithmeticException {

    private static final long serialVersionUID = 1;

    private final transient History history;

    TrainingFailedException(String message, History history, NotFiniteException cause) {
        super(message);
        initCause(cause);
        this.history = history;
    }

    /** The epochs that were finished. */
    public History history() {
        return history;
    }
}
