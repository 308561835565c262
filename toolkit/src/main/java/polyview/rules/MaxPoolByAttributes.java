package polyview.rules;

import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * A max pool whose window is known: {@code MaxPoolV2} becomes {@code MaxPool}, bit for bit the same.
 *
 * <p>{@code tf.nn.maxPool} of TensorFlow Java makes the first of these, whose gradient has no kernel of oneDNN.
 */
public final class MaxPoolByAttributes extends LocalRule {

    /** The rule, which has no settings. */
    public MaxPoolByAttributes() {}

    @Override
    protected Optional<String> rewrite(GraphEdit graph, NodeDef node) {
        if (!node.getOp().equals("MaxPoolV2") || !MaxPools.isOne(graph, node)) {
            return Optional.empty();
        }
        List<Long> window = Nodes.wholeNumbers(graph.input(node, 1)).orElseThrow();
        List<Long> step = Nodes.wholeNumbers(graph.input(node, 2)).orElseThrow();
        // Window and step are inputs no more; what it only waits for stays.
        List<String> waitsFor = node.getInputList().subList(3, node.getInputCount());
        graph.put(Nodes.of("MaxPool", node.getName(), DataType.DT_FLOAT, List.of(node.getInput(0)))
                .addAllInput(waitsFor)
                .setDevice(node.getDevice())
                .putAttr("ksize", Nodes.ints(window))
                .putAttr("strides", Nodes.ints(step))
                .putAttr("padding", Nodes.attribute(node, "padding"))
                .putAttr("data_format", Nodes.text("NHWC"))
                .build());
        return Optional.of(node.getName());
    }
}
