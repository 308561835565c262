package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * In training, adds normal noise with mean 0 to each element: {@code y = x + stddev z}; in prediction it does nothing.
 *
 * <p>{@code (N, ...) -> (N, ...)}. The noise depends on the model's seed and the number of the step, as in {@link Dropout}.
 *
 * <p>Refused: {@code stddev must not be negative, got -1.0}.
 *
 * <p>Example: with a stddev of 0.1, ones become numbers of which two thirds are between 0.9 and 1.1.
 */
public final class GaussianNoise extends StandardLayer<GaussianNoise> {

    private final float stddev;

    /** The standard deviation of the noise, in the unit of the input. */
    public GaussianNoise(double stddev) {
        this.stddev = FloatChecks.notNegative("stddev", stddev);
    }

    @Override
    protected GaussianNoise self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        if (!c.training() || stddev == 0) {
            return x;
        }
        Ops tf = c.tf();
        return tf.math.add(x, tf.math.mul(c.randomNormal(tf.shape(x)), tf.constant(stddev)));
    }
}
