package polyview.rules;

import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * ReLU and the like directly behind the bias that they follow, where the result is given another shape in between; bit for bit
 * the same.
 *
 * <p>oneDNN computes a convolution, its bias and such a function in one op, but only where they are neighbours. The reshape comes
 * afterwards. It leaves what is used elsewhere too, and what is an end of the graph.
 */
public final class ActivationBeforeReshape extends LocalRule {

    /** Each element by itself, and the same to the bit in one op with a convolution, which ELU is not. */
    private static final Set<String> FUNCTIONS = Set.of("Relu", "Relu6", "LeakyRelu");

    /** The rule, which has no settings. */
    public ActivationBeforeReshape() {}

    @Override
    protected Optional<String> rewrite(GraphEdit graph, NodeDef function) {
        String name = function.getName();
        if (!FUNCTIONS.contains(function.getOp()) || !Nodes.isFloat(function) || graph.isEnd(name)) {
            return Optional.empty();
        }
        NodeDef reshape = graph.input(function, 0);
        if (!reshape.getOp().equals("Reshape")
                || !graph.input(reshape, 0).getOp().equals("BiasAdd")
                || graph.onlyUser(reshape).isEmpty()) {
            return Optional.empty();
        }
        graph.redirect(name, reshape.getName());
        graph.setInput(name, 0, reshape.getInput(0));
        graph.setInput(reshape.getName(), 0, name);
        return Optional.of(name);
    }
}
