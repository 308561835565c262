package polyview.data.augment;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/** An augmentation's ops in a graph and a session of their own. */
final class GivenTransforms {

    /** Builds a graph from images and parameters to its result. */
    interface Ends {
        Operand<TFloat32> of(Ops tf, Operand<TFloat32> images, Operand<TFloat32> parameters);
    }

    private GivenTransforms() {}

    /** An image (H, W, C) after a transform that is given, not drawn. */
    static FloatArray apply(Augmentation augmentation, FloatArray image, Transform transform) {
        float[] row = transform.parameters(image.size(0), image.size(1), image.size(2));
        FloatArray one = FloatArray.stack(List.of(image));
        return run(augmentation, one, FloatArray.of(row, 1, row.length), 1).row(0);
    }

    /** Images (N, H, W, C) with their parameters, all sizes known to the graph, on so many threads. */
    static FloatArray run(Augmentation augmentation, FloatArray images, FloatArray parameters, int threads) {
        return run(
                (tf, x, rows) ->
                        augmentation.apply(tf, List.of(x), List.of(rows)).get(0),
                images,
                parameters,
                threads);
    }

    /** The same with any way to get from images and parameters to the result. */
    static FloatArray run(Ends ends, FloatArray images, FloatArray parameters, int threads) {
        ConfigProto config = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(threads)
                .setUsePerSessionThreads(true)
                .build();
        try (Graph graph = new Graph();
                TFloat32 x = tensor(images);
                TFloat32 p = tensor(parameters)) {
            Ops tf = Ops.create(graph);
            // Fed, since TensorFlow works out constants ahead of the run, on one thread.
            Operand<TFloat32> in = tf.placeholder(TFloat32.class, Placeholder.shape(images.shape()));
            Operand<TFloat32> rows = tf.placeholder(TFloat32.class, Placeholder.shape(parameters.shape()));
            Operand<TFloat32> changed = ends.of(tf, in, rows);
            try (Session session = new Session(graph, config);
                    Result result = session.runner()
                            .feed(in, x)
                            .feed(rows, p)
                            .fetch(tf.identity(changed))
                            .run()) {
                TFloat32 tensor = (TFloat32) result.get(0);
                FloatArray array = FloatArray.zeros(tensor.shape());
                tensor.copyTo(DataBuffers.of(array.values()));
                return array;
            }
        }
    }

    private static TFloat32 tensor(FloatArray array) {
        return TFloat32.tensorOf(array.shape(), DataBuffers.of(array.values()));
    }
}
