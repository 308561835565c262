package polyview.models;

import java.util.Set;
import org.tensorflow.proto.GraphDef;

/**
 * A rule that puts a better graph in the place of a model's forward graph: fewer ops, faster ones, another precision.
 *
 * <p>It is given to {@link Model#rules} and runs in each compile, before gradients are taken, so that these come from the new
 * graph. The graph holds the layers twice, for prediction and for training, and the losses. The names of the nodes tell the
 * layers: {@code predict/conv2d/Conv2d}, {@code train/conv2d/Conv2d}. A rule keeps no values, only ops.
 *
 * <p>Refused: a graph that lacks an end ({@code rule Fold took away the node output.0}), and one that TensorFlow cannot
 * read ({@code rule Fold gave a graph that TensorFlow refuses: ...}).
 *
 * <p>Example, a rule that only looks:
 *
 * <pre>{@code
 * model.rules((graph, ends) -> {
 *     System.out.println(graph.getNodeCount() + " nodes");
 *     return graph;
 * });
 * }</pre>
 */
public interface GraphRule {

    /**
     * The graph that takes the place of this one.
     *
     * @param graph the forward graph
     * @param ends the names of the nodes that must still be there, with the same meaning: inputs, outputs, weights, losses
     */
    GraphDef apply(GraphDef graph, Set<String> ends);

    /** What messages call it: the name of the class unless it has another. */
    default String name() {
        return getClass().getSimpleName();
    }
}
