package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Lets a field through as it is and adds a penalty on its differences to the loss: {@code weight (mean (x[n, i + 1, j, k] - x[n, i, j, k])^2 +
 * mean (x[n, i, j + 1, k] - x[n, i, j, k])^2)}, each mean over all pairs of neighbours inside the field and all k.
 *
 * <p>{@code (N, H, W, K) -> (N, H, W, K)}, a field of displacements or a map of disparities. The difference is 0 for a field that only
 * shifts. There is no term across the border; along an axis with one pixel there is none at all. With {@link #absolute()} the absolute value
 * stands for the square, which lets a field have edges. In training and in evaluation {@code loss} includes the penalty, see {@link
 * Call#addLoss}; a prediction leaves it out. There are no weights.
 *
 * <p>Half of it is the loss {@code Grad('l2')} or {@code Grad('l1')} of VoxelMorph (Balakrishnan et al. 2019).
 *
 * <p>Refused: {@code weight must be positive, got 0.0}; another rank ({@code smoothness takes (N, H, W, K), got (N, 10)}).
 *
 * <p>Example: with a weight of 0.1 the row (0, 1, 3) adds 0.1 (1 + 4) / 2 = 0.25, and 0.1 (1 + 2) / 2 = 0.15 with {@code absolute()}.
 *
 * <pre>{@code
 * var field = new Smoothness(0.05).apply(new Conv2D(2, 3).padding(Padding.SAME).apply(features));
 * }</pre>
 */
public final class Smoothness extends StandardLayer<Smoothness> {

    private final float weight;
    private boolean absolute;

    /** Squared differences, with this factor. */
    public Smoothness(double weight) {
        this.weight = FloatChecks.positive("weight", weight);
    }

    /** Absolute differences in place of their squares. */
    public Smoothness absolute() {
        mustNotBeBuilt("absolute");
        this.absolute = true;
        return this;
    }

    @Override
    protected Smoothness self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, K)");
        Ops tf = c.tf();
        c.addLoss(tf.math.mul(c.constant(weight), tf.math.add(along(tf, x, 1), along(tf, x, 2))));
        return x;
    }

    /** The mean over the pairs of neighbours along one axis, for each sample: (N). */
    private Operand<TFloat32> along(Ops tf, Operand<TFloat32> x, int axis) {
        Operand<TInt32> less = tf.math.sub(ChannelFold.size(tf, x, axis), tf.constant(1));
        Operand<TInt32> all = tf.constant(-1);
        Operand<TFloat32> here = tf.slice(
                x,
                tf.array(0, 0, 0, 0),
                tf.stack(axis == 1 ? List.of(all, less, all, all) : List.of(all, all, less, all)));
        Operand<TFloat32> next =
                tf.slice(x, axis == 1 ? tf.array(0, 1, 0, 0) : tf.array(0, 0, 1, 0), tf.array(-1, -1, -1, -1));
        Operand<TFloat32> difference = tf.math.sub(next, here);
        Operand<TFloat32> each = absolute ? tf.math.abs(difference) : tf.math.square(difference);
        // A mean over no pairs would be NaN.
        Operand<TInt32> pairs =
                tf.math.mul(less, tf.math.mul(ChannelFold.size(tf, x, axis == 1 ? 2 : 1), ChannelFold.size(tf, x, 3)));
        Operand<TFloat32> count = tf.dtypes.cast(tf.math.maximum(pairs, tf.constant(1)), TFloat32.class);
        return tf.math.div(tf.sum(each, tf.array(1, 2, 3)), count);
    }
}
