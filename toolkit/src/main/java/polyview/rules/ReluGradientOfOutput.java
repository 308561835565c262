package polyview.rules;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.NodeDef;

/**
 * The gradient of ReLU, ReLU6 and leaky ReLU asks where the output is positive, not where the input is: the same places, so the
 * same to the bit.
 *
 * <p>TensorFlow's gradient takes the input. Then that has to be kept until the way back, and where a convolution comes before the
 * ReLU, oneDNN cannot compute both in one op. It works on the graph with its gradients, and leaves what is an end of the graph.
 */
public final class ReluGradientOfOutput extends LocalRule {

    /** Each gradient, and the op that it belongs to. */
    private static final Map<String, String> FUNCTIONS =
            Map.of("ReluGrad", "Relu", "Relu6Grad", "Relu6", "LeakyReluGrad", "LeakyRelu");

    /** The input of a gradient's op that tells where it passes. */
    private static final int FEATURES = 1;

    /** The rule, which has no settings. */
    public ReluGradientOfOutput() {}

    @Override
    public boolean afterGradients() {
        return true;
    }

    @Override
    protected Optional<String> rewrite(GraphEdit graph, NodeDef gradient) {
        String type = FUNCTIONS.get(gradient.getOp());
        if (type == null || !keepsSign(gradient)) {
            return Optional.empty();
        }
        String features = gradient.getInput(FEATURES);
        Optional<NodeDef> function = graph.users(GraphEdit.nodeOf(features)).stream()
                .filter(node -> isFunction(node, type, features, gradient))
                .findFirst();
        // The gradient of a ReLU of a ReLU, whose input is a ReLU's output already, may take any of both: it stays.
        if (function.isEmpty() || graph.input(gradient, FEATURES).getOp().equals(type)) {
            return Optional.empty();
        }
        graph.setInput(gradient.getName(), FEATURES, function.get().getName());
        return Optional.of(function.get().getName());
    }

    private static boolean isFunction(NodeDef node, String type, String features, NodeDef gradient) {
        return node.getOp().equals(type)
                && node.getInput(0).equals(features)
                && Nodes.attribute(node, "alpha").equals(Nodes.attribute(gradient, "alpha"));
    }

    /** With a negative slope the output is positive on both sides. */
    private static boolean keepsSign(NodeDef gradient) {
        return Nodes.attribute(gradient, "alpha").getF() >= 0;
    }
}
