package polyview.training;

import polyview.models.Engine;
import polyview.models.NotFiniteException;

/** What is said where a number of a training is not finite: what it may come from, what to try, and what the weights are. */
final class Remedy {

    private Remedy() {}

    /** The advice for what was not finite, when so many steps were done. */
    static String of(NotFiniteException e, Engine engine) {
        boolean untouched = engine.step() == 0;
        return switch (e.kind()) {
            // The loss of the very first step is that of weights which no learning rate has touched.
            case LOSS ->
                untouched
                        ? "no step was done before, so look for a layer that divides by zero or takes the root or the"
                                + " logarithm of what is not positive"
                        : rate(engine);
            case GRADIENT ->
                "the loss is still finite, so look in layers and loss for the root or the norm of 0, or a"
                        + " division by 0 or an overflow that is masked afterwards"
                        + (untouched ? "" : "; or " + rate(engine));
            case STATE ->
                "the moments of the batch are too large for 32 bits, so make the inputs smaller"
                        + (untouched ? "" : "; or " + rate(engine));
            case VARIABLE -> rate(engine);
        };
    }

    private static String rate(Engine engine) {
        double used = engine.learningRate();
        return "try a learning rate of " + (float) (used / 10) + ", a tenth of the " + (float) used + " that was used";
    }

    /** What the weights are now. */
    static String weights(Engine engine) {
        try {
            engine.requireFinite();
            return "every weight is finite: as before this step, or as a callback has put it back";
        } catch (NotFiniteException e) {
            return e.getMessage() + ", so set or load finite weights, and compile anew where the optimizer keeps it";
        }
    }
}
