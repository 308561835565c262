package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.data.FloatArray;

/**
 * How the first values of a weight are drawn, with Keras' names and formulas.
 *
 * <p>A weight of shape {@code (fanIn, fanOut)}, or a kernel {@code (h, w, in, out)} with {@code fanIn = h w in} and {@code
 * fanOut = h w out}, decides the spread. Draws are stateless: seed in, same bits out.
 *
 * <p>Source: Glorot and Bengio 2010; He et al. 2015.
 */
@FunctionalInterface
public interface Initializer {

    /**
     * The first values.
     *
     * @param tf where the ops go
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

    /** All the same number. */
    static Initializer constant(float value) {
        return (tf, shape, seed) -> tf.fill(tf.constant(shape.asArray()), tf.constant(value));
    }

    /** These values; refused where the weight has another shape. */
    static Initializer of(FloatArray values) {
        return (tf, shape, seed) -> {
            if (!shape.equals(values.shape())) {
                throw new IllegalArgumentException(
                        "initial values must have shape " + shape + ", got " + values.shape());
            }
            return tf.constant(shape, DataBuffers.of(values.values()));
        };
    }

    /** Uniform in {@code [minimum, maximum)}. */
    static Initializer randomUniform(float minimum, float maximum) {
        if (!(minimum < maximum)) {
            throw new IllegalArgumentException("minimum must lie below maximum, got " + minimum + " and " + maximum);
        }
        return (tf, shape, seed) -> tf.math.add(
                tf.math.mul(
                        tf.random.statelessRandomUniform(tf.constant(shape.asArray()), seed),
                        tf.constant(maximum - minimum)),
                tf.constant(minimum));
    }

    /** Normal with mean 0. */
    static Initializer randomNormal(float stddev) {
        if (!(stddev > 0)) {
            throw new IllegalArgumentException("stddev must be positive, got " + stddev);
        }
        return (tf, shape, seed) ->
                tf.math.mul(tf.random.statelessRandomNormal(tf.constant(shape.asArray()), seed), tf.constant(stddev));
    }

    /** Uniform in {@code +-sqrt(6 / (fanIn + fanOut))}; Keras' default for kernels. */
    static Initializer glorotUniform() {
        return (tf, shape, seed) -> {
            float limit = (float) Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)));
            return randomUniform(-limit, limit).draw(tf, shape, seed);
        };
    }

    /** Normal, cut at two standard deviations, with variance {@code 2 / (fanIn + fanOut)}. */
    static Initializer glorotNormal() {
        return (tf, shape, seed) -> truncatedNormal(tf, shape, seed, 2.0 / (fanIn(shape) + fanOut(shape)));
    }

    /** Uniform in {@code +-sqrt(6 / fanIn)}; made for ReLU. */
    static Initializer heUniform() {
        return (tf, shape, seed) -> {
            float limit = (float) Math.sqrt(6.0 / fanIn(shape));
            return randomUniform(-limit, limit).draw(tf, shape, seed);
        };
    }

    /** Normal, cut at two standard deviations, with variance {@code 2 / fanIn}; made for ReLU. */
    static Initializer heNormal() {
        return (tf, shape, seed) -> truncatedNormal(tf, shape, seed, 2.0 / fanIn(shape));
    }

    private static Operand<TFloat32> truncatedNormal(Ops tf, Shape shape, Operand<TInt64> seed, double variance) {
        // Cutting at two standard deviations takes variance away; 0.8796 is what is left of one standard deviation.
        float stddev = (float) (Math.sqrt(variance) / 0.87962566103423978);
        return tf.math.mul(tf.random.statelessTruncatedNormal(tf.constant(shape.asArray()), seed), tf.constant(stddev));
    }

    private static double fanIn(Shape shape) {
        int rank = shape.numDimensions();
        return rank == 0 ? 1 : rank == 1 ? shape.get(0) : receptive(shape) * shape.get(rank - 2);
    }

    private static double fanOut(Shape shape) {
        int rank = shape.numDimensions();
        return rank == 0 ? 1 : receptive(shape) * shape.get(rank - 1);
    }

    private static double receptive(Shape shape) {
        double window = 1;
        for (int axis = 0; axis < shape.numDimensions() - 2; axis++) {
            window *= shape.get(axis);
        }
        return window;
    }
}
