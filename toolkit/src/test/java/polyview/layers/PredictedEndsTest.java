package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.layers.Settings.End;
import polyview.layers.Tape.Node;
import polyview.models.Model;

/**
 * Activations after every layer that may have one, with and without a bias, and with a batch normalisation between them, as
 * a model predicts them.
 *
 * <p>TensorFlow puts such neighbours together into one op when a graph runs, and which ones depends on the machine.
 */
@Tag("layers")
class PredictedEndsTest {

    /** Those that TensorFlow may put together with what stands before them, and one that it never does. */
    private static final List<Activations.Named> FUSED = Activations.ALL.stream()
            .filter(a -> Set.of(
                            "LINEAR",
                            "RELU",
                            "RELU6",
                            "LEAKY_RELU",
                            "ELU",
                            "GELU",
                            "GELU_TANH",
                            "SWISH",
                            "HARD_SWISH",
                            "MISH",
                            "SIGMOID",
                            "TANH",
                            "SOFTMAX")
                    .contains(a.name()))
            .toList();

    private static final int[] IMAGES = {2, 7, 6, 4};
    private static final Window SAME = Window.of(3, 1, Padding.SAME);
    private static final Window UNEQUAL =
            new Window(new Size(2, 3), new Size(1, 2), new Size(1, 1), Padding.VALID, new int[4]);
    private static final Window DILATED =
            new Window(new Size(3, 3), new Size(1, 1), new Size(2, 2), Padding.SAME, new int[4]);
    private static final Window PADDED =
            new Window(new Size(3, 3), new Size(2, 2), new Size(1, 1), Padding.VALID, new int[] {1, 1, 1, 1});

    /** The layers, each for the ends that it gets. */
    enum Kind {
        PLAIN(end -> Settings.conv2d(IMAGES, 6, SAME, 1, end)),
        POINT(end -> Settings.conv2d(IMAGES, 6, Window.of(1, 1, Padding.VALID), 1, end)),
        ZEROS_AROUND(end -> Settings.conv2d(IMAGES, 6, PADDED, 1, end)),
        GROUPS(end -> Settings.conv2d(IMAGES, 6, SAME, 2, end)),
        GROUPS_ZEROS_AROUND(end -> Settings.conv2d(IMAGES, 6, PADDED, 2, end)),
        AS_MANY_GROUPS(end -> Settings.conv2d(IMAGES, 8, SAME, 4, end)),
        CUSTOM_GROUPS(end -> Settings.customConv2d(IMAGES, 6, UNEQUAL, 2, end)),
        DEPTHWISE(end -> Settings.depthwise(IMAGES, 2, SAME, end)),
        DEPTHWISE_UNEQUAL(end -> Settings.depthwise(IMAGES, 1, UNEQUAL, end)),
        DEPTHWISE_DILATED(end -> Settings.depthwise(IMAGES, 1, DILATED, end)),
        SEPARABLE(end -> Settings.separable(IMAGES, 6, 2, SAME, end)),
        SHARED(end -> Settings.shared(IMAGES, 3, SAME, end)),
        SHARED_UNEQUAL(end -> Settings.shared(IMAGES, 3, UNEQUAL, end)),
        TIED(end -> Settings.tied(IMAGES, 6, SAME, end)),
        TRANSPOSED(end -> Settings.transposed(IMAGES, 6, SAME, end)),
        DENSE(end -> OtherSettings.dense(IMAGES, 6, end));

        private final Function<End, Setting> setting;

        Kind(Function<End, Setting> setting) {
            this.setting = setting;
        }
    }

    @ParameterizedTest
    @EnumSource
    void predictionIsTheFormula(Kind kind) {
        for (boolean bias : new boolean[] {true, false}) {
            List<List<Setting>> chains = FUSED.stream()
                    .map(a -> List.of(kind.setting.apply(new End(bias, a))))
                    .toList();
            check(chains);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchNormalizationBetween(Kind kind) {
        for (boolean bias : new boolean[] {true, false}) {
            Setting first = kind.setting.apply(new End(bias, Activations.LINEAR));
            int[] shape = shape(first);
            check(Stream.of(Activations.LINEAR, Activations.RELU, Activations.SIGMOID)
                    .map(a -> List.of(first, OtherSettings.batchNormalization(shape, false), alone(shape, a)))
                    .toList());
        }
    }

    private static Setting alone(int[] in, Activations.Named activation) {
        return Setting.of(
                "Activation",
                activation.name(),
                in,
                () -> new Activation(activation.function()),
                (t, x, w) -> t.each(x.get(0), activation.plain()));
    }

    private static int[] shape(Setting setting) {
        SymbolicTensor x = SymbolicTensor.input("x", Shape.of(-1).append(Shape.of(7, 6, 4)));
        Shape out = setting.layer().get().apply(x).shape();
        return new int[] {IMAGES[0], (int) out.get(1), (int) out.get(2), (int) out.get(3)};
    }

    /** One model with an output for each chain. */
    private static void check(List<List<Setting>> chains) {
        SplittableRandom random = new SplittableRandom(3);
        DoubleArray images = SettingCheck.uniform(random, IMAGES);
        SymbolicTensor input = SymbolicTensor.input("x", Shape.of(-1, IMAGES[1], IMAGES[2], IMAGES[3]));
        List<SymbolicTensor> ends = new ArrayList<>();
        List<DoubleArray> expected = new ArrayList<>();
        Map<String, FloatArray> values = new LinkedHashMap<>();
        for (List<Setting> chain : chains) {
            Tape tape = new Tape();
            Node node = tape.leaf(images);
            SymbolicTensor end = input;
            for (Setting setting : chain) {
                String name = "l" + ends.size() + "_" + chain.indexOf(setting);
                Layer layer = setting.layer().get().name(name);
                end = layer.apply(end);
                Map<String, Node> weights = new LinkedHashMap<>();
                SettingCheck.weights(layer, random).forEach((path, value) -> {
                    values.put(name + "/" + path, value.floats());
                    weights.put(path, tape.leaf(value));
                });
                node = setting.formula().of(tape, List.of(node), weights);
            }
            ends.add(end);
            expected.add(node.value);
        }
        try (Model model = new Model(List.of(input), ends).seed(1)) {
            model.setWeights(values);
            List<FloatArray> got = model.engine().predictOnBatch(List.of(images.floats()));
            for (int i = 0; i < chains.size(); i++) {
                double error = SettingCheck.error(expected.get(i), got.get(i), 0);
                List<Setting> chain = chains.get(i);
                assertTrue(error <= SettingCheck.TOLERANCE, () -> chain + ": off by " + error);
            }
        }
    }
}
