package polyview.training;

import java.util.Map;
import java.util.Optional;
import polyview.data.FloatArray;
import polyview.models.Engine;

/** What may have made a number not finite, in words. */
final class Remedy {

    private static final String NOT_POSITIVE =
            "look for a layer or a loss that divides by zero or takes the root or the logarithm of what is not positive";

    private Remedy() {}

    /** The loss is not finite. */
    static String ofLoss(double loss, String place, Engine engine) {
        // The loss of the very first step is that of weights which no learning rate has touched.
        String remedy = engine.step() == 1
                ? "no step was done before, so " + NOT_POSITIVE
                : "where it had grown, " + smaller(engine) + ", else " + NOT_POSITIVE;
        return "loss is " + loss + " " + place + ": " + remedy;
    }

    /** A step whose loss was finite has made a weight that is not. */
    static String ofWeights(String bad, String place, Engine engine) {
        return bad + " after the step " + place + ", though its loss was finite: " + NOT_POSITIVE + ", or "
                + smaller(engine);
    }

    private static String smaller(Engine engine) {
        return "try a learning rate of " + (float) (engine.learningRate() / 10);
    }

    /** The first weight that is not finite: {@code weight dense/kernel holds NaN}. */
    static Optional<String> notFinite(Map<String, FloatArray> weights) {
        for (Map.Entry<String, FloatArray> weight : weights.entrySet()) {
            for (float value : weight.getValue().values()) {
                if (!Float.isFinite(value)) {
                    return Optional.of("weight " + weight.getKey() + " holds " + value);
                }
            }
        }
        return Optional.empty();
    }
}
