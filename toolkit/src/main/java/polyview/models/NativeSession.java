package polyview.models;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.proto.GraphDef;
import polyview.base.Startup;

/** The native side of an engine: a graph and a session, freed by {@link #run()}; it must not know the engine. */
final class NativeSession implements Runnable {

    static {
        Startup.begin();
    }

    private final Graph graph;
    private final Session session;
    private final PrecisionReport precision;

    /** On the devices that TensorFlow chooses. */
    NativeSession(Program program) {
        this(program, Placement.FREE);
    }

    /** All of it on one device, but for what has no kernel there. */
    NativeSession(Program program, Placement where) {
        Optional<Device> device = where.device();
        graph = MachineGraph.of(graphDef(program), device);
        try {
            requireEnds(program);
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
        precision = precision(program.precision(), device);
        session = new Session(graph, SessionOptions.of(precision.used(), where.threads()));
    }

    /** A graph that is no program, on the devices that TensorFlow chooses. */
    NativeSession(GraphDef def) {
        graph = MachineGraph.of(def, Optional.empty());
        precision = precision(Precision.FLOAT32, Optional.empty());
        session = new Session(graph, SessionOptions.of(Precision.FLOAT32));
    }

    private static PrecisionReport precision(Precision asked, Optional<Device> device) {
        Optional<String> whyNot = asked == Precision.MIXED ? Bfloat16.whyNot(device) : Optional.empty();
        return new PrecisionReport(asked, whyNot.isEmpty() ? asked : Precision.FLOAT32, whyNot.orElse(""));
    }

    /** What it computes with. */
    PrecisionReport precision() {
        return precision;
    }

    private static GraphDef graphDef(Program program) {
        try {
            GraphDef def = GraphDef.parseFrom(program.graphDef());
            if (def.getNodeCount() == 0) {
                // TensorFlow's import of an empty graph crashes the JVM.
                throw new InvalidProtocolBufferException("it has no nodes");
            }
            return def;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the program's graph cannot be read: " + e.getMessage(), e);
        }
    }

    /** What is not there would otherwise be missed only when it is used. */
    private void requireEnds(Program program) {
        for (String end : program.ends()) {
            if (graph.operation(end) == null) {
                throw new IllegalArgumentException("the program's graph has no node named " + end);
            }
        }
    }

    /** The inputs and outputs of a program by their names, as TensorFlow's functions have them. */
    Signature signature(Program program) {
        Signature.Builder signature = Signature.builder(Signature.DEFAULT_KEY);
        program.inputs()
                .forEach(port -> signature.input(
                        port.name(), graph.operation(port.tensor()).output(0)));
        program.outputs()
                .forEach(port -> signature.output(
                        port.name(), graph.operation(port.tensor()).output(0)));
        return signature.build();
    }

    Session session() {
        return session;
    }

    @Override
    public void run() {
        session.close();
        graph.close();
    }
}
