package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.base.Startup;

/** Runs a layer's {@code call} in a scratch graph to find the shape of its output. */
final class Trace {

    static {
        Startup.begin();
    }

    private Trace() {}

    static Shape outputShape(Layer layer, List<SymbolicTensor> inputs) {
        List<Shape> shapes = inputs.stream().map(SymbolicTensor::shape).toList();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            List<Operand<TFloat32>> operands = new ArrayList<>();
            shapes.forEach(shape -> operands.add(placeholder(tf, shape)));
            // Traced as in training, when a layer adds all of its ops.
            Call root = Call.start(tf, true, w -> placeholder(tf, w.shape()), tf.constant(0L), tf.constant(0L));
            boolean done = false;
            try {
                Shape shape = root.apply(layer, operands).shape();
                requireRank(layer, shape);
                requireBatch(layer, shapes, shape);
                done = true;
                return shape;
            } finally {
                // A failed first application leaves no weights, so that the layer can be applied again.
                if (!done) {
                    root.newlyBuilt().forEach(Layer::forget);
                }
            }
        }
    }

    /** An output of unknown rank would fail only later, in another layer or in a loss. */
    private static void requireRank(Layer layer, Shape output) {
        if (output.isUnknown()) {
            throw new IllegalArgumentException("output of " + layer.displayName()
                    + " must have a known number of axes, got (unknown): name the axes in its call, as with reshape");
        }
    }

    /** An output with another batch would only fail, or be paired with wrong targets, when the model runs. */
    private static void requireBatch(Layer layer, List<Shape> inputs, Shape output) {
        boolean lost = output.numDimensions() == 0 || output.get(0) >= 0;
        if (lost && inputs.stream().anyMatch(s -> s.numDimensions() > 0 && s.get(0) < 0)) {
            throw new IllegalArgumentException("output of " + layer.displayName()
                    + " must keep the batch as its first axis, (N, ...), got " + Shapes.text(output));
        }
    }

    private static Operand<TFloat32> placeholder(Ops tf, Shape shape) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    }
}
