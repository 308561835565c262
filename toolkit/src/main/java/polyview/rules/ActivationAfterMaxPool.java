package polyview.rules;

import java.util.Optional;
import org.tensorflow.proto.NodeDef;

/**
 * An activation that never falls comes after the max pooling that it stood before: the largest value is the value of the
 * largest element, and there are fewer elements to compute.
 *
 * <p>ReLU and ReLU6 come out bit for bit, with gradients: where several elements of a window have the same value, the gradient
 * is 0 in all of them. So does leaky ReLU, but for elements of one window that differ in their last bit. In prediction the
 * rule also moves ELU, SELU, sigmoid, tanh, softplus and softsign, whose values stay the same to the last bit or two; in
 * training it does not, for there rounding decides which element of a window gets the gradient.
 *
 * <p>It does nothing where something else uses the activation, or where pooling goes over channels or samples.
 */
public final class ActivationAfterMaxPool extends LocalRule {

    /** The rule, which has no settings. */
    public ActivationAfterMaxPool() {}

    @Override
    protected Optional<String> rewrite(GraphEdit graph, NodeDef pool) {
        if (!MaxPools.isOne(graph, pool) || graph.isEnd(pool.getName())) {
            return Optional.empty();
        }
        NodeDef activation = graph.input(pool, 0);
        boolean fits = graph.onlyUser(activation).isPresent()
                && (GraphEdit.predicts(activation.getName())
                        ? Elementwise.rises(activation)
                        : Elementwise.risesWithGradient(activation));
        if (!fits) {
            return Optional.empty();
        }
        graph.setInput(pool.getName(), 0, activation.getInput(0));
        graph.redirect(pool.getName(), activation.getName());
        graph.setInput(activation.getName(), 0, pool.getName());
        return Optional.of(activation.getName());
    }
}
