package polyview.broken.models;

import org.tensorflow.Graph;
import tech.tablesaw.api.Table;

/** Breaks rules on purpose: it loads TensorFlow's library, and gives what a notebook shows, without a word to the start. */
public final class ForgetsTheStart {
    private ForgetsTheStart() {}

    /** A table. */
    public static Table table() {
        try (Graph graph = new Graph()) {
            return Table.create(graph.toString());
        }
    }
}
