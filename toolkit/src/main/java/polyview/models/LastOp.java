package polyview.models;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The type of the op that an output of a program ends in, but for ops that only give another shape. */
final class LastOp {

    private static final Set<String> RESHAPING = Set.of("Identity", "Reshape", "Squeeze", "ExpandDims");

    private LastOp() {}

    /** {@code Softmax}, {@code BiasAdd}, ...; a softmax counts as such where no op after it gives another shape. */
    static String of(Program program, int output) {
        Map<String, NodeDef> nodes;
        try {
            nodes = GraphDef.parseFrom(program.graphDef()).getNodeList().stream()
                    .collect(Collectors.toMap(NodeDef::getName, Function.identity()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a program holds a graph", e);
        }
        NodeDef node = nodes.get(name(program.outputs().get(output).tensor()));
        boolean reshaped = false;
        while (RESHAPING.contains(node.getOp())) {
            reshaped |= !node.getOp().equals("Identity");
            node = nodes.get(name(node.getInput(0)));
        }
        return reshaped && node.getOp().equals("Softmax") ? "" : node.getOp();
    }

    /** The node of a tensor: {@code dense/out} of {@code dense/out:0}. */
    private static String name(String tensor) {
        int colon = tensor.indexOf(':');
        return colon < 0 ? tensor : tensor.substring(0, colon);
    }
}
