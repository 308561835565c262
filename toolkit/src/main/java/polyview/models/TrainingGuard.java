package polyview.models;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Keeps an engine to one training at a time. A fit of the model lasts from its first line to its last; the steps of a training,
 * which a trainer does in a fit or without one, are within it.
 */
final class TrainingGuard {

    private static final String AGAIN = "train it again";

    private final AtomicBoolean fit = new AtomicBoolean();
    private final AtomicBoolean steps = new AtomicBoolean();

    /** Does a whole fit; refused: {@code the model is being trained: train it again when that is over, not in a callback of it}. */
    <H> H fit(Supplier<H> whole) {
        requireNoSteps(AGAIN);
        return alone(fit, whole);
    }

    /** Does the steps of a training; refused with the same message. */
    <H> H steps(Supplier<H> training) {
        return alone(steps, training);
    }

    /** Refuses, in a fit too, what would take a training its engine; {@code what} is that in words: {@code compile it}. */
    void requireNoFit(String what) {
        requireNot(fit, what);
        requireNoSteps(what);
    }

    /** Refuses, while steps are done, what would change the weights under them. */
    void requireNoSteps(String what) {
        requireNot(steps, what);
    }

    private static <H> H alone(AtomicBoolean running, Supplier<H> action) {
        if (!running.compareAndSet(false, true)) {
            throw refused(AGAIN);
        }
        try {
            return action.get();
        } finally {
            running.set(false);
        }
    }

    private static void requireNot(AtomicBoolean running, String what) {
        if (running.get()) {
            throw refused(what);
        }
    }

    private static IllegalStateException refused(String what) {
        return new IllegalStateException(
                "the model is being trained: " + what + " when that is over, not in a callback of it");
    }
}
