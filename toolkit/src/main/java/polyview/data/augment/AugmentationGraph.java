package polyview.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import polyview.base.Startup;

/**
 * The ops of an augmentation.
 *
 * <p>Every op here gives a sample the same bits in any batch: none sums floats over pixels (the order of such a sum
 * depends on batch and threads), and noise is drawn for each sample by an op of its own, where samples have seeds.
 */
final class AugmentationGraph {

    static {
        Startup.begin();
    }

    private static final float STEPS = 1 << 22;

    private final Ops tf;
    private final Augmentation augmentation;

    AugmentationGraph(Ops tf, Augmentation augmentation) {
        this.tf = tf;
        this.augmentation = augmentation;
    }

    List<Operand<TFloat32>> apply(
            List<? extends Operand<TFloat32>> images, List<? extends Operand<TFloat32>> parameters) {
        if (images.size() != parameters.size()) {
            throw new IllegalArgumentException(
                    "images must be as many as parameters, " + parameters.size() + ", got " + images.size());
        }
        List<Operand<TFloat32>> changed = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Shape shape = images.get(i).shape();
            if (!shape.isUnknown() && shape.numDimensions() != 4) {
                throw new IllegalArgumentException("image " + i + " must have the shape (N, H, W, C), got " + shape);
            }
            Operand<TFloat32> image = images.get(i);
            changed.add(changed(image, parameters.get(i), rows -> SampleNoise.of(tf, image, rows)));
        }
        return changed;
    }

    /** The same with draws in the graph, and the noise of a batch by one op. */
    Operand<TFloat32> applyRandomly(Operand<TFloat32> images, Operand<TInt64> own, Operand<TInt64> shared) {
        if (!images.shape().isUnknown() && images.shape().numDimensions() != 4) {
            throw new IllegalArgumentException("images must have the shape (N, H, W, C), got " + images.shape());
        }
        GraphDraws draws = new GraphDraws(tf, augmentation);
        Operand<TInt32> shape = tf.shape(images);
        Operand<TInt64> seed = augmentation.isSameForAllImages() ? shared : own;
        return changed(
                images,
                draws.rows(shape, seed),
                rows -> tf.random.statelessRandomNormal(shape, draws.seed(own, SampleDraws.NOISE)));
    }

    private Operand<TFloat32> changed(
            Operand<TFloat32> images, Operand<TFloat32> parameters, UnaryOperator<Operand<TFloat32>> noise) {
        Operand<TInt32> shape = tf.shape(images);
        // As many rows as samples: a single row would be broadcast to all of them.
        Operand<TInt32> samples = tf.slice(shape, tf.array(0), tf.array(1));
        Operand<TInt32> length = tf.math.add(tf.slice(shape, tf.array(3), tf.array(1)), tf.array(Transform.NUMBERS));
        Operand<TFloat32> rows = tf.reshape(parameters, tf.concat(List.of(samples, length), tf.constant(0)));
        Operand<TFloat32> x = images;
        if (augmentation.shufflesViews()) {
            // A known number of channels stays known: layers depend on it.
            int channels =
                    images.shape().isUnknown() ? -1 : (int) images.shape().get(3);
            Operand<TInt32> order = tf.dtypes.cast(columns(rows, Transform.NUMBERS, channels), TInt32.class);
            x = tf.gather(x, order, tf.constant(3), Gather.batchDims(1L));
        }
        if (augmentation.moves()) {
            x = moved(x, columns(rows, 0, Transform.MAP));
        } else {
            x = flipped(x, rows);
        }
        if (augmentation.amount(Amount.CONTRAST) > 0) {
            Operand<TFloat32> factor = perSample(rows, Transform.CONTRAST);
            // With a factor of 1 this is x to the last bit, as mean + factor (x - mean) is not.
            Operand<TFloat32> offset = tf.math.mul(mean(x), tf.math.sub(tf.constant(1f), factor));
            x = tf.math.add(tf.math.mul(x, factor), offset);
        }
        if (augmentation.amount(Amount.BRIGHTNESS) > 0) {
            x = tf.math.add(x, perSample(rows, Transform.BRIGHTNESS));
        }
        if (augmentation.amount(Amount.NOISE) > 0) {
            Operand<TFloat32> deviation = tf.constant((float) augmentation.amount(Amount.NOISE));
            x = tf.math.add(x, tf.math.mul(noise.apply(rows), deviation));
        }
        // Known sizes stay known, which some of these ops lose.
        return tf.ensureShape(x, images.shape());
    }

    /** {@link #moved} gives the same, but takes three times as long and needs finite values. */
    private Operand<TFloat32> flipped(Operand<TFloat32> x, Operand<TFloat32> rows) {
        Operand<TFloat32> flipped = x;
        if (augmentation.flipsHorizontally()) {
            flipped = mirrored(flipped, 2, perSample(rows, Transform.X_TO_X));
        }
        if (augmentation.flipsVertically()) {
            flipped = mirrored(flipped, 1, perSample(rows, Transform.Y_TO_Y));
        }
        return flipped;
    }

    private Operand<TFloat32> mirrored(Operand<TFloat32> x, int axis, Operand<TFloat32> factor) {
        return tf.select(tf.math.less(factor, tf.constant(0f)), tf.reverse(x, tf.array(axis)), x);
    }

    private Operand<TFloat32> moved(Operand<TFloat32> x, Operand<TFloat32> maps) {
        Shape known = x.shape();
        boolean fixed = !known.isUnknown() && known.get(1) >= 0 && known.get(2) >= 0;
        Operand<TInt32> size = fixed
                ? tf.array((int) known.get(1), (int) known.get(2))
                : tf.slice(tf.shape(x), tf.array(1), tf.array(2));
        Fill fill = augmentation.fill();
        return tf.image.imageProjectiveTransformV3(
                x,
                maps,
                size,
                tf.constant(fill.value()),
                augmentation.takesTheNearestPixel() ? "NEAREST" : "BILINEAR",
                ImageProjectiveTransformV3.fillMode(fill.mode().name()));
    }

    /**
     * The mean of each image, (N, 1, 1, 1), to about 1e-7 of its largest value.
     *
     * <p>Values are rounded to steps of a 2^22th of the largest one, and their numbers of steps summed as doubles:
     * up to 2^31 values such a sum is exact, in any order.
     */
    private Operand<TFloat32> mean(Operand<TFloat32> x) {
        Operand<TInt32> axes = tf.array(1, 2, 3);
        Operand<TFloat32> largest = tf.reduceMax(tf.math.abs(x), axes, ReduceMax.keepDims(true));
        // An image of zeros has steps too.
        largest = tf.math.maximum(largest, tf.constant(1e-30f));
        Operand<TFloat32> steps = tf.math.rint(tf.math.mul(x, tf.math.div(tf.constant(STEPS), largest)));
        Operand<TFloat64> sum = tf.reduceSum(tf.dtypes.cast(steps, TFloat64.class), axes, ReduceSum.keepDims(true));
        Operand<TInt32> values = tf.slice(tf.shape(x), tf.array(1), tf.array(3));
        Operand<TInt64> count = tf.reduceProd(tf.dtypes.cast(values, TInt64.class), tf.array(0));
        Operand<TFloat64> mean = tf.math.div(sum, tf.dtypes.cast(count, TFloat64.class));
        Operand<TFloat64> step = tf.math.div(tf.dtypes.cast(largest, TFloat64.class), tf.constant((double) STEPS));
        return tf.dtypes.cast(tf.math.mul(mean, step), TFloat32.class);
    }

    /** One number for each sample, (N, 1, 1, 1). */
    private Operand<TFloat32> perSample(Operand<TFloat32> rows, int column) {
        return tf.reshape(columns(rows, column, 1), tf.array(-1, 1, 1, 1));
    }

    private Operand<TFloat32> columns(Operand<TFloat32> rows, int first, int count) {
        return tf.slice(rows, tf.array(0, first), tf.array(-1, count));
    }
}
