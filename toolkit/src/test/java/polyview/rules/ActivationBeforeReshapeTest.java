package polyview.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.proto.GraphDef;
import polyview.layers.Activation;
import polyview.layers.Add;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Dense2D;
import polyview.layers.Flatten;
import polyview.layers.Reshape;
import polyview.models.Input;
import polyview.models.Model;

/** Activations directly behind a bias, before a reshape. */
@Tag("models")
class ActivationBeforeReshapeTest {

    private static Model model(Activation.Function function) {
        var image = Input.image("image", 6, 7, 2);
        var x = new Conv2D(4, 3).name("conv").apply(image);
        x = new Reshape(10, 2, 4).apply(x);
        x = new Activation(function).name("cell").apply(x);
        return SameModel.classifier(List.of(image), new Conv2D(3, 2).apply(x));
    }

    @TestFactory
    Stream<DynamicTest> theSameToTheBit() {
        return Map.of(
                        "Relu", Activation.RELU,
                        "Relu6", Activation.RELU6,
                        "LeakyRelu", Activation.LEAKY_RELU)
                .entrySet()
                .stream()
                .map(e -> dynamicTest(e.getKey(), () -> {
                    Watched rule = SameModel.toTheBit(() -> model(e.getValue()), new ActivationBeforeReshape());
                    assertEquals(List.of("predict/cell/" + e.getKey(), "train/cell/" + e.getKey()), rule.places());
                }));
    }

    /** A large Dense2D has a reshape of its own. */
    @Test
    void inALayer() {
        Watched rule = SameModel.watched(
                matrices(new Dense2D().activation(Activation.RELU).name("elements")), new ActivationBeforeReshape());
        assertEquals(List.of("predict/elements/Relu", "train/elements/Relu"), rule.places());
    }

    private static Model matrices(Dense2D layer) {
        var matrix = Input.of("matrix", 100, 100);
        return new Model(matrix, new Dense(2).apply(new Flatten().apply(layer.apply(matrix))));
    }

    private static void assertNothingDone(Model model) {
        assertEquals(
                List.of(),
                SameModel.watched(model, new ActivationBeforeReshape()).places());
    }

    @Test
    void othersStay() {
        assertNothingDone(model(Activation.SOFTMAX));
        assertNothingDone(model(Activation.ELU));
        assertNothingDone(matrices(new Dense2D().useBias(false).activation(Activation.RELU)));
        assertNothingDone(matrices(new Dense2D().sum(1).activation(Activation.RELU)));
    }

    /** The values before the activation are needed in their new shape. */
    @Test
    void theReshapeIsUsedTwice() {
        var image = Input.image("image", 6, 7, 2);
        var x = new Reshape(10, 2, 4).apply(new Conv2D(4, 3).apply(image));
        var y = new Activation(Activation.RELU).apply(x);
        assertNothingDone(SameModel.classifier(List.of(image), new Add().apply(x, y)));
    }

    /** The node of an output keeps its meaning, and where an activation itself is an end, nothing is done. */
    @Test
    void endsStay() {
        Watched rule = SameModel.watched(model(Activation.RELU), new ActivationBeforeReshape());
        GraphDef graph = rule.lastGraph();
        assertEquals(
                List.of("train/cell/Relu"),
                new ActivationBeforeReshape()
                        .rewriting(graph, Set.of("predict/cell/Relu"))
                        .places());
        assertEquals(
                List.of("predict/cell/Relu"),
                new ActivationBeforeReshape()
                        .rewriting(graph, Set.of("train/reshape/Reshape"))
                        .places());
    }
}
