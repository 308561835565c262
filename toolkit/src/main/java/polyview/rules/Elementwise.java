package polyview.rules;

import java.util.Set;
import org.tensorflow.proto.NodeDef;

/** Ops of one input that change each element by itself. */
final class Elementwise {

    /** A larger element never gives a smaller value. */
    private static final Set<String> RISING =
            Set.of("Relu", "Relu6", "LeakyRelu", "Elu", "Selu", "Sigmoid", "Tanh", "Softplus", "Softsign");

    /**
     * The same, and the gradient at the largest element of a window is that at the largest value: where several elements have
     * one value, this is 0 for all of them, or they are equal. LeakyRelu may round neighbouring elements to one value; these
     * differ in their last bit.
     */
    private static final Set<String> WITH_GRADIENT = Set.of("Relu", "Relu6", "LeakyRelu");

    private Elementwise() {}

    /** Whether it never falls: the largest of its values is the value of the largest element. */
    static boolean rises(NodeDef node) {
        return RISING.contains(node.getOp())
                && Nodes.isFloat(node)
                && (!node.getOp().equals("LeakyRelu")
                        || Nodes.attribute(node, "alpha").getF() >= 0);
    }

    /** Whether the gradient keeps its place too. */
    static boolean risesWithGradient(NodeDef node) {
        return rises(node) && WITH_GRADIENT.contains(node.getOp());
    }
}
