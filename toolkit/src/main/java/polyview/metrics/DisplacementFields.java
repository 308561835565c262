package polyview.metrics;

import java.util.function.DoubleConsumer;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * How good fields of displacements {@code (N, H, W, 2)} are, in pixels: point by point, where {@link Metric#targetRegistrationError()}, {@link
 * Metric#endpointError()} and {@link Metric#folds()} give one number.
 *
 * <p>A field moves p to {@code p + field[p]}: down, then to the right, see {@link polyview.layers.DenseWarp}. Everything is computed in 64 bits.
 *
 * <p>Refused: another form ({@code registrationErrors needs a field (N, H, W, 2), got (N, 3)}), and what does not fit to it ({@code
 * registrationErrors needs points (2, P, 4) for the field (2, 8, 8, 2), got (2, 4)}).
 *
 * <pre>{@code
 * float[] errors = DisplacementFields.registrationErrors(model.predict(fixed, moving), points).values();
 * Arrays.sort(errors);
 * errors[errors.length / 2]                        // the median, in pixels
 * }</pre>
 */
public final class DisplacementFields {

    private DisplacementFields() {}

    /**
     * {@code |p + field[p] - q|} for each point, {@code (N, P)}: points {@code (N, P, 4)} are row and column of p in the fixed image, then of its
     * partner q in the moving one. Between pixels the field is bilinear, outside it is that of the nearest pixel.
     *
     * <p>Refused: {@code registrationErrors needs points that are finite, got NaN in pair 2 of sample 0}; of points of which some are missing give
     * one sample at a time. Where the field is no number, the error is NaN.
     *
     * <p>Example: a field of zeros gives (5) for the point (0, 0, 3, 4).
     */
    public static FloatArray registrationErrors(FloatArray field, FloatArray points) {
        requirePoints("registrationErrors", field, points);
        return collected(Shape.of(points.size(0), points.size(1)), into -> registrationErrors(field, points, into));
    }

    /**
     * The distance of each displacement from the true one, {@code (N, H, W, 2)} twice {@code -> (N, H, W)}; any vectors {@code (N, ..., K)}.
     *
     * <p>Example: (3, 0) against (0, 4) is 5 pixels off.
     */
    public static FloatArray endpointErrors(FloatArray field, FloatArray truth) {
        requireVectors("endpointErrors", field, truth);
        int last = field.shape().numDimensions() - 1;
        return collected(field.shape().take(last), into -> endpointErrors(field, truth, into));
    }

    /**
     * The determinant of the Jacobian of {@code p + field[p]} at each pixel, {@code (N, H, W)}: by how much an area there grows; 0 or less is a
     * fold. Slopes are those of {@code numpy.gradient}: half the difference of both neighbours, and at the border that to the only one.
     *
     * <p>Example: a field that moves row i by i / 2 down stretches the image to 1.5 everywhere.
     */
    public static FloatArray jacobianDeterminants(FloatArray field) {
        requireField("jacobianDeterminants", field.shape(), 2);
        return collected(field.shape().take(3), into -> jacobianDeterminants(field, into));
    }

    private interface Numbers {
        void into(DoubleConsumer each);
    }

    private static FloatArray collected(Shape shape, Numbers numbers) {
        FloatArray all = FloatArray.zeros(shape);
        int[] at = {0};
        numbers.into(x -> all.values()[at[0]++] = (float) x);
        return all;
    }

    static void registrationErrors(FloatArray field, FloatArray points, DoubleConsumer each) {
        int count = points.size(1);
        for (int i = 0; i < points.values().length / 4; i++) {
            FieldAt here = new FieldAt(field, i / count);
            double row = points.values()[4 * i];
            double column = points.values()[4 * i + 1];
            double down = row + here.between(row, column, 0) - points.values()[4 * i + 2];
            double right = column + here.between(row, column, 1) - points.values()[4 * i + 3];
            each.accept(Math.hypot(down, right));
        }
    }

    static void endpointErrors(FloatArray field, FloatArray truth, DoubleConsumer each) {
        int size = field.size(field.shape().numDimensions() - 1);
        for (int from = 0; from < field.values().length; from += size) {
            double squares = 0;
            for (int k = from; k < from + size; k++) {
                double off = (double) field.values()[k] - truth.values()[k];
                squares += off * off;
            }
            each.accept(Math.sqrt(squares));
        }
    }

    static void jacobianDeterminants(FloatArray field, DoubleConsumer each) {
        for (int n = 0; n < field.size(0); n++) {
            FieldAt here = new FieldAt(field, n);
            for (int i = 0; i < field.size(1); i++) {
                for (int j = 0; j < field.size(2); j++) {
                    double rows = (1 + here.slopeDown(i, j, 0)) * (1 + here.slopeRight(i, j, 1));
                    each.accept(rows - here.slopeRight(i, j, 0) * here.slopeDown(i, j, 1));
                }
            }
        }
    }

    /** Refuses what is no field of so many pixels: {@code folds needs a field (N, H, W, 2) of at least 2 x 2 pixels, got (N, 3)}. */
    static void requireField(String name, Shape shape, int least) {
        PixelShape.require(name, "a field", 2, shape, least);
    }

    static void requirePoints(String name, FloatArray field, FloatArray points) {
        requireField(name, field.shape(), 1);
        Shape shape = points.shape();
        if (shape.numDimensions() != 3 || shape.get(2) != 4 || points.size(0) != field.size(0)) {
            throw new IllegalArgumentException(name + " needs points (" + field.size(0) + ", P, 4) for the field "
                    + Shapes.text(field.shape()) + ", got " + Shapes.text(shape));
        }
        float[] numbers = points.values();
        for (int i = 0; i < numbers.length; i++) {
            if (!Float.isFinite(numbers[i])) {
                int pair = i / 4;
                throw new IllegalArgumentException(name + " needs points that are finite, got " + numbers[i]
                        + " in pair " + pair % points.size(1) + " of sample " + pair / points.size(1));
            }
        }
    }

    static void requireVectors(String name, FloatArray field, FloatArray truth) {
        if (field.shape().numDimensions() < 2) {
            throw new IllegalArgumentException(name + " needs vectors (N, ..., K), got " + Shapes.text(field.shape()));
        }
        if (!field.shape().equals(truth.shape())) {
            throw new IllegalArgumentException(name + " needs targets of the shape of the scores "
                    + Shapes.text(field.shape()) + ", got " + Shapes.text(truth.shape()));
        }
    }
}
