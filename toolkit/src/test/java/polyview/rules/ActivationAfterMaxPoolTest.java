package polyview.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.proto.GraphDef;
import polyview.layers.Activation;
import polyview.layers.AveragePooling2D;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.layers.Lambda;
import polyview.layers.SymbolicTensor;
import polyview.models.Model;

/** Activations that never fall, behind max pooling. */
@Tag("models")
class ActivationAfterMaxPoolTest {

    private static final double LAST_DIGITS = 1e-6;

    private static Model model(PoolCases c, Activation.Function function) {
        var image = c.image("image");
        var maps = new Conv2D(3, 2).activation(function).apply(image);
        return SameModel.classifier(List.of(image), c.pooled(maps));
    }

    @TestFactory
    Stream<DynamicTest> reluIsTheSameToTheBit() {
        return PoolCases.all().stream()
                .map(c -> dynamicTest(c.toString(), () -> {
                    Watched rule = SameModel.toTheBit(() -> model(c, Activation.RELU), new ActivationAfterMaxPool());
                    assertEquals(List.of("predict/conv2d/Relu", "train/conv2d/Relu"), rule.places());
                }));
    }

    /** Of whole numbers many windows have several values at 0 and at 6; the input itself is pooled too. */
    @TestFactory
    Stream<DynamicTest> whereWindowsHaveManyLargestValues() {
        Map<String, Activation.Function> functions = Map.of("relu", Activation.RELU, "relu6", Activation.RELU6);
        return functions.entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> {
                    Watched rule = SameModel.toTheBit(
                            () -> {
                                PoolCases c = PoolCases.one();
                                var a = c.image("a");
                                var b = c.image("b"); // whole numbers
                                var times = new Lambda((tf, in) -> tf.math.mul(in, tf.constant(3f))).apply(b);
                                var x = new Activation(e.getValue()).apply(times);
                                var y = new Conv2D(3, 2)
                                        .activation(e.getValue())
                                        .apply(c.pooled(x));
                                var z = new Conv2D(3, 2).apply(c.pooled(a));
                                return SameModel.classifier(List.of(a, b), new Concatenate().apply(y, z));
                            },
                            new ActivationAfterMaxPool());
                    assertEquals(1, rule.inPrediction());
                    assertEquals(1, rule.inTraining());
                }));
    }

    @Test
    void leakyReluIsTheSame() {
        Watched rule = SameModel.within(
                () -> model(PoolCases.one(), Activation.LEAKY_RELU),
                new ActivationAfterMaxPool(),
                LAST_DIGITS,
                LAST_DIGITS);
        assertEquals(2, rule.places().size());
    }

    /** In training rounding would decide where their gradients go. */
    @TestFactory
    Stream<DynamicTest> othersInPredictionAlone() {
        Map<String, Activation.Function> functions = Map.of(
                "elu", Activation.ELU,
                "selu", Activation.SELU,
                "sigmoid", Activation.SIGMOID,
                "tanh", Activation.TANH,
                "softplus", Activation.SOFTPLUS,
                "softsign", Activation.SOFTSIGN);
        return functions.entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> {
                    Watched rule = SameModel.within(
                            () -> model(PoolCases.one(), e.getValue()), new ActivationAfterMaxPool(), LAST_DIGITS, 0);
                    assertEquals(1, rule.inPrediction());
                    assertEquals(0, rule.inTraining());
                }));
    }

    @Test
    void inALayerOfACell() {
        Watched rule = SameModel.toTheBit(
                () -> {
                    PoolCases c = PoolCases.one();
                    var image = c.image("image");
                    var x = new Conv2D(3, 2).apply(image);
                    x = new Lambda((tf, in) ->
                                    tf.nn.maxPool(tf.nn.relu(in), tf.array(1, 2, 2, 1), tf.array(1, 1, 1, 1), "SAME"))
                            .name("cell")
                            .apply(x);
                    return SameModel.classifier(List.of(image), x);
                },
                new ActivationAfterMaxPool());
        assertEquals(List.of("predict/cell/Relu", "train/cell/Relu"), rule.places());
    }

    private static void assertNothingDone(Model model) {
        assertEquals(
                List.of(),
                SameModel.watched(model, new ActivationAfterMaxPool()).places());
    }

    /** Each of these stands before a max pool and may fall, or is not known to rise. */
    @TestFactory
    Stream<DynamicTest> functionsThatMayFall() {
        Map<String, Activation.Function> functions = Map.of(
                "negative slope",
                (tf, x) -> tf.nn.leakyRelu(x, LeakyRelu.alpha(-0.5f)),
                "neg",
                (tf, x) -> tf.math.neg(tf.nn.relu(x)),
                "sin",
                (tf, x) -> tf.math.sin(x),
                "gelu",
                Activation.GELU,
                "swish",
                Activation.SWISH,
                "softmax",
                Activation.SOFTMAX);
        return functions.entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> assertNothingDone(model(PoolCases.one(), e.getValue()))));
    }

    @Test
    void theActivationIsUsedTwice() {
        PoolCases c = PoolCases.one();
        var image = c.image("image");
        var maps = new Conv2D(3, 2).activation(Activation.RELU).apply(image);
        var both = new Concatenate().apply(new Flatten().apply(c.pooled(maps)), new Flatten().apply(maps));
        assertNothingDone(new Model(image, new Dense(2).apply(both)));
    }

    @Test
    void theActivationIsAnOutput() {
        PoolCases c = PoolCases.one();
        var image = c.image("image");
        SymbolicTensor maps = new Conv2D(3, 2).activation(Activation.RELU).apply(image);
        Watched rule = new Watched(new ActivationAfterMaxPool());
        try (Model model = new Model(List.of(image), List.of(maps, c.pooled(maps)))
                .rules(Rules.none().with(rule))) {
            assertEquals(2, model.engine().program().outputs().size());
        }
        assertEquals(List.of(), rule.places());
    }

    @Test
    void anotherPool() {
        PoolCases c = PoolCases.one();
        var image = c.image("image");
        var maps = new Conv2D(4, 2).activation(Activation.RELU).apply(image);
        assertNothingDone(SameModel.classifier(List.of(image), new AveragePooling2D(2).apply(maps)));
        var channels = new Lambda((tf, in) -> tf.nn.maxPool(in, tf.array(1, 1, 1, 2), tf.array(1, 1, 1, 2), "VALID"))
                .apply(maps);
        Watched rule = new Watched(new ActivationAfterMaxPool());
        try (Model model = new Model(image, channels).rules(Rules.none().with(rule))) {
            assertEquals(1, model.engine().program().outputs().size());
        }
        assertEquals(List.of(), rule.places());
    }

    /** Where a pool or an activation itself is an end, its name must mean the same afterwards. */
    @Test
    void endsStay() {
        Watched rule = SameModel.watched(model(PoolCases.one(), Activation.RELU), new MaxPoolByAttributes());
        GraphDef graph = rule.lastGraph();
        for (String end : List.of("predict/max_pooling2d/MaxPool", "predict/conv2d/Relu")) {
            Set<String> ends = new LinkedHashSet<>(Set.of(end));
            assertEquals(
                    List.of("train/conv2d/Relu"),
                    new ActivationAfterMaxPool().rewriting(graph, ends).places());
        }
    }
}
