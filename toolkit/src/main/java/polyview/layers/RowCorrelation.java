package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * The correlation of two images along their rows, as a stereo pair needs it: {@code y[n, i, j, k] = mean_c x1[n, i, j, c] x2[n, i, j - d, c]}
 * for the disparities {@code d = first + k} from first to last, in pixels; outside the image are zeros.
 *
 * <p>{@code (N, H, W, C)} twice, the left image first, {@code -> (N, H, W, last - first + 1)}. What stands at column j of the left image of a
 * rectified pair stands at column j - d of the right one, with a disparity d of 0 and more. Displacements to both sides are {@code new
 * RowCorrelation(-m, m)}; channel k of {@link Correlation} counts displacements to the right, which are -d. {@link SoftArgmin} makes a
 * disparity of it.
 *
 * <p>Refused: {@code disparities must be positive, got 0}; {@code disparities must run from 0 or below to 0 or above, got 5 to 20}; another
 * number of inputs ({@code row_correlation takes two inputs, got 3}); another rank ({@code row_correlation takes (N, H, W, C), got (N, 10)});
 * unequal shapes.
 *
 * <p>Source: Mayer et al. 2016, DispNet.
 *
 * <p>Example: {@code new RowCorrelation(32)} takes two images (N, 64, 128, 16) to (N, 64, 128, 32). Of the rows (1, 2, 3) and (4, 5, 6) the
 * disparities 0 and 1 give (4, 0), (10, 8) and (18, 15).
 */
public final class RowCorrelation extends MergeOfTwo<RowCorrelation> {

    private final Disparities disparities;

    /** The disparities 0, 1, 2 and so on, so many. */
    public RowCorrelation(int disparities) {
        this.disparities = Disparities.of(disparities);
    }

    /** The disparities from the first to the last, both included. */
    public RowCorrelation(int first, int last) {
        this.disparities = new Disparities(first, last);
    }

    @Override
    protected RowCorrelation self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> merge(Call c, Operand<TFloat32> first, Operand<TFloat32> second) {
        LayerChecks.requireRank(this, first.shape(), "(N, H, W, C)");
        Ops tf = c.tf();
        if (disparities.count() == 1) {
            return tf.math.mean(tf.math.mul(first, second), tf.array(-1), Mean.keepDims(true));
        }
        // A disparity is a displacement to the left, and those are counted from left to right.
        Operand<TFloat32> displaced =
                Displacements.correlateRows(tf, first, second, disparities.last(), -disparities.first());
        return tf.reverse(displaced, tf.array(3));
    }
}
