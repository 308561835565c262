package polyview.models;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.train.PreventGradient;

/** Why a weight has no gradient, in the terms of the model and not in those of the graph. */
final class MissingGradient {

    private static final Pattern WITHOUT_GRADIENT = Pattern.compile("^No gradient defined for op: (\\w+)");

    private final Graph graph;
    private final List<Forward.Held> learned;

    MissingGradient(Graph graph, List<Forward.Held> learned) {
        this.graph = graph;
        this.learned = learned;
    }

    /** What to throw for what TensorFlow threw: the same where it has nothing to do with a missing gradient. */
    RuntimeException told(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof TFInvalidArgumentException) {
            // Where no path leads from a weight to the loss, TensorFlow refuses and names the variable.
            return learned.stream()
                    .filter(weight -> message.contains("node '" + weight.value() + "' as it's unreachable"))
                    .<RuntimeException>map(MissingGradient::unreachable)
                    .findFirst()
                    .orElse(e);
        }
        Matcher op = WITHOUT_GRADIENT.matcher(message);
        return op.find() ? undefined(op.group(1), e) : e;
    }

    static IllegalArgumentException unreachable(Forward.Held weight) {
        return new IllegalArgumentException(
                "no gradient reaches weight " + weight.variable().path()
                        + ": use its layer on the way to an output, or fix it with trainable(false)");
    }

    /** A layer that says of itself that it has no gradient is named, not the op by which it does so. */
    private IllegalArgumentException undefined(String type, RuntimeException e) {
        for (Forward.Held weight : learned) {
            for (GraphOperation op : graph.subgraphFrom(Set.of(GradientStage.output(graph, weight.value())))) {
                if (op.type().equals(PreventGradient.OP_NAME)) {
                    return new IllegalArgumentException(
                            op.attributes().getAttrString("message") + " to weight "
                                    + weight.variable().path()
                                    + ": apply it to inputs, before all layers that learn, or fix these with"
                                    + " trainable(false)",
                            e);
                }
            }
        }
        return new IllegalArgumentException(
                "TensorFlow has no gradient for op " + type
                        + ", which stands between a weight and the loss: use another op, or write its gradient as"
                        + " a GradientFunction",
                e);
    }
}
