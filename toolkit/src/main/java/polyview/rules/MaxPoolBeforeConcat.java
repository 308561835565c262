package polyview.rules;

import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.NodeDef;

/**
 * Max pooling of maps that were put side by side: each of them is pooled, and what is left is put side by side; bit for bit the
 * same.
 *
 * <p>An activation that never falls may stand between the two: it comes behind each map too. Those with exponentials (ELU, SELU,
 * sigmoid, tanh, softplus) then round some elements otherwise, by the last digit: TensorFlow computes the last elements of an
 * array in another way than the others. The rule does nothing where something else uses the maps or the activation, where they
 * are put together on another axis than the channels, or where pooling goes over channels.
 */
public final class MaxPoolBeforeConcat extends LocalRule {

    /** The rule, which has no settings. */
    public MaxPoolBeforeConcat() {}

    @Override
    protected Optional<String> rewrite(GraphEdit graph, NodeDef pool) {
        if (!MaxPools.isOne(graph, pool) || graph.isEnd(pool.getName())) {
            return Optional.empty();
        }
        NodeDef between = graph.input(pool, 0);
        if (graph.onlyUser(between).isEmpty()) {
            return Optional.empty();
        }
        if (isConcatOfChannels(graph, between)) {
            eachPart(graph, between, List.of(pool));
            return Optional.of(between.getName());
        }
        if (!Elementwise.rises(between)) {
            return Optional.empty();
        }
        NodeDef concat = graph.input(between, 0);
        if (graph.onlyUser(concat).isEmpty() || !isConcatOfChannels(graph, concat)) {
            return Optional.empty();
        }
        eachPart(graph, concat, List.of(between, pool));
        return Optional.of(concat.getName());
    }

    private static boolean isConcatOfChannels(GraphEdit graph, NodeDef node) {
        if (!node.getOp().equals("ConcatV2")) {
            return false;
        }
        List<Long> axis = Nodes.wholeNumbers(graph.input(node, parts(node))).orElse(List.of());
        // What a pool takes has four axes.
        return axis.equals(List.of(3L)) || axis.equals(List.of(-1L));
    }

    private static int parts(NodeDef concat) {
        return (int) Nodes.attribute(concat, "N").getI();
    }

    /** Puts these ops, which follow one another, behind each part instead of behind the whole. */
    private static void eachPart(GraphEdit graph, NodeDef concat, List<NodeDef> ops) {
        NodeDef.Builder joined = concat.toBuilder();
        for (int i = 0; i < parts(concat); i++) {
            String last = concat.getInput(i);
            for (NodeDef op : ops) {
                String name = graph.free(op.getName() + "/part_" + i);
                graph.put(op.toBuilder().setName(name).setInput(0, last).build());
                last = name;
            }
            joined.setInput(i, last);
        }
        String whole = ops.get(ops.size() - 1).getName();
        graph.redirect(whole, concat.getName());
        ops.forEach(op -> graph.remove(op.getName()));
        graph.put(joined.build());
    }
}
