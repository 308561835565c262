package polyview.training;

import java.util.List;
import java.util.stream.Collectors;
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
 *     e.samples()               // of the batch: look at them
 * }
 * }</pre>
 */
public final class DivergedException extends ArithmeticException {

    private static final long serialVersionUID = 1;

    private static final int SHOWN = 8;

    private final transient History history;
    private final transient List<Integer> samples;

    DivergedException(String message, History history, List<Integer> samples, NotFiniteException cause) {
        super(message + told(samples));
        initCause(cause);
        this.history = history;
        this.samples = List.copyOf(samples);
    }

    /** In a line of its own: it differs from run to run, and reasons are compared by their first line. */
    private static String told(List<Integer> samples) {
        return samples.isEmpty()
                ? ""
                : "\nthe batch held " + (samples.size() == 1 ? "sample " : "samples ")
                        + samples.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "))
                        + (samples.size() > SHOWN ? ", ... (" + samples.size() + ")" : "");
    }

    /**
     * The numbers of the samples in the batch of the step that failed, their places in the data set, from 0; empty where a weight was not
     * finite at the end of an epoch.
     */
    public List<Integer> samples() {
        return samples;
    }

    /** The epochs that were finished. */
    public History history() {
        return history;
    }
}
