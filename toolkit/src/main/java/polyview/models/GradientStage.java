package polyview.models;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;

/** The stage of a compile that adds the gradient of the loss for every weight that training changes. */
final class GradientStage {

    static {
        Startup.begin();
    }

    private GradientStage() {}

    /** One gradient for each weight, in the order of the weights. */
    static List<Operand<TFloat32>> add(Graph graph, String loss, List<Forward.Held> learned) {
        if (learned.isEmpty()) {
            return List.of();
        }
        List<Output<?>> of = new ArrayList<>();
        learned.forEach(weight -> of.add(output(graph, weight.value())));
        MissingGradient missing = new MissingGradient(graph, learned);
        Output<?>[] found;
        try {
            found = graph.addGradients(output(graph, loss), of.toArray(Output<?>[]::new));
        } catch (TFInvalidArgumentException | TensorFlowException e) {
            throw missing.told(e);
        }
        List<Operand<TFloat32>> gradients = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            // Where a path leads from a weight to the loss but no gradient comes back, TensorFlow gives an output that
            // fails only when it is used.
            if (found[i] == null || found[i].isClosed()) {
                throw MissingGradient.unreachable(learned.get(i));
            }
            gradients.add(found[i].expect(TFloat32.class));
        }
        return gradients;
    }

    /** The first output of a node, which is there: rules may not take the ends away. */
    static Output<TFloat32> output(Graph graph, String node) {
        return graph.operation(node).<TFloat32>output(0);
    }
}
