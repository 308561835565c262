package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import polyview.layers.Tape.Node;

/** The fast references: the loops against those of the batteries, and gradients against differences in doubles. */
class TapeTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void loopsAreThoseOfTheBatteries(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Window window = Window.draw(random);
        int groups = 1 + random.nextInt(2);
        DoubleArray x = LayerCase.draw(random, 2, 19, 20, 2 * groups);
        DoubleArray k =
                LayerCase.draw(random, window.kernel().height(), window.kernel().width(), 2, 3 * groups);
        Sliding how = window.sliding().grouped(groups);
        DoubleArray expected = Plain.convolution(x, k, how);
        assertArrayEquals(expected.shape(), Loops.forward(x, k, how).shape());
        assertArrayEquals(expected.values(), Loops.forward(x, k, how).values(), 1e-12);
    }

    static List<String> kinds() {
        return SettingDraw.KINDS;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void gradientsAreThoseByDifferences(String kind) {
        for (long seed = 0; seed < 3; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Setting setting = new SettingDraw(random).next(kind, 2e4);
            List<DoubleArray> values = new java.util.ArrayList<>();
            setting.inputs().forEach(shape -> values.add(SettingCheck.uniform(random, shape)));
            Layer layer = setting.layer().get();
            layer.apply(setting.inputs().stream()
                    .map(s -> {
                        Shape shape = DoubleArray.zeros(s).floats().shape();
                        return SymbolicTensor.input(
                                "x" + random.nextInt(1 << 30), Shape.of(-1).append(shape.tail()));
                    })
                    .toList());
            Map<String, DoubleArray> weights = SettingCheck.weights(layer, random);
            weights.keySet().stream().filter(path -> !path.contains("moving")).forEach(path -> {
                check(setting, values, weights, weights.get(path), random, t -> t.weights()
                        .get(path));
            });
            for (int i = 0; i < values.size(); i++) {
                int input = i;
                check(setting, values, weights, values.get(i), random, t -> t.inputs()
                        .get(input));
            }
        }
    }

    private record Run(Tape tape, List<Node> inputs, Map<String, Node> weights, Node output) {
        static Run of(Setting setting, List<DoubleArray> values, Map<String, DoubleArray> weights) {
            Tape tape = new Tape();
            List<Node> inputs = values.stream().map(tape::leaf).toList();
            Map<String, Node> named = new LinkedHashMap<>();
            weights.forEach((path, value) -> named.put(path, tape.leaf(value)));
            return new Run(tape, inputs, named, setting.formula().of(tape, inputs, named));
        }
    }

    /** Along a random direction. */
    private static void check(
            Setting setting,
            List<DoubleArray> values,
            Map<String, DoubleArray> weights,
            DoubleArray changed,
            SplittableRandom random,
            java.util.function.Function<Run, Node> of) {
        Run run = Run.of(setting, values, weights);
        DoubleArray factor = SettingCheck.uniform(random, run.output().value.shape());
        run.tape().spare(run.output(), factor);
        run.tape().backward(run.output(), factor);
        DoubleArray direction = SettingCheck.uniform(random, changed.shape());
        double h = 1e-7;
        double[] middle = changed.values().clone();
        for (int i = 0; i < middle.length; i++) {
            changed.values()[i] = middle[i] + h * direction.values()[i];
        }
        double above = Run.of(setting, values, weights).output().value.dot(factor);
        for (int i = 0; i < middle.length; i++) {
            changed.values()[i] = middle[i] - h * direction.values()[i];
        }
        double below = Run.of(setting, values, weights).output().value.dot(factor);
        System.arraycopy(middle, 0, changed.values(), 0, middle.length);
        double gradient = of.apply(run).gradient.dot(direction);
        assertEquals((above - below) / (2 * h), gradient, 1e-5 * Math.max(1, Math.abs(gradient)), setting.toString());
    }
}
