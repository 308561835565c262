package polyview.rules;

import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * In prediction, a batch normalisation behind a convolution goes into the kernel and a bias: {@code conv(x, k s) + (b - mean) s +
 * beta} with {@code s = gamma / sqrt(variance + epsilon)}.
 *
 * <p>The kernel is multiplied anew in each run, which costs little: it has no pixels. Sums are rounded in another order, so
 * predictions differ in their last digits; training does not change. It does nothing where something else uses what the
 * convolution gives, in training, and where the statistics of the batch are used.
 */
public final class FoldedBatchNorm extends LocalRule {

    /** The rule, which has no settings. */
    public FoldedBatchNorm() {}

    @Override
    protected Optional<String> rewrite(GraphEdit graph, NodeDef norm) {
        if (!isOfPrediction(graph, norm)) {
            return Optional.empty();
        }
        NodeDef before = graph.input(norm, 0);
        boolean biased = before.getOp().equals("BiasAdd");
        if (graph.onlyUser(before).isEmpty() || biased && !Nodes.channelsLast(before)) {
            return Optional.empty();
        }
        NodeDef convolution = biased ? graph.input(before, 0) : before;
        if (!convolution.getOp().equals("Conv2D")
                || !Nodes.channelsLast(convolution)
                || graph.onlyUser(convolution).isEmpty()) {
            return Optional.empty();
        }
        fold(graph, norm, convolution, biased ? Optional.of(before.getInput(1)) : Optional.empty());
        if (biased) {
            graph.remove(before.getName());
        }
        return Optional.of(norm.getName());
    }

    private static boolean isOfPrediction(GraphEdit graph, NodeDef norm) {
        String name = norm.getName();
        return norm.getOp().equals("FusedBatchNormV3")
                && GraphEdit.predicts(name)
                && !graph.isEnd(name)
                && Nodes.isFloat(norm)
                && Nodes.channelsLast(norm)
                && !Nodes.attribute(norm, "is_training").getB()
                // The other outputs are the statistics, which stay with this op alone.
                && graph.users(name).stream()
                        .flatMap(user -> user.getInputList().stream())
                        .noneMatch(input -> input.startsWith(name + ":"));
    }

    private static void fold(GraphEdit graph, NodeDef norm, NodeDef convolution, Optional<String> bias) {
        String at = norm.getName();
        String epsilon = at + "/epsilon";
        graph.put(Nodes.number(epsilon, Nodes.attribute(norm, "epsilon").getF()));
        String deviation = floats(
                graph,
                "Rsqrt",
                at + "/one_over_deviation",
                floats(graph, "AddV2", at + "/variance", norm.getInput(4), epsilon));
        String factor = floats(graph, "Mul", at + "/factor", norm.getInput(1), deviation);
        String mean = bias.map(b -> floats(graph, "Sub", at + "/mean", norm.getInput(3), b))
                .orElse(norm.getInput(3));
        String moved = floats(graph, "Mul", at + "/moved", mean, factor);
        String offset = floats(graph, "Sub", at + "/offset", norm.getInput(2), moved);
        graph.setInput(convolution.getName(), 1, floats(graph, "Mul", at + "/kernel", convolution.getInput(1), factor));
        List<String> waitsFor = norm.getInputList().subList(5, norm.getInputCount());
        graph.put(Nodes.of("BiasAdd", at, DataType.DT_FLOAT, List.of(convolution.getName(), offset))
                .addAllInput(waitsFor)
                .setDevice(norm.getDevice())
                .putAttr("data_format", Nodes.text("NHWC"))
                .build());
    }

    private static String floats(GraphEdit graph, String op, String name, String... inputs) {
        graph.put(Nodes.floats(op, name, inputs));
        return name;
    }
}
