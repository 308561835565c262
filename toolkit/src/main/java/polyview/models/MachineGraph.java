package polyview.models;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;
import polyview.base.Startup;

/**
 * A graph as the machine that it is loaded on can run it.
 *
 * <p>A program may come from another machine, and its kernels may do more or less than those here. Only ops that this machine
 * would refuse or compute wrongly are put in another form, so a graph loses no speed where there is no need. {@link
 * BiasGradients} are kept apart on every machine, at no cost.
 *
 * <p>Two things stay as they are: ops inside functions, such as the backward of a {@link
 * polyview.ops.GradientFunction}, and convolutions whose channels or kernel have no known number in the graph.
 */
final class MachineGraph {

    static {
        Startup.begin();
    }

    private MachineGraph() {}

    /** The graph, which the caller closes. */
    static Graph of(GraphDef def, Optional<Device> device) {
        GraphDef placed = placed(BiasGradients.apart(def), device);
        GraphDef mended;
        Graph graph = imported(placed);
        try {
            Map<String, Substitute> substitutes = KernelGaps.in(placed, graph, device);
            if (substitutes.isEmpty()) {
                return graph;
            }
            mended = Splice.of(placed, graph, substitutes);
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
        graph.close();
        return imported(mended);
    }

    private static Graph imported(GraphDef def) {
        Graph graph = new Graph();
        try {
            graph.importGraphDef(def);
            return graph;
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    /** All of it on one device, where one is named. */
    static GraphDef placed(GraphDef def, Optional<Device> device) {
        if (device.isEmpty()) {
            return def;
        }
        GraphDef.Builder placed = def.toBuilder();
        placed.getNodeBuilderList().forEach(node -> node.setDevice(device.get().inGraph()));
        return placed.build();
    }
}
