package polyview.rules;

import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.NodeDef;

/** Max pools over the pixels of each channel alone. */
final class MaxPools {

    private MaxPools() {}

    /** Whether it is one, of images (N, H, W, C) of 32-bit floats, with a window that is known. */
    static boolean isOne(GraphEdit graph, NodeDef node) {
        return switch (node.getOp()) {
            case "MaxPool" ->
                ofPixels(
                        node,
                        Nodes.attribute(node, "ksize").getList().getIList(),
                        Nodes.attribute(node, "strides").getList().getIList());
            case "MaxPoolV2" -> {
                Optional<List<Long>> window = Nodes.wholeNumbers(graph.input(node, 1));
                Optional<List<Long>> step = Nodes.wholeNumbers(graph.input(node, 2));
                yield window.isPresent() && step.isPresent() && ofPixels(node, window.get(), step.get());
            }
            default -> false;
        };
    }

    private static boolean ofPixels(NodeDef node, List<Long> window, List<Long> step) {
        return Nodes.isFloat(node) && Nodes.channelsLast(node) && leavesOthers(window) && leavesOthers(step);
    }

    /** One sample and one channel. */
    private static boolean leavesOthers(List<Long> sizes) {
        return sizes.size() == 4 && sizes.get(0) == 1 && sizes.get(3) == 1;
    }
}
