package polyview.models;

import com.google.protobuf.InvalidProtocolBufferException;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphDef;

/** The native side of an engine: a graph and a session, freed by {@link #run()}; it must not know the engine. */
final class NativeSession implements Runnable {

    private final Graph graph = new Graph();
    private final Session session;

    NativeSession(byte[] graphDef) {
        try {
            graph.importGraphDef(GraphDef.parseFrom(graphDef));
        } catch (InvalidProtocolBufferException e) {
            graph.close();
            throw new IllegalArgumentException("the program's graph cannot be read: " + e.getMessage(), e);
        }
        // Ops without a GPU kernel run on the CPU, and the GPU's memory is taken as it is needed.
        ConfigProto config = ConfigProto.newBuilder()
                .setAllowSoftPlacement(true)
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .build();
        session = new Session(graph, config);
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
