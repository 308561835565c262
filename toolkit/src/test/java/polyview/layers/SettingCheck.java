package polyview.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.layers.Tape.Node;
import polyview.models.Model;

/** Compares a setting with its formula: values, gradients, unknown sizes, and the graph that a model predicts with. */
final class SettingCheck {

    /** How far float sums of some thousand terms may lie off, relative to the largest element. */
    static final double TOLERANCE = 1e-4;

    private final Setting setting;
    private final SplittableRandom random;
    private final List<String> wrong = new ArrayList<>();
    private double largest;

    private SettingCheck(Setting setting, SplittableRandom random) {
        this.setting = setting;
        this.random = random;
    }

    /** What came out: the largest error, and a line for everything that lies further off than it may. */
    record Found(boolean compared, double largest, List<String> wrong) {}

    static Found of(Setting setting, SplittableRandom random) {
        SettingCheck check = new SettingCheck(setting, random);
        // Values near a bend have no certain gradient: others are drawn.
        boolean done = false;
        for (int i = 0; i < 4 && !done; i++) {
            done = check.done();
        }
        return new Found(done, check.largest, check.wrong);
    }

    private boolean done() {
        List<DoubleArray> inputs = new ArrayList<>();
        setting.inputs().forEach(shape -> inputs.add(uniform(random, shape)));
        Layer layer = setting.layer().get();
        try (GraphRun run = new GraphRun(layer, setting.training())) {
            run.apply(inputs);
            Map<String, DoubleArray> weights = weights(layer, random);
            Tape tape = new Tape();
            List<Node> leaves = inputs.stream().map(tape::leaf).toList();
            Map<String, Node> named = new LinkedHashMap<>();
            weights.forEach((path, value) -> named.put(path, tape.leaf(value)));
            Node output = setting.formula().of(tape, leaves, named);
            DoubleArray factor = uniform(random, output.value.shape());
            tape.spare(output, factor);
            if (tape.ambiguous() > 0) {
                return false;
            }
            tape.backward(output, factor);
            compare("", run, weights, output, factor, leaves, named);
            if (inputs.stream().allMatch(x -> x.rank() == 4)) {
                try (GraphRun open = new GraphRun(layer, setting.training())) {
                    open.applyToUnknownSizes(inputs);
                    compare("unknown sizes: ", open, weights, output, factor, leaves, named);
                }
            }
            if (!setting.training()) {
                predict(inputs, weights, output);
            }
        }
        return true;
    }

    private void compare(
            String what,
            GraphRun run,
            Map<String, DoubleArray> weights,
            Node output,
            DoubleArray factor,
            List<Node> leaves,
            Map<String, Node> named) {
        check(what + "value", output.value, run.outputs(weights).get(0), 0);
        GraphRun.Gradients found = run.gradients(weights, List.of(factor));
        for (int i = 0; i < leaves.size(); i++) {
            check(
                    what + "gradient of input " + i,
                    leaves.get(i).gradient,
                    found.inputs().get(0).get(i),
                    0);
        }
        // The terms of a gamma's gradient have mean 0: their sum has the errors of terms much larger than itself.
        double terms = 0;
        for (double g : factor.values()) {
            terms += Math.abs(g) / output.size(-1);
        }
        double least = 0.02 * terms;
        found.weights()
                .forEach((path, gradient) ->
                        check(what + "gradient of " + path, named.get(path).gradient, gradient, least));
    }

    /** Through a model of its own, whose graph TensorFlow fuses. */
    private void predict(List<DoubleArray> inputs, Map<String, DoubleArray> weights, Node output) {
        List<SymbolicTensor> symbolic = new ArrayList<>();
        for (DoubleArray x : inputs) {
            symbolic.add(SymbolicTensor.input(
                    "x" + symbolic.size(),
                    Shape.of(-1).append(x.floats().shape().tail())));
        }
        Layer layer = setting.layer().get().name("layer");
        try (Model model = new Model(symbolic, layer.apply(symbolic)).seed(1)) {
            Map<String, FloatArray> values = new LinkedHashMap<>();
            weights.forEach((path, value) -> values.put("layer/" + path, value.floats()));
            model.setWeights(values);
            FloatArray[] fed = inputs.stream().map(DoubleArray::floats).toArray(FloatArray[]::new);
            check("predicted value", output.value, model.predict(fed), 0);
        }
    }

    private void check(String what, DoubleArray expected, FloatArray got, double least) {
        if (!expected.floats().shape().equals(got.shape())) {
            wrong.add(what + ": shape " + got.shape() + " and not "
                    + expected.floats().shape());
            return;
        }
        double error = error(expected, got, least);
        largest = Math.max(largest, error);
        if (!(error <= TOLERANCE)) {
            int[] places = places(expected, got, TOLERANCE * off(expected, got) / error);
            wrong.add(what + ": off by " + error + " in " + places.length + " of " + expected.values().length
                    + " elements, first " + places[0] + ": " + got.values()[places[0]] + " and not "
                    + expected.values()[places[0]]);
        }
    }

    /** The largest difference, relative to the largest element, or to {@code least}. */
    static double error(DoubleArray expected, FloatArray got, double least) {
        double scale = Math.max(1e-2, least);
        for (double value : expected.values()) {
            scale = Math.max(scale, Math.abs(value));
        }
        return off(expected, got) / scale;
    }

    private static int[] places(DoubleArray expected, FloatArray got, double most) {
        return IntStream.range(0, expected.values().length)
                .filter(i -> !(Math.abs(expected.values()[i] - got.values()[i]) <= most))
                .toArray();
    }

    private static double off(DoubleArray expected, FloatArray got) {
        double off = 0;
        for (int i = 0; i < expected.values().length; i++) {
            double distance = Math.abs(expected.values()[i] - got.values()[i]);
            off = distance <= off ? off : distance; // NaN stays
        }
        return off;
    }

    /** Numbers of both signs whose mean is not 0, so that sums do not cancel; all are floats. */
    static DoubleArray uniform(SplittableRandom random, int... shape) {
        DoubleArray made = DoubleArray.zeros(shape);
        for (int i = 0; i < made.values().length; i++) {
            made.values()[i] = (float) random.nextDouble(-0.5, 1);
        }
        return made;
    }

    /** Kernels that keep outputs near 1, and scales and variances above 0. */
    static Map<String, DoubleArray> weights(Layer layer, SplittableRandom random) {
        Map<String, DoubleArray> made = new LinkedHashMap<>();
        WeightPaths.of(layer).forEach((path, weight) -> {
            int[] shape = LongStream.of(weight.shape().asArray())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            boolean above = path.endsWith("gamma") || path.endsWith("Variance");
            int terms = 1;
            for (int axis = 0; axis < shape.length - 1; axis++) {
                terms *= shape[axis];
            }
            double scale = above ? 1 : 2 / Math.sqrt(terms);
            made.put(path, uniform(random, shape).map(v -> (float) (above ? v + 1 : v * scale)));
        });
        return made;
    }
}
