package polyview.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradient of {@code sum(output * factor)} by central differences on a reference.
 *
 * <p>With doubles and a step of 1e-5 the error is about 1e-10: the curvature term is of the order of the step squared, and
 * rounding of the order of 1e-16 over the step. A kink within a step of a value makes a test fail, never pass.
 */
final class FiniteDifferences {

    private static final double STEP = 1e-5;

    private FiniteDifferences() {}

    /** One array for each input and each weight. */
    record Gradients(List<DoubleArray> inputs, Map<String, DoubleArray> weights) {}

    static Gradients of(Reference reference, LayerCase.Values values, DoubleArray factor) {
        List<DoubleArray> inputs = new ArrayList<>();
        values.inputs().forEach(input -> inputs.add(of(reference, values, factor, input)));
        Map<String, DoubleArray> weights = new LinkedHashMap<>();
        values.weights().forEach((path, weight) -> weights.put(path, of(reference, values, factor, weight)));
        return new Gradients(inputs, weights);
    }

    private static DoubleArray of(
            Reference reference, LayerCase.Values values, DoubleArray factor, DoubleArray changed) {
        DoubleArray gradient = DoubleArray.zeros(changed.shape());
        double[] at = changed.values();
        for (int i = 0; i < at.length; i++) {
            double middle = at[i];
            at[i] = middle + STEP;
            double above = reference.of(values.inputs(), values.weights()).dot(factor);
            at[i] = middle - STEP;
            double below = reference.of(values.inputs(), values.weights()).dot(factor);
            at[i] = middle;
            gradient.values()[i] = (above - below) / (2 * STEP);
        }
        return gradient;
    }
}
