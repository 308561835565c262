package polyview.layers;

import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/**
 * The features of a stereo pair side by side at each disparity: {@code y[n, k, i, j] = (x1[n, i, j], x2[n, i, j - d])} for the disparities
 * {@code d = first + k} from first to last, in pixels; outside the image are zeros. With {@link #difference()}, {@code y[n, k, i, j] = x1[n, i,
 * j] - x2[n, i, j - d]}.
 *
 * <p>{@code (N, H, W, C)} twice, the left image first, {@code -> (N, D, H, W, 2C)}, or {@code (N, D, H, W, C)} for differences, with D = last -
 * first + 1: a volume as {@link Conv3D} takes it, which ends in one filter and a {@link SoftArgmin}. Disparities are those of {@link
 * RowCorrelation}. It holds D times the numbers of its inputs.
 *
 * <p>Refused: {@code disparities must be positive, got 0}; {@code disparities must run from 0 or below to 0 or above, got 5 to 20}; another
 * number of inputs ({@code cost_volume takes two inputs, got 3}); another rank ({@code cost_volume takes (N, H, W, C), got (N, 10)}); unequal
 * shapes.
 *
 * <p>Source: Kendall et al. 2017, GC-Net; differences: Khamis et al. 2018, StereoNet.
 *
 * <p>Example: {@code new CostVolume(16)} takes two images (N, 32, 64, 8) to (N, 16, 32, 64, 16). Of the rows (1, 2, 3) and (4, 5, 6) the
 * differences are (-3, -3, -3) at disparity 0 and (1, -2, -2) at 1.
 *
 * <pre>{@code
 * var volume = new CostVolume(16).apply(left, right);
 * var costs = new Conv3D(1, 3).padding(Padding.SAME).apply(new Conv3D(8, 3).padding(Padding.SAME).activation(Activation.RELU).apply(volume));
 * var disparity = new SoftArgmin().apply(costs);   // (N, H, W, 1), in pixels
 * }</pre>
 */
public final class CostVolume extends MergeOfTwo<CostVolume> {

    private final Disparities disparities;
    private boolean differences;

    /** The disparities 0, 1, 2 and so on, so many. */
    public CostVolume(int disparities) {
        this.disparities = Disparities.of(disparities);
    }

    /** The disparities from the first to the last, both included. */
    public CostVolume(int first, int last) {
        this.disparities = new Disparities(first, last);
    }

    /** The features of the left image minus those of the right one, in place of both side by side. */
    public CostVolume difference() {
        mustNotBeBuilt("difference");
        this.differences = true;
        return this;
    }

    @Override
    protected CostVolume self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> merge(Call c, Operand<TFloat32> first, Operand<TFloat32> second) {
        LayerChecks.requireRank(this, first.shape(), "(N, H, W, C)");
        Ops tf = c.tf();
        Operand<TFloat32> moved = tf.stack(disparities.moved(tf, second), Stack.axis(1L));
        if (differences) {
            return tf.math.sub(tf.expandDims(first, tf.constant(1)), moved);
        }
        Operand<TFloat32> repeated = tf.stack(Collections.nCopies(disparities.count(), first), Stack.axis(1L));
        return tf.concat(List.of(repeated, moved), tf.constant(4));
    }
}
