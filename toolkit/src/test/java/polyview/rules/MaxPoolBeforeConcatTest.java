package polyview.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import polyview.layers.Activation;
import polyview.layers.AveragePooling2D;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.Flatten;
import polyview.layers.Lambda;
import polyview.layers.MultiConv2D;
import polyview.layers.SymbolicTensor;
import polyview.models.Model;

/** Max pooling of each map before they are put side by side. */
@Tag("models")
class MaxPoolBeforeConcatTest {

    private static final Activation.Function NONE = Activation.LINEAR;

    private static Model dual(PoolCases c, Activation.Function inside, UnaryOperator<SymbolicTensor> between) {
        var left = c.image("left");
        var right = c.image("right");
        var x = new DualConv2D(3, 2).activation(inside).apply(left, right);
        return SameModel.classifier(List.of(left, right), c.pooled(between.apply(x)));
    }

    @TestFactory
    Stream<DynamicTest> theSameTraining() {
        return PoolCases.all().stream()
                .map(c -> dynamicTest(c.toString(), () -> {
                    Watched rule =
                            SameModel.toTheBit(() -> dual(c, Activation.RELU, x -> x), new MaxPoolBeforeConcat());
                    assertEquals(
                            List.of("predict/dual_conv2d/concat/Concat", "train/dual_conv2d/concat/Concat"),
                            rule.places());
                }));
    }

    /** The last digits of exponentials hang on the place of an element in its array, and that is another one now. */
    @TestFactory
    Stream<DynamicTest> throughAnActivation() {
        Map<String, Activation.Function> between = Map.of(
                "relu",
                Activation.RELU,
                "sigmoid",
                Activation.SIGMOID,
                "elu",
                Activation.ELU,
                "cell",
                (tf, x) -> tf.math.tanh(x));
        return between.entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> {
                    double close = e.getKey().equals("relu") ? 0 : 1e-6;
                    Watched rule = SameModel.within(
                            () -> dual(PoolCases.one(), NONE, x -> new Activation(e.getValue()).apply(x)),
                            new MaxPoolBeforeConcat(),
                            close,
                            close);
                    assertEquals(1, rule.inPrediction());
                    assertEquals(1, rule.inTraining());
                }));
    }

    @Test
    void threeImagesAndAConcatOfACell() {
        PoolCases c = PoolCases.one();
        Watched layers = SameModel.toTheBit(
                () -> {
                    List<SymbolicTensor> images = List.of(c.image("a"), c.image("b"), c.image("c"));
                    return SameModel.classifier(images, c.pooled(new MultiConv2D(2, 3).apply(images)));
                },
                new MaxPoolBeforeConcat());
        assertEquals(2, layers.places().size());
        Watched cell = SameModel.toTheBit(
                () -> {
                    var image = c.image("a");
                    var x = new Conv2D(2, 3).apply(image);
                    x = new Lambda((tf, in) -> tf.concat(List.of(in, tf.math.neg(in)), tf.constant(3))).apply(x);
                    return SameModel.classifier(List.of(image), c.pooled(x));
                },
                new MaxPoolBeforeConcat());
        assertEquals(2, cell.places().size());
    }

    /** A concatenation of concatenations is taken apart all the way. */
    @Test
    void insideOneAnother() throws InvalidProtocolBufferException {
        PoolCases c = PoolCases.one();
        Watched rule = SameModel.toTheBit(MaxPoolBeforeConcatTest::nested, new MaxPoolBeforeConcat());
        assertEquals(4, rule.places().size());
        try (Model model = SameModel.compiled(nested().rules(Rules.none().with(new MaxPoolBeforeConcat())))) {
            assertEquals(6, SameModel.count(model, "MaxPool"), "three in each pass, for " + c);
        }
    }

    private static Model nested() {
        PoolCases c = PoolCases.one();
        var a = c.image("a");
        var b = c.image("b");
        var inner = new Concatenate().apply(new Conv2D(1, 3).apply(a), new Conv2D(2, 3).apply(b));
        var outer = new Concatenate().apply(inner, new Conv2D(1, 3).apply(a));
        return SameModel.classifier(List.of(a, b), c.pooled(outer));
    }

    private static void assertNothingDone(Model model) {
        assertEquals(
                List.of(), SameModel.watched(model, new MaxPoolBeforeConcat()).places());
    }

    @Test
    void theConcatIsUsedTwice() {
        PoolCases c = PoolCases.one();
        var left = c.image("left");
        var right = c.image("right");
        var x = new DualConv2D(3, 2).apply(left, right);
        var both = new Concatenate().apply(new Flatten().apply(c.pooled(x)), new Flatten().apply(x));
        assertNothingDone(new Model(List.of(left, right), new Dense(2).apply(both)));
    }

    @Test
    void anotherAxisOrAnotherPool() {
        PoolCases c = PoolCases.one();
        var a = c.image("a");
        var maps = new Conv2D(2, 3).apply(a);
        var wide = new Lambda((tf, in) -> tf.concat(List.of(in, in), tf.constant(2))).apply(maps);
        assertNothingDone(SameModel.classifier(List.of(a), c.pooled(wide)));
        assertNothingDone(
                SameModel.classifier(List.of(a), new AveragePooling2D(2).apply(new Concatenate().apply(maps, maps))));
        var sine = new Activation((tf, in) -> tf.math.sin(in)).apply(new Concatenate().apply(maps, maps));
        assertNothingDone(SameModel.classifier(List.of(a), c.pooled(sine)));
    }
}
