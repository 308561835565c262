package polyview.rules;

import java.util.Optional;
import org.tensorflow.proto.NodeDef;

/**
 * In prediction, a bias before a batch normalisation goes into its mean: {@code (x + b) - mean} is {@code x - (mean - b)}.
 *
 * <p>What is left, a convolution, the normalisation and maybe ReLU, TensorFlow runs as one op. Multiplying the kernel by the
 * factor of the normalisation as well gains nothing more on large maps, and costs up to half of the time where kernels are
 * larger than maps. Sums are rounded in another order, so predictions differ in their last digits; training does not change.
 *
 * <p>It does nothing where something else uses the sum with the bias, in training, and where the statistics of the batch are
 * used.
 */
public final class BiasWithinBatchNorm extends LocalRule {

    private static final int MEAN = 3;

    /** The rule, which has no settings. */
    public BiasWithinBatchNorm() {}

    @Override
    protected Optional<String> rewrite(GraphEdit graph, NodeDef norm) {
        String name = norm.getName();
        if (!isByMovingMean(norm) || !GraphEdit.predicts(name)) {
            return Optional.empty();
        }
        NodeDef biased = graph.input(norm, 0);
        boolean fits = biased.getOp().equals("BiasAdd")
                && biased.getInputCount() == 2 // it waits for nothing else
                && Nodes.channelsLast(biased)
                && graph.onlyUser(biased).isPresent();
        // The other outputs are the statistics themselves.
        if (!fits || usesOtherOutputs(graph, name)) {
            return Optional.empty();
        }
        String mean = graph.free(name + "/mean");
        graph.put(Nodes.floats("Sub", mean, norm.getInput(MEAN), biased.getInput(1)));
        graph.setInput(name, 0, biased.getInput(0));
        graph.setInput(name, MEAN, mean);
        graph.remove(biased.getName());
        return Optional.of(name);
    }

    private static boolean isByMovingMean(NodeDef norm) {
        return norm.getOp().equals("FusedBatchNormV3")
                && Nodes.isFloat(norm)
                && Nodes.channelsLast(norm)
                && !Nodes.attribute(norm, "is_training").getB();
    }

    private static boolean usesOtherOutputs(GraphEdit graph, String norm) {
        return graph.users(norm).stream()
                .flatMap(user -> user.getInputList().stream())
                .anyMatch(input -> input.startsWith(norm + ":"));
    }
}
