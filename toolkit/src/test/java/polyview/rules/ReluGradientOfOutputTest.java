package polyview.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.InvalidProtocolBufferException;
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
import org.tensorflow.proto.NodeDef;
import polyview.layers.Activation;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.SymbolicTensor;
import polyview.models.Input;
import polyview.models.Model;

/** The gradient of ReLU and the like by its output. */
@Tag("models")
class ReluGradientOfOutputTest {

    /** The second image has whole numbers: its sums are often exactly 0. */
    private static Model model(Activation.Function function) {
        var image = Input.image("image", 6, 7, 2);
        var whole = Input.image("whole", 6, 7, 3);
        var first = new Conv2D(3, 2).activation(function).apply(image);
        var second = new Activation(function).name("cell").apply(ofWholeNumbers(whole));
        var x = new Concatenate().apply(first, second);
        return SameModel.classifier(
                List.of(image, whole), new Conv2D(4, 3).activation(function).apply(x));
    }

    /** Sums of pixels, but with weights, so that there is a gradient. */
    private static SymbolicTensor ofWholeNumbers(SymbolicTensor whole) {
        return new Conv2D(3, 2)
                .kernelInitializer((tf, shape, seed) -> tf.fill(tf.constant(shape.asArray()), tf.constant(1f)))
                .apply(whole);
    }

    @TestFactory
    Stream<DynamicTest> theSameToTheBit() {
        return Map.of("Relu", Activation.RELU, "Relu6", Activation.RELU6, "LeakyRelu", Activation.LEAKY_RELU)
                .entrySet()
                .stream()
                .map(e -> dynamicTest(e.getKey(), () -> {
                    Watched rule = SameModel.toTheBit(() -> model(e.getValue()), new ReluGradientOfOutput());
                    String op = e.getKey();
                    assertEquals(
                            List.of("train/cell/" + op, "train/conv2d/" + op, "train/conv2d_2/" + op),
                            rule.places().stream().sorted().toList());
                }));
    }

    /** What the gradient reads is the op of the layer, and nothing else reads the input of that. */
    @Test
    void theInputIsNotKept() throws InvalidProtocolBufferException {
        try (Model model = SameModel.compiled(model(Activation.RELU))) {
            GraphDef graph = GraphDef.parseFrom(model.engine().program().graphDef());
            List<NodeDef> gradients = graph.getNodeList().stream()
                    .filter(node -> node.getOp().equals("ReluGrad"))
                    .toList();
            assertEquals(3, gradients.size());
            GraphEdit edit = new GraphEdit(graph, Set.of());
            for (NodeDef gradient : gradients) {
                NodeDef relu = edit.input(gradient, 1);
                assertEquals("Relu", relu.getOp());
                assertEquals(1, edit.users(relu.getInput(0)).size());
            }
        }
    }

    private static void assertNothingDone(Activation.Function function) {
        assertEquals(
                List.of(),
                SameModel.watched(model(function), new ReluGradientOfOutput()).places());
    }

    @TestFactory
    Stream<DynamicTest> othersStay() {
        // With a negative slope both sides are positive; the others have gradients of their own.
        Map<String, Activation.Function> functions = Map.of(
                "negative slope", (tf, x) -> tf.nn.leakyRelu(x, LeakyRelu.alpha(-0.5f)),
                "elu", Activation.ELU,
                "tanh", Activation.TANH,
                "softplus", Activation.SOFTPLUS);
        return functions.entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> assertNothingDone(e.getValue())));
    }

    /** Of the inner one the input is taken away, of the outer one the input is an output already. */
    @Test
    void reluOfRelu() {
        Watched rule =
                SameModel.toTheBit(() -> model((tf, x) -> tf.nn.relu(tf.nn.relu(x))), new ReluGradientOfOutput());
        assertEquals(3, rule.places().size());
    }
}
