package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Random values with mean 0 and variance {@code scale / n}, where n counts inputs or outputs of one unit.
 *
 * <p>A weight of shape {@code (in, out)} has {@code fanIn = in} and {@code fanOut = out}; a kernel {@code (h, w, in, out)} has
 * {@code fanIn = h w in} and {@code fanOut = h w out}; for a vector both are its length. Draws are stateless.
 *
 * <p>Refused: {@code scale must be positive, got 0.0}.
 *
 * <p>Example: {@code new VarianceScaling(2, Mode.FAN_IN, Distribution.UNIFORM)} is {@link Initializer#heUniform()}: a kernel
 * (3, 3, 6, 8) has fanIn 54 and is uniform in +-1/3.
 *
 * @param scale the factor of the variance
 * @param mode what n counts
 * @param distribution the distribution
 */
public record VarianceScaling(double scale, Mode mode, Distribution distribution) implements Initializer {

    /** What the variance is divided by. */
    public enum Mode {
        /** The inputs of one unit. */
        FAN_IN,
        /** The outputs of one unit. */
        FAN_OUT,
        /** The mean of both. */
        FAN_AVG
    }

    /** The distribution; the variance is the same for all. */
    public enum Distribution {
        /** Normal, truncated at two standard deviations of the full one. */
        TRUNCATED_NORMAL,
        /** Normal. */
        UNTRUNCATED_NORMAL,
        /** Uniform in {@code +-sqrt(3 scale / n)}. */
        UNIFORM
    }

    /** The standard deviation after truncation at two. */
    private static final double LEFT_BY_CUTTING = 0.87962566103423978;

    /** Refused: {@code scale must be positive, got 0.0}. */
    public VarianceScaling {
        FloatChecks.positive("scale", scale);
    }

    @Override
    public Operand<TFloat32> draw(Ops tf, Shape shape, Operand<TInt64> seed) {
        double variance = scale / units(shape);
        return switch (distribution) {
            case UNIFORM -> {
                double limit = Math.sqrt(3 * scale / units(shape));
                yield Initializer.randomUniform(-limit, limit).draw(tf, shape, seed);
            }
            case TRUNCATED_NORMAL ->
                Initializer.truncatedNormal(0, Math.sqrt(variance) / LEFT_BY_CUTTING)
                        .draw(tf, shape, seed);
            case UNTRUNCATED_NORMAL ->
                Initializer.randomNormal(Math.sqrt(variance)).draw(tf, shape, seed);
        };
    }

    private double units(Shape shape) {
        return switch (mode) {
            case FAN_IN -> fanIn(shape);
            case FAN_OUT -> fanOut(shape);
            case FAN_AVG -> (fanIn(shape) + fanOut(shape)) / 2;
        };
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
