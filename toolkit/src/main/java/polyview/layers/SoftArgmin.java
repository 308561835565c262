package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/**
 * The disparity with the least cost, between whole pixels and with a gradient: {@code y = sum_k (first + k) softmax(-x / temperature)[k]}.
 *
 * <p>Costs {@code (N, H, W, D)}, or a volume of one channel {@code (N, D, H, W, 1)}, {@code -> (N, H, W, 1)} in pixels. Behind a {@link
 * RowCorrelation}, whose largest value is the best, {@link #similarities()} leaves out the minus sign. It is a mean: where two disparities
 * cost the same, the result lies between them; a small temperature makes the least cost count more. There are no weights.
 *
 * <p>Refused: {@code temperature must be positive, got 0.0}; another form ({@code soft_argmin takes costs (N, H, W, D) or (N, D, H, W, 1), got
 * (N, 10)}); {@code soft_argmin needs a known number of disparities, got (N, 8, 8, ?)}.
 *
 * <p>Source: Kendall et al. 2017, GC-Net.
 *
 * <p>Example: the costs (1, 0, 1) give 1, (0, 0, 99) give 0.5, and (0, log 3) give 0.25.
 */
public final class SoftArgmin extends StandardLayer<SoftArgmin> {

    private int first;
    private float temperature = 1;
    private boolean largest;

    /** Disparities from 0 on, and a temperature of 1. */
    public SoftArgmin() {}

    /** The first disparity, in pixels; 0 by default. */
    public SoftArgmin first(int disparity) {
        mustNotBeBuilt("first");
        this.first = disparity;
        return this;
    }

    /** What costs are divided by; 1 by default. Refused: {@code temperature must be positive, got 0.0}. */
    public SoftArgmin temperature(double newTemperature) {
        mustNotBeBuilt("temperature");
        this.temperature = FloatChecks.positive("temperature", newTemperature);
        return this;
    }

    /** The largest value counts, not the smallest. */
    public SoftArgmin similarities() {
        mustNotBeBuilt("similarities");
        this.largest = true;
        return this;
    }

    @Override
    protected SoftArgmin self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        Ops tf = c.tf();
        Operand<TFloat32> costs = lastAxis(tf, x);
        int count = Math.toIntExact(costs.shape().get(3));
        float[] disparities = new float[count];
        for (int k = 0; k < count; k++) {
            disparities[k] = first + k;
        }
        Operand<TFloat32> scores = tf.math.mul(costs, c.constant((largest ? 1 : -1) / temperature));
        // A softmax behind a convolution is one that mixed precision rounds to 8 bits, a quarter of a pixel at 64; exp
        // is not.
        Operand<TFloat32> largestScore = tf.stopGradient(tf.reduceMax(scores, tf.array(3), ReduceMax.keepDims(true)));
        Operand<TFloat32> weights = tf.math.exp(tf.math.sub(scores, largestScore));
        Operand<TFloat32> weighted = tf.math.mul(weights, tf.constant(disparities));
        return tf.math.div(
                tf.reduceSum(weighted, tf.array(3), ReduceSum.keepDims(true)),
                tf.reduceSum(weights, tf.array(3), ReduceSum.keepDims(true)));
    }

    /** As {@code (N, H, W, D)}. */
    private Operand<TFloat32> lastAxis(Ops tf, Operand<TFloat32> x) {
        Shape shape = x.shape();
        boolean volume = shape.numDimensions() == 5 && shape.get(4) == 1;
        if (!volume && shape.numDimensions() != 4) {
            throw new IllegalArgumentException(
                    displayName() + " takes costs (N, H, W, D) or (N, D, H, W, 1), got " + Shapes.text(shape));
        }
        LayerChecks.requireKnown(this, shape, volume ? 1 : 3, "disparities");
        return volume ? tf.linalg.transpose(tf.squeeze(x, Squeeze.axis(List.of(4L))), tf.array(0, 2, 3, 1)) : x;
    }
}
