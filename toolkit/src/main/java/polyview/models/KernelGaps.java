package polyview.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;

/**
 * The gaps of the machine that this JVM runs on.
 *
 * <p>A machine is not asked what it is, but shown a small case: so what is found holds for oneDNN on and off, for GPUs and for
 * processors of other kinds. That takes some milliseconds, once, and only where a graph has an op that can be hit.
 */
final class KernelGaps {

    static {
        Startup.begin();
    }

    private static final List<KernelGap> ALL = List.of(new GroupedConvolutions(), new WideAveragePools());
    private static final double TOLERANCE = 1e-4;
    private static final Map<GapOnDevice, Boolean> FOUND = new ConcurrentHashMap<>();

    private record GapOnDevice(KernelGap gap, Optional<Device> device) {}

    private KernelGaps() {}

    /** By the name of its node, what stands in for each op of a graph that would not be right on this machine. */
    static Map<String, Substitute> in(GraphDef def, Graph imported, Optional<Device> device) {
        Map<String, Substitute> substitutes = new LinkedHashMap<>();
        for (NodeDef node : def.getNodeList()) {
            for (KernelGap gap : ALL) {
                // What is known to be right here needs no look at its shapes.
                if (gap.concerns(node.getOp()) && FOUND.getOrDefault(new GapOnDevice(gap, device), true)) {
                    gap.substitute(imported.operation(node.getName()))
                            .filter(s -> FOUND.computeIfAbsent(new GapOnDevice(gap, device), KernelGaps::isHere))
                            .ifPresent(s -> substitutes.put(node.getName(), s));
                }
            }
        }
        return substitutes;
    }

    private static boolean isHere(GapOnDevice found) {
        GraphDef def;
        String end;
        try (Graph sketch = new Graph()) {
            Ops tf = Ops.create(sketch);
            Operand<TFloat32> one = tf.withName("one").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
            end = found.gap().sample(tf, one).op().name();
            def = MachineGraph.placed(sketch.toGraphDef(), found.device());
        }
        try (Graph graph = new Graph()) {
            graph.importGraphDef(def);
            try (Session session = new Session(graph, SessionOptions.of(Precision.FLOAT32));
                    TFloat32 one = TFloat32.scalarOf(1);
                    Result result = session.runner().feed("one", one).fetch(end).run()) {
                double got = ((TFloat32) result.get(0)).getFloat();
                return !(Math.abs(got - found.gap().expected()) <= TOLERANCE);
            } catch (TFUnimplementedException | TFInvalidArgumentException refused) {
                return true;
            }
        }
    }
}
