package polyview.data;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * What an {@link Augmentation} draws for the images of a batch, in the graph: the rows of {@link
 * Transform#parameters}, from a seed that another op gives.
 *
 * <p>Uniform numbers mean what they mean in {@link SampleDraws#transform}, and the map is that of {@link
 * Geometry#toSource}, in doubles too. A test holds them against each other.
 */
final class GraphDraws {

    private final Ops tf;
    private final Augmentation augmentation;

    GraphDraws(Ops tf, Augmentation augmentation) {
        this.tf = tf;
        this.augmentation = augmentation;
    }

    /** The seed for one purpose: what is drawn from it has nothing in common with that of another purpose. */
    Operand<TInt64> seed(Operand<TInt64> seed, long purpose) {
        return tf.math.add(seed, tf.array(Seeds.mix(0, purpose), 0L));
    }

    /**
     * The rows of a batch, (N, 12 + C); they hold no seed of the noise.
     *
     * @param shape the shape (N, H, W, C) of the images
     * @param seed two numbers
     */
    Operand<TFloat32> rows(Operand<TInt32> shape, Operand<TInt64> seed) {
        List<Operand<TInt32>> sizes = unstacked(shape, 4, 0);
        Operand<TInt32> samples = sizes.get(0);
        Operand<TInt32> channels = sizes.get(3);
        return tf.concat(
                List.of(
                        numbers(units(samples, seed), sizes.get(1), sizes.get(2)),
                        tf.dtypes.cast(views(samples, channels, seed), TFloat32.class)),
                tf.constant(1));
    }

    /** Uniform numbers, (N, 10), in the order that {@link SampleDraws} has. */
    Operand<TFloat64> units(Operand<TInt32> samples, Operand<TInt64> seed) {
        return uniform(samples, tf.constant(SampleDraws.UNITS), seed(seed, SampleDraws.DRAWS));
    }

    /** The order of the channels of each image, (N, C). */
    private Operand<TInt32> views(Operand<TInt32> samples, Operand<TInt32> channels, Operand<TInt64> seed) {
        if (!augmentation.shufflesViews()) {
            Operand<TInt32> stored = tf.range(tf.constant(0), channels, tf.constant(1));
            return tf.broadcastTo(stored, tf.stack(List.of(samples, channels)));
        }
        // The places of independent uniform numbers, sorted: every order is equally likely.
        Operand<TFloat64> drawn = uniform(samples, channels, seed(seed, SampleDraws.VIEWS));
        return tf.nn.topK(drawn, channels, new TopK.Options[0]).indices();
    }

    private Operand<TFloat64> uniform(Operand<TInt32> rows, Operand<TInt32> columns, Operand<TInt64> seed) {
        return tf.random.statelessRandomUniform(tf.stack(List.of(rows, columns)), seed, TFloat64.class);
    }

    /** The first 12 columns, from uniform numbers. */
    Operand<TFloat32> numbers(Operand<TFloat64> units, Operand<TInt32> height, Operand<TInt32> width) {
        Operand<TFloat64> minusOneToOne = tf.math.sub(tf.math.mul(units, tf.constant(2.0)), tf.constant(1.0));
        double[] amounts = new SampleDraws(augmentation).amounts();
        List<Operand<TFloat64>> even = unstacked(tf.math.mul(minusOneToOne, tf.array(amounts)), SampleDraws.UNITS, 1);
        List<Operand<TFloat64>> unit = unstacked(units, SampleDraws.UNITS, 1);
        Operand<TFloat64> none = tf.zerosLike(unit.get(0));

        Operand<TFloat64> turn = radians(even.get(SampleDraws.ROTATION));
        Operand<TFloat64> cos = tf.math.cos(turn);
        Operand<TFloat64> sin = tf.math.sin(turn);
        Operand<TFloat64> lean = tf.math.tan(radians(even.get(SampleDraws.SHEAR)));
        Operand<TFloat64> byWidth = inverse(even.get(SampleDraws.WIDTH_ZOOM));
        if (augmentation.flipsHorizontally()) {
            byWidth = flipped(byWidth, unit.get(SampleDraws.HORIZONTAL_FLIP));
        }
        Operand<TFloat64> byHeight = inverse(even.get(SampleDraws.HEIGHT_ZOOM));
        if (augmentation.flipsVertically()) {
            byHeight = flipped(byHeight, unit.get(SampleDraws.VERTICAL_FLIP));
        }
        // See Geometry for what these are.
        Operand<TFloat64> xx = tf.math.mul(byWidth, tf.math.add(cos, tf.math.mul(lean, sin)));
        Operand<TFloat64> xy = tf.math.mul(byWidth, tf.math.sub(sin, tf.math.mul(lean, cos)));
        Operand<TFloat64> yx = tf.math.neg(tf.math.mul(byHeight, sin));
        Operand<TFloat64> yy = tf.math.mul(byHeight, cos);
        Operand<TFloat64> middleX = middle(width);
        Operand<TFloat64> middleY = middle(height);
        Operand<TFloat64> x = tf.math.add(middleX, part(even.get(SampleDraws.WIDTH_SHIFT), width));
        Operand<TFloat64> y = tf.math.add(middleY, part(even.get(SampleDraws.HEIGHT_SHIFT), height));
        Operand<TFloat64> fromX = tf.math.sub(middleX, tf.math.add(tf.math.mul(xx, x), tf.math.mul(xy, y)));
        Operand<TFloat64> fromY = tf.math.sub(middleY, tf.math.add(tf.math.mul(yx, x), tf.math.mul(yy, y)));

        Operand<TFloat64> contrast = tf.math.add(even.get(SampleDraws.CONTRAST), tf.constant(1.0));
        Operand<TFloat64> brightness = even.get(SampleDraws.BRIGHTNESS);
        return tf.dtypes.cast(
                tf.stack(
                        List.of(xx, xy, fromX, yx, yy, fromY, none, none, contrast, brightness, none, none),
                        Stack.axis(1L)),
                TFloat32.class);
    }

    private Operand<TFloat64> radians(Operand<TFloat64> degrees) {
        return tf.math.mul(degrees, tf.constant(Math.toRadians(1)));
    }

    /** Of a zoom that is told as its distance from 1. */
    private Operand<TFloat64> inverse(Operand<TFloat64> zoom) {
        return tf.math.reciprocal(tf.math.add(zoom, tf.constant(1.0)));
    }

    private Operand<TFloat64> flipped(Operand<TFloat64> factor, Operand<TFloat64> unit) {
        return tf.select(tf.math.less(unit, tf.constant(0.5)), tf.math.neg(factor), factor);
    }

    private Operand<TFloat64> middle(Operand<TInt32> size) {
        Operand<TInt32> last = tf.math.sub(size, tf.constant(1));
        return tf.math.mul(tf.dtypes.cast(last, TFloat64.class), tf.constant(0.5));
    }

    private Operand<TFloat64> part(Operand<TFloat64> shift, Operand<TInt32> size) {
        return tf.math.mul(shift, tf.dtypes.cast(size, TFloat64.class));
    }

    private <T extends TType> List<Operand<T>> unstacked(Operand<T> x, int count, int axis) {
        return List.copyOf(
                tf.unstack(x, (long) count, Unstack.axis((long) axis)).output());
    }
}
