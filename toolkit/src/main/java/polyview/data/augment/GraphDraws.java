package polyview.data.augment;

import java.util.ArrayList;
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
import polyview.base.Seeds;

/**
 * What an {@link Augmentation} draws for the images of a batch, in the graph: the rows of {@link
 * Transform#parameters}, from a seed that another op gives.
 *
 * <p>Uniform numbers have the same meaning as in {@link SampleDraws#transform} and are computed in doubles too; a test compares
 * the rows of both.
 */
final class GraphDraws {

    private final Ops tf;
    private final Augmentation augmentation;

    GraphDraws(Ops tf, Augmentation augmentation) {
        this.tf = tf;
        this.augmentation = augmentation;
    }

    /** A seed for one purpose, independent of the seeds for other purposes. */
    Operand<TInt64> seed(Operand<TInt64> seed, long purpose) {
        return tf.math.add(seed, tf.array(Seeds.mix(0, purpose), 0L));
    }

    /**
     * The rows of a batch, (N, 12 + C), without a seed for the noise.
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
        // The ranks of independent uniform numbers: every order is equally likely.
        Operand<TFloat64> drawn = uniform(samples, channels, seed(seed, SampleDraws.VIEWS));
        return tf.nn.topK(drawn, channels, new TopK.Options[0]).indices();
    }

    private Operand<TFloat64> uniform(Operand<TInt32> rows, Operand<TInt32> columns, Operand<TInt64> seed) {
        return tf.random.statelessRandomUniform(tf.stack(List.of(rows, columns)), seed, TFloat64.class);
    }

    /** The first 12 columns, from uniform numbers. */
    private Operand<TFloat32> numbers(Operand<TFloat64> units, Operand<TInt32> height, Operand<TInt32> width) {
        Operand<TFloat64> minusOneToOne = tf.math.sub(tf.math.mul(units, tf.constant(2.0)), tf.constant(1.0));
        Operand<TFloat64> amounts = tf.array(new SampleDraws(augmentation).amounts());
        List<Operand<TFloat64>> unit = unstacked(units, SampleDraws.UNITS, 1);
        List<Operand<TFloat64>> even = unstacked(tf.math.mul(minusOneToOne, amounts), SampleDraws.UNITS, 1);
        GraphGeometry geometry = new GraphGeometry(
                even.get(SampleDraws.ROTATION),
                even.get(SampleDraws.WIDTH_SHIFT),
                even.get(SampleDraws.HEIGHT_SHIFT),
                even.get(SampleDraws.SHEAR),
                zoom(
                        even.get(SampleDraws.WIDTH_ZOOM),
                        augmentation.flipsHorizontally(),
                        unit.get(SampleDraws.HORIZONTAL_FLIP)),
                zoom(
                        even.get(SampleDraws.HEIGHT_ZOOM),
                        augmentation.flipsVertically(),
                        unit.get(SampleDraws.VERTICAL_FLIP)));
        Operand<TFloat64> none = tf.zerosLike(unit.get(0));
        List<Operand<TFloat64>> columns = new ArrayList<>(geometry.toSource(tf, height, width));
        columns.addAll(List.of(none, none));
        columns.add(tf.math.add(even.get(SampleDraws.CONTRAST), tf.constant(1.0)));
        columns.add(even.get(SampleDraws.BRIGHTNESS));
        columns.addAll(List.of(none, none));
        return tf.dtypes.cast(tf.stack(columns, Stack.axis(1L)), TFloat32.class);
    }

    /** From its distance from 1; negative for a flip. */
    private Operand<TFloat64> zoom(Operand<TFloat64> distance, boolean flips, Operand<TFloat64> unit) {
        Operand<TFloat64> zoom = tf.math.add(distance, tf.constant(1.0));
        return flips ? tf.select(tf.math.less(unit, tf.constant(0.5)), tf.math.neg(zoom), zoom) : zoom;
    }

    private <T extends TType> List<Operand<T>> unstacked(Operand<T> x, int count, int axis) {
        return List.copyOf(
                tf.unstack(x, (long) count, Unstack.axis((long) axis)).output());
    }
}
