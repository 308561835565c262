package polyview.ops;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;

/**
 * An op's output, and the gradients of {@code sum(y * r)} for each input, as TensorFlow computes them.
 *
 * @param output the values of y, flat
 * @param gradients one flat array for each input
 */
record OpRun(float[] output, List<float[]> gradients) {

    static {
        Startup.begin();
    }

    /** Adds the op to a graph. */
    interface Op {
        Operand<TFloat32> of(Ops tf, List<Operand<TFloat32>> inputs);
    }

    /**
     * What goes in.
     *
     * @param shape its shape
     * @param known the shape that the graph is told
     * @param values flat
     */
    record Input(Shape shape, Shape known, float... values) {
        static Input of(float[] values, long... shape) {
            return new Input(Shape.of(shape), Shape.of(shape), values);
        }
    }

    /** With the factor r repeated over all outputs in turn. */
    static OpRun of(Op op, float[] r, Input... inputs) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            List<Operand<TFloat32>> in = new ArrayList<>();
            for (Input input : inputs) {
                in.add(tf.placeholder(TFloat32.class, Placeholder.shape(input.known())));
            }
            Operand<TFloat32> y = op.of(tf, in);
            Operand<TFloat32> weighted = tf.math.mul(tf.reshape(y, tf.array(-1)), tf.constant(r));
            Operand<TFloat32> loss = tf.reduceSum(weighted, tf.array(0));
            Output<?>[] gradients = graph.addGradients(
                    loss.asOutput(), in.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
            Session.Runner runner = session.runner().fetch(y);
            List<TFloat32> fed = new ArrayList<>();
            for (int i = 0; i < inputs.length; i++) {
                fed.add(TFloat32.tensorOf(inputs[i].shape(), DataBuffers.of(inputs[i].values())));
                runner.feed(in.get(i), fed.get(i));
                runner.fetch(gradients[i]);
            }
            try (Result result = runner.run()) {
                List<float[]> got = new ArrayList<>();
                for (int i = 0; i < inputs.length; i++) {
                    got.add(flat((TFloat32) result.get(i + 1)));
                }
                return new OpRun(flat((TFloat32) result.get(0)), got);
            } finally {
                fed.forEach(TFloat32::close);
            }
        }
    }

    private static float[] flat(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }
}
