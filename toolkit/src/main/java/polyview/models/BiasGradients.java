package polyview.models;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;
import polyview.rules.GraphEdit;

/**
 * Keeps the gradients of biases with their own convolutions.
 *
 * <p>With oneDNN, TensorFlow computes the gradients of a kernel and of a bias in one op where both come from the same node. It
 * does not look at which output of that node they come from: where the outputs of several convolutions were stacked, or what
 * comes back to them is split, biases get the gradients of one another, now and then and with no error. So an op that is
 * nothing but a name stands between such a node and each of its uses.
 */
final class BiasGradients {

    private static final String BIAS = "BiasAddGrad";
    private static final String KERNEL = "Conv2DBackpropFilter";

    private BiasGradients() {}

    /** The same graph where there is nothing to keep apart. */
    static GraphDef apart(GraphDef def) {
        Set<String> mixed = mixed(def);
        if (mixed.isEmpty()) {
            return def;
        }
        GraphEdit graph = new GraphEdit(def, Set.of());
        for (NodeDef node : def.getNodeList()) {
            if (node.getOp().equals(BIAS)) {
                // As it is now: an earlier round may have put it behind an op of its own.
                String input = graph.node(node.getName()).getInput(0);
                if (mixed.contains(GraphEdit.nodeOf(source(graph::node, input)))) {
                    separate(graph, node, input);
                }
            }
        }
        return graph.graph();
    }

    /** The nodes of which several outputs lead to gradients. */
    private static Set<String> mixed(GraphDef def) {
        Map<String, NodeDef> nodes = new HashMap<>();
        def.getNodeList().forEach(node -> nodes.put(node.getName(), node));
        Map<String, String> outputs = new HashMap<>();
        Set<String> mixed = new HashSet<>();
        for (NodeDef node : def.getNodeList()) {
            if (isGradient(node)) {
                String output = source(nodes::get, node.getInput(place(node)));
                String other = outputs.putIfAbsent(GraphEdit.nodeOf(output), output);
                if (other != null && !other.equals(output)) {
                    mixed.add(GraphEdit.nodeOf(output));
                }
            }
        }
        return mixed;
    }

    private static boolean isGradient(NodeDef node) {
        return node.getOp().equals(BIAS) || node.getOp().equals(KERNEL);
    }

    private static int place(NodeDef gradient) {
        return gradient.getOp().equals(BIAS) ? 0 : 2;
    }

    /** The output that this is, behind ops that TensorFlow's optimizer takes away. */
    private static String source(Function<String, NodeDef> nodes, String input) {
        String output = input;
        NodeDef node = nodes.apply(GraphEdit.nodeOf(output));
        while (node.getOp().equals("Identity")) {
            output = node.getInput(0);
            node = nodes.apply(GraphEdit.nodeOf(output));
        }
        return output;
    }

    /** An identity would be taken away; this one might be fed, so it stays. It copies nothing. */
    private static void separate(GraphEdit graph, NodeDef bias, String input) {
        String name = graph.free(bias.getName() + "/own");
        graph.redirect(input, name);
        graph.put(NodeDef.newBuilder()
                .setOp("PlaceholderWithDefault")
                .setName(name)
                .addInput(input)
                .setDevice(bias.getDevice())
                .putAttr("dtype", bias.getAttrOrThrow("T"))
                .putAttr(
                        "shape",
                        AttrValue.newBuilder()
                                .setShape(TensorShapeProto.newBuilder().setUnknownRank(true))
                                .build())
                .build());
    }
}
