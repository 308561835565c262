package polyview.models;

import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;

/** A graph that runs as an engine runs that of a program: for the tests of other packages. */
public final class Loaded implements AutoCloseable {

    private final NativeSession running;

    public Loaded(GraphDef def) {
        this.running = new NativeSession(def);
    }

    public Session session() {
        return running.session();
    }

    @Override
    public void close() {
        running.run();
    }
}
