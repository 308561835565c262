package polyview.data.augment;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import polyview.data.FloatArray;
import polyview.data.Tensors;

/**
 * What an augmentation draws and makes of images in a graph, from two seeds.
 *
 * @param units the uniform numbers of each image, (N, 10), row by row
 * @param rows the parameters, (N, 12 + C)
 * @param changed the images
 */
record DrawnInGraph(double[][] units, FloatArray rows, FloatArray changed) {

    /** With one seed for both. */
    static DrawnInGraph of(Augmentation augmentation, FloatArray images, long seed) {
        return of(augmentation, images, seed, seed);
    }

    static DrawnInGraph of(Augmentation augmentation, FloatArray images, long own, long shared) {
        try (Graph graph = new Graph();
                TFloat32 tensor = Tensors.of(images)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, -1)));
            Operand<TInt64> ownSeed = tf.array(own, 3L);
            Operand<TInt64> sharedSeed = tf.array(shared, 3L);
            Operand<TInt64> seed = augmentation.isSameForAllImages() ? sharedSeed : ownSeed;
            GraphDraws draws = new GraphDraws(tf, augmentation);
            Operand<TInt32> samples = tf.constant(images.size(0));
            try (Session session = new Session(graph);
                    Result result = session.runner()
                            .feed(x, tensor)
                            .fetch(draws.units(samples, seed))
                            .fetch(draws.rows(tf.shape(x), seed))
                            .fetch(tf.identity(augmentation.applyRandomly(tf, x, ownSeed, sharedSeed)))
                            .run()) {
                return new DrawnInGraph(
                        doubles((TFloat64) result.get(0)),
                        Tensors.read((TFloat32) result.get(1)),
                        Tensors.read((TFloat32) result.get(2)));
            }
        }
    }

    private static double[][] doubles(TFloat64 tensor) {
        double[] flat = new double[(int) tensor.size()];
        tensor.copyTo(DataBuffers.of(flat));
        int columns = (int) tensor.shape().get(1);
        double[][] rows = new double[(int) tensor.shape().get(0)][columns];
        for (int i = 0; i < flat.length; i++) {
            rows[i / columns][i % columns] = flat[i];
        }
        return rows;
    }

    /** A column of the parameters. */
    double[] column(int place) {
        double[] column = new double[rows.size(0)];
        for (int i = 0; i < column.length; i++) {
            column[i] = rows.get(i, place);
        }
        return column;
    }

    /** The order of the channels of an image. */
    List<Integer> views(int image) {
        List<Integer> order = new ArrayList<>();
        for (int i = Transform.NUMBERS; i < rows.size(1); i++) {
            order.add((int) rows.get(image, i));
        }
        return order;
    }
}
