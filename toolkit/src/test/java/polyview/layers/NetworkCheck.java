package polyview.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Tape.Node;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** One training step of a random chain of layers against the gradient in plain Java: what TensorFlow's optimised graph does. */
final class NetworkCheck {

    /** So large that the step is much more than the weight, and its rounding much less. */
    private static final double RATE = 1e4;

    private static final double PRODUCTS = 3e6;

    private NetworkCheck() {}

    /** What came out; nothing was compared where values lie near a bend of an activation. */
    record Found(String layers, boolean compared, double largest, List<String> wrong) {}

    /** A chain of layers, each for the output of the one before. */
    static List<Setting> draw(SplittableRandom random) {
        SettingDraw draw = new SettingDraw(random);
        int[] channels = {1, 2, 3, 4, 8, 16, 17, 32};
        int[] shape = {
            1 + random.nextInt(16),
            3 + random.nextInt(16),
            3 + random.nextInt(16),
            channels[random.nextInt(channels.length)]
        };
        int depth = 3 + random.nextInt(4);
        List<Setting> chain = new ArrayList<>();
        while (chain.size() < depth) {
            String kind = SettingDraw.KINDS.get(random.nextInt(SettingDraw.KINDS.size()));
            Optional<Setting> next = draw.tryNext(kind, shape, channels[random.nextInt(channels.length)], PRODUCTS);
            // Of one channel only zeros are left, and what follows would magnify their rounding.
            boolean constant = kind.equals("LayerNormalization") && shape[3] == 1;
            boolean fits = next.isPresent()
                    && !constant
                    && next.get().inputs().get(0).length == 4
                    && (next.get().training() || !kind.equals("BatchNormalization"));
            if (fits) {
                chain.add(next.get());
                shape = shape(next.get(), shape);
            }
        }
        return chain;
    }

    /** The shape of the output, as the layer itself tells it. */
    private static int[] shape(Setting setting, int[] in) {
        List<SymbolicTensor> inputs = new ArrayList<>();
        setting.inputs()
                .forEach(s -> inputs.add(SymbolicTensor.input("x" + inputs.size(), Shape.of(-1, s[1], s[2], s[3]))));
        Shape out = setting.layer().get().apply(inputs).shape();
        return new int[] {in[0], (int) out.get(1), (int) out.get(2), (int) out.get(3)};
    }

    static Found of(List<Setting> chain, SplittableRandom random) {
        int[] in = chain.get(0).inputs().get(0);
        SymbolicTensor input = SymbolicTensor.input("x", Shape.of(-1, in[1], in[2], in[3]));
        SymbolicTensor end = input;
        List<Layer> layers = new ArrayList<>();
        for (Setting setting : chain) {
            Layer layer = setting.layer().get().name("l" + layers.size());
            end = layer.apply(java.util.Collections.nCopies(setting.inputs().size(), end));
            layers.add(layer);
        }
        try (Model model = new Model(input, end).seed(1)) {
            model.compile(new SGD(RATE), Loss.meanSquaredError());
            for (int i = 0; i < 4; i++) {
                Found found = step(model, chain, layers, random);
                if (found.compared() || i == 3) {
                    return found;
                }
            }
        }
        throw new AssertionError();
    }

    private static Found step(Model model, List<Setting> chain, List<Layer> layers, SplittableRandom random) {
        DoubleArray x = SettingCheck.uniform(random, chain.get(0).inputs().get(0));
        Tape tape = new Tape();
        Map<String, Node> all = new LinkedHashMap<>();
        Node output = tape.leaf(x);
        for (int i = 0; i < chain.size(); i++) {
            Map<String, Node> own = new LinkedHashMap<>();
            SettingCheck.weights(layers.get(i), random).forEach((path, value) -> own.put(path, tape.leaf(value)));
            for (Map.Entry<String, Node> weight : own.entrySet()) {
                all.put("l" + i + "/" + weight.getKey(), weight.getValue());
            }
            output = chain.get(i)
                    .formula()
                    .of(
                            tape,
                            java.util.Collections.nCopies(chain.get(i).inputs().size(), output),
                            own);
        }
        if (tape.ambiguous() > 0) {
            return new Found(chain.toString(), false, 0, List.of());
        }
        DoubleArray target = SettingCheck.uniform(random, output.value.shape());
        DoubleArray factor = DoubleArray.zeros(output.value.shape());
        for (int i = 0; i < factor.values().length; i++) {
            factor.values()[i] = 2 * (output.value.values()[i] - target.values()[i]) / factor.values().length;
        }
        tape.backward(output, factor);
        Map<String, FloatArray> before = new LinkedHashMap<>();
        all.forEach((path, node) -> before.put(path, node.value.floats()));
        model.setWeights(before);
        List<String> wrong = new ArrayList<>();
        double largest = 0;
        if (chain.stream().noneMatch(Setting::training)) {
            double error = SettingCheck.error(output.value, model.predict(x.floats()), 0);
            largest = error;
            if (!(error <= SettingCheck.TOLERANCE)) {
                wrong.add("predicted value: off by " + error);
            }
        }
        model.engine().trainOnBatch(new Batch(List.of(x.floats()), List.of(target.floats())));
        Map<String, FloatArray> after = model.weights();
        // A shift that a normalisation takes out again has gradient 0: errors are those of the network's other
        // gradients.
        double least = 0;
        for (Node weight : all.values()) {
            for (double g : weight.gradient.values()) {
                least = Math.max(least, RATE * 0.02 * Math.abs(g));
            }
        }
        for (Map.Entry<String, Node> weight : all.entrySet()) {
            if (weight.getKey().contains("moving")) {
                continue;
            }
            DoubleArray stepped = weight.getValue().gradient.map(g -> -RATE * g);
            double[] values = weight.getValue().value.values();
            for (int i = 0; i < values.length; i++) {
                stepped.values()[i] += values[i];
            }
            double error = SettingCheck.error(stepped, after.get(weight.getKey()), least);
            largest = Math.max(largest, error);
            if (!(error <= 5 * SettingCheck.TOLERANCE)) {
                wrong.add(weight.getKey() + ": off by " + error);
            }
        }
        return new Found(chain.toString(), true, largest, wrong);
    }
}
