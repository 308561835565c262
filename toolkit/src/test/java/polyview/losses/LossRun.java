package polyview.losses;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.data.Tensors;

/**
 * A loss run in a graph of its own, where the number of samples is not known before.
 *
 * @param perSample the loss of each sample, in evaluation
 * @param training the same in training
 * @param gradient of the mean in training with respect to the scores, flat
 */
record LossRun(float[] perSample, float[] training, float[] gradient) {

    static {
        Startup.begin();
    }

    static LossRun of(Loss loss, FloatArray scores, FloatArray targets) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Shape output = batched(scores.shape());
            Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(output));
            Operand<TFloat32> y = tf.placeholder(
                    TFloat32.class, Placeholder.shape(loss.targetShape(output).prepend(-1)));
            loss.targets(output).check(targets);
            Operand<TFloat32> seen = LossOps.onePerSample(tf, x, y);
            Operand<TFloat32> perSample = loss.perSample(tf, seen, y);
            Operand<TFloat32> training = loss.perTrainingSample(tf, seen, y);
            Output<?>[] gradients =
                    graph.addGradients(tf.math.mean(training, tf.array(0)).asOutput(), new Output<?>[] {x.asOutput()});
            try (TFloat32 fedX = Tensors.of(scores);
                    TFloat32 fedY = Tensors.of(targets);
                    Result result = session.runner()
                            .feed(x, fedX)
                            .feed(y, fedY)
                            .fetch(tf.identity(perSample))
                            .fetch(tf.identity(training))
                            .fetch(gradients[0])
                            .run()) {
                return new LossRun(flat(result, 0), flat(result, 1), flat(result, 2));
            }
        }
    }

    private static Shape batched(Shape shape) {
        return shape.tail().prepend(-1);
    }

    private static float[] flat(Result result, int index) {
        TFloat32 tensor = (TFloat32) result.get(index);
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }
}
