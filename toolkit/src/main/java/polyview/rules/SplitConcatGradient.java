package polyview.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * What comes back to arrays that were put side by side is split once, instead of cut out of the whole by a slice for each; bit
 * for bit the same.
 *
 * <p>It works on the graph with its gradients. It does nothing where something else uses the places of the slices.
 */
public final class SplitConcatGradient extends LocalRule {

    /** The rule, which has no settings. */
    public SplitConcatGradient() {}

    @Override
    public boolean afterGradients() {
        return true;
    }

    @Override
    protected Optional<String> rewrite(GraphEdit graph, NodeDef offsets) {
        if (!offsets.getOp().equals("ConcatOffset") || graph.isEnd(offsets.getName())) {
            return Optional.empty();
        }
        List<Long> axes = Nodes.wholeNumbers(graph.input(offsets, 0)).orElse(List.of());
        List<NodeDef> slices = slices(graph, offsets);
        if (axes.size() != 1 || slices.isEmpty()) {
            return Optional.empty();
        }
        String whole = slices.get(0).getInput(0);
        String axis = offsets.getInput(0);
        String base = graph.free(offsets.getName() + "/split");
        String sizes = sizes(graph, base, offsets, axes.get(0).intValue());
        graph.put(Nodes.of("SplitV", base, Nodes.attribute(slices.get(0), "T").getType(), List.of(whole, sizes, axis))
                .setDevice(offsets.getDevice())
                .putAttr("Tlen", Nodes.type(DataType.DT_INT32))
                .putAttr("num_split", Nodes.whole(slices.size()))
                .build());
        for (int i = 0; i < slices.size(); i++) {
            String slice = slices.get(i).getName();
            graph.redirect(slice, i == 0 ? base : base + ":" + i);
            graph.remove(slice);
        }
        graph.remove(offsets.getName());
        // The axis is a constant beside the concat itself, whose layer is to be told.
        return Optional.of(GraphEdit.nodeOf(axis));
    }

    /** The slices, one for each array in their order; none where it is not exactly them that use the offsets. */
    private static List<NodeDef> slices(GraphEdit graph, NodeDef offsets) {
        int count = (int) Nodes.attribute(offsets, "N").getI();
        List<NodeDef> users = graph.users(offsets.getName());
        List<NodeDef> slices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String begin = i == 0 ? offsets.getName() : offsets.getName() + ":" + i;
            String size = offsets.getInput(1 + i);
            users.stream().filter(user -> isSlice(graph, user, begin, size)).forEach(slices::add);
        }
        boolean all = slices.size() == count && users.size() == count && offsets.getInputCount() == count + 1;
        boolean ofOne = slices.stream().map(s -> s.getInput(0)).distinct().count() == 1;
        return all && ofOne ? slices : List.of();
    }

    /** Where one part leads nowhere, as to an input, the other slices alone are less work. */
    private static boolean isSlice(GraphEdit graph, NodeDef node, String begin, String size) {
        return node.getOp().equals("Slice")
                && node.getInputCount() == 3
                && node.getInput(1).equals(begin)
                && node.getInput(2).equals(size)
                && Nodes.attribute(node, "Index").getType() == DataType.DT_INT32
                && !graph.isEnd(node.getName())
                && !graph.users(node.getName()).isEmpty();
    }

    /** A vector with the size of each array on the axis, taken from their shapes. */
    private static String sizes(GraphEdit graph, String base, NodeDef offsets, int axis) {
        graph.put(Nodes.vector(base + "/axis", axis));
        // One element is taken out, so where it would end is not read: it may be 0, as behind the last axis, -1.
        graph.put(Nodes.vector(base + "/end", axis + 1));
        graph.put(Nodes.vector(base + "/step", 1));
        List<String> sizes = new ArrayList<>();
        for (int i = 1; i < offsets.getInputCount(); i++) {
            String size = base + "/size_" + (i - 1);
            List<String> inputs = List.of(offsets.getInput(i), base + "/axis", base + "/end", base + "/step");
            graph.put(Nodes.of("StridedSlice", size, DataType.DT_INT32, inputs)
                    .putAttr("Index", Nodes.type(DataType.DT_INT32))
                    .putAttr("shrink_axis_mask", Nodes.whole(1))
                    .build());
            sizes.add(size);
        }
        graph.put(Nodes.of("Pack", base + "/sizes", DataType.DT_INT32, sizes)
                .putAttr("N", Nodes.whole(sizes.size()))
                .build());
        return base + "/sizes";
    }
}
