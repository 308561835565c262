package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.data.FloatArray;

/**
 * How a weight is initialised, with Keras' names and formulas.
 *
 * <p>fanIn and fanOut are defined at {@link VarianceScaling}. Draws are stateless: the same seed gives the same bits.
 *
 * <p>Source: LeCun et al. 1998; Glorot and Bengio 2010; He et al. 2015.
 */
@FunctionalInterface
public interface Initializer {

    /**
     * The first values.
     *
     * @param tf adds the ops
     * @param shape the weight's shape
     * @param seed a vector of two numbers, different for each weight
     */
    Operand<TFloat32> draw(Ops tf, Shape shape, Operand<TInt64> seed);

    /** All 0. */
    static Initializer zeros() {
        return constant(0);
    }

    /** All 1. */
    static Initializer ones() {
        return constant(1);
    }

    /** All the same number; refused: {@code value must be finite, got NaN}. */
    static Initializer constant(double value) {
        float number = FloatChecks.finite("value", value);
        return (tf, shape, seed) -> tf.fill(tf.constant(shape.asArray()), tf.constant(number));
    }

    /** These values, copied; refused where the weight has another shape. */
    static Initializer of(FloatArray given) {
        FloatArray values = FloatArray.of(given.values().clone(), given.shape());
        return (tf, shape, seed) -> {
            if (!shape.equals(values.shape())) {
                throw new IllegalArgumentException(
                        "initial values must have shape " + shape + ", got " + values.shape());
            }
            return tf.constant(shape, DataBuffers.of(values.values()));
        };
    }

    /**
     * Uniform in {@code [minimum, maximum)}.
     *
     * <p>Refused: {@code minimum must lie below maximum, got 1.0 and 1.0}.
     */
    static Initializer randomUniform(double minimum, double maximum) {
        float low = FloatChecks.finite("minimum", minimum);
        float high = FloatChecks.finite("maximum", maximum);
        if (!(low < high)) {
            throw new IllegalArgumentException("minimum must lie below maximum, got " + minimum + " and " + maximum);
        }
        FloatChecks.finite("maximum - minimum", maximum - minimum);
        return (tf, shape, seed) -> tf.math.add(
                tf.math.mul(
                        tf.random.statelessRandomUniform(tf.constant(shape.asArray()), seed), tf.constant(high - low)),
                tf.constant(low));
    }

    /** Normal with mean 0 and Keras' standard deviation of 0.05. */
    static Initializer randomNormal() {
        return randomNormal(0.05);
    }

    /** Normal with mean 0; refused: {@code stddev must be positive, got 0.0}. */
    static Initializer randomNormal(double stddev) {
        float spread = FloatChecks.positive("stddev", stddev);
        return (tf, shape, seed) ->
                tf.math.mul(tf.random.statelessRandomNormal(tf.constant(shape.asArray()), seed), tf.constant(spread));
    }

    /**
     * Normal, truncated at two standard deviations, which reduces the standard deviation to 0.88 of it; refused as in {@link
     * #randomNormal}.
     */
    static Initializer truncatedNormal(double mean, double stddev) {
        float middle = FloatChecks.finite("mean", mean);
        float spread = FloatChecks.positive("stddev", stddev);
        FloatChecks.finite("|mean| + 2 stddev", Math.abs(mean) + 2 * stddev);
        return (tf, shape, seed) -> {
            Operand<TFloat32> drawn = tf.math.mul(
                    tf.random.statelessTruncatedNormal(tf.constant(shape.asArray()), seed), tf.constant(spread));
            return middle == 0 ? drawn : tf.math.add(drawn, tf.constant(middle));
        };
    }

    /** Mean 0 and variance {@code scale / n}; refused: {@code scale must be positive, got 0.0}. */
    static Initializer varianceScaling(
            double scale, VarianceScaling.Mode mode, VarianceScaling.Distribution distribution) {
        return new VarianceScaling(scale, mode, distribution);
    }

    /** Uniform in {@code +-sqrt(6 / (fanIn + fanOut))}; Keras' default for kernels. */
    static Initializer glorotUniform() {
        return new VarianceScaling(1, VarianceScaling.Mode.FAN_AVG, VarianceScaling.Distribution.UNIFORM);
    }

    /** Normal, truncated at two standard deviations, with variance {@code 2 / (fanIn + fanOut)}. */
    static Initializer glorotNormal() {
        return new VarianceScaling(1, VarianceScaling.Mode.FAN_AVG, VarianceScaling.Distribution.TRUNCATED_NORMAL);
    }

    /** Uniform in {@code +-sqrt(6 / fanIn)}; for ReLU. */
    static Initializer heUniform() {
        return new VarianceScaling(2, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM);
    }

    /** Normal, truncated at two standard deviations, with variance {@code 2 / fanIn}; for ReLU. */
    static Initializer heNormal() {
        return new VarianceScaling(2, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.TRUNCATED_NORMAL);
    }

    /** Uniform in {@code +-sqrt(3 / fanIn)}. */
    static Initializer lecunUniform() {
        return new VarianceScaling(1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM);
    }

    /** Normal, truncated at two standard deviations, with variance {@code 1 / fanIn}; for {@link Activation#SELU}. */
    static Initializer lecunNormal() {
        return new VarianceScaling(1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.TRUNCATED_NORMAL);
    }

    /**
     * A random orthogonal matrix Q, times a gain: {@code W^T W = gain^2 I}, or {@code W W^T} where W is wider than high.
     *
     * <p>A kernel {@code (h, w, in, out)} counts as the matrix {@code (h w in, out)}. Source: Saxe et al. 2014.
     *
     * <p>Refused: {@code gain must be finite, got NaN}; a vector ({@code orthogonal takes a weight of at least two axes, got
     * [3]}).
     */
    static Initializer orthogonal(double gain) {
        return new Orthogonal(FloatChecks.finite("gain", gain));
    }

    /** A random orthogonal matrix. */
    static Initializer orthogonal() {
        return orthogonal(1);
    }

    /**
     * {@code gain} where row and column are equal, else 0.
     *
     * <p>Refused: {@code gain must be finite, got NaN}; other ranks ({@code identity takes a weight of two axes, got [3]}).
     */
    static Initializer identity(double gain) {
        float diagonal = FloatChecks.finite("gain", gain);
        return (tf, shape, seed) -> {
            if (shape.numDimensions() != 2) {
                throw new IllegalArgumentException("identity takes a weight of two axes, got " + shape);
            }
            int rows = Math.toIntExact(shape.get(0));
            int columns = Math.toIntExact(shape.get(1));
            return tf.oneHot(
                    tf.range(tf.constant(0), tf.constant(rows), tf.constant(1)),
                    tf.constant(columns),
                    tf.constant(diagonal),
                    tf.constant(0f));
        };
    }
}
