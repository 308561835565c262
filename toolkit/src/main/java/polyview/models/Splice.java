package polyview.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import polyview.base.Startup;
import polyview.rules.GraphEdit;

/** Puts other ops in the place of one node; the last of them takes its name, so that nothing else in the graph changes. */
final class Splice {

    static {
        Startup.begin();
    }

    private Splice() {}

    /** The graph with all substitutes in place; the imported graph knows the shapes. */
    static GraphDef of(GraphDef def, Graph imported, Map<String, Substitute> substitutes) {
        GraphDef.Builder spliced = def.toBuilder().clearNode();
        for (NodeDef node : def.getNodeList()) {
            Substitute substitute = substitutes.get(node.getName());
            if (substitute == null) {
                spliced.addNode(node);
            } else {
                spliced.addAllNode(nodes(node, imported.operation(node.getName()), substitute));
            }
        }
        return spliced.build();
    }

    /** The ops of a substitute, made in a graph of their own and renamed to their place. */
    private static List<NodeDef> nodes(NodeDef node, GraphOperation op, Substitute substitute) {
        try (Graph sketch = new Graph()) {
            Ops tf = Ops.create(sketch);
            Map<String, String> names = new HashMap<>();
            List<Output<?>> inputs = new ArrayList<>();
            for (int i = 0; i < op.numInputs(); i++) {
                Output<?> given = op.input(i);
                Placeholder<?> input = tf.placeholder(given.type(), Placeholder.shape(given.shape()));
                names.put(input.op().name(), node.getInput(i));
                inputs.add(input.asOutput());
            }
            String last = substitute.of(tf, inputs).op().name();
            List<NodeDef> made = sketch.toGraphDef().getNodeList().stream()
                    .filter(n -> !names.containsKey(n.getName()))
                    .toList();
            made.forEach(n -> names.put(
                    n.getName(), n.getName().equals(last) ? node.getName() : node.getName() + "/" + n.getName()));
            return made.stream().map(n -> moved(n, node, op.numInputs(), names)).toList();
        }
    }

    private static NodeDef moved(NodeDef made, NodeDef old, int numInputs, Map<String, String> names) {
        NodeDef.Builder moved = made.toBuilder()
                .setName(names.get(made.getName()))
                .setDevice(old.getDevice())
                .clearInput();
        for (String input : made.getInputList()) {
            String name = GraphEdit.nodeOf(input);
            int at = input.indexOf(name);
            moved.addInput(input.substring(0, at) + names.get(name) + input.substring(at + name.length()));
        }
        // What had to come before the old op comes before each of the new ones.
        moved.addAllInput(old.getInputList().subList(numInputs, old.getInputCount()));
        return moved.build();
    }
}
