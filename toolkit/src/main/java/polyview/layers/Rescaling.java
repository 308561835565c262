package polyview.layers;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * Multiplies by a number and adds another: {@code y = scale x + offset}; {@code (N, ...) -> (N, ...)}.
 *
 * <p>Refused: {@code scale must be finite, got NaN}, the same for the offset, and another number of channels than there are numbers
 * ({@code rescaling has 3 scales, got (N, 8, 8, 1)}).
 *
 * <p>Example: {@code new Rescaling(1 / 127.5, -1)} takes (0, 255) to (-1, 1).
 */
public final class Rescaling extends StandardLayer<Rescaling> {

    private final float[] scale;
    private final float offset;

    /** Without an offset. */
    public Rescaling(double scale) {
        this(scale, 0);
    }

    /** One number for all. */
    public Rescaling(double scale, double offset) {
        this(new double[] {scale}, offset);
    }

    /** A number for each channel, which is the last axis; the offset is one for all. */
    public Rescaling(double[] scale, double offset) {
        if (scale.length == 0) {
            throw new IllegalArgumentException("scale must have at least one number");
        }
        this.scale = new float[scale.length];
        for (int i = 0; i < scale.length; i++) {
            this.scale[i] = FloatChecks.finite("scale", scale[i]);
        }
        this.offset = FloatChecks.finite("offset", offset);
    }

    @Override
    protected Rescaling self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        if (scale.length > 1) {
            requireChannels(x.shape());
        }
        Operand<TFloat32> factor = scale.length == 1
                ? c.constant(scale[0])
                : c.constant(FloatArray.of(Arrays.copyOf(scale, scale.length), scale.length));
        return c.tf().math.add(c.tf().math.mul(x, factor), c.constant(offset));
    }

    private void requireChannels(Shape x) {
        boolean fits = x.numDimensions() > 1 && x.get(-1) == scale.length;
        if (!fits) {
            throw new IllegalArgumentException(
                    displayName() + " has " + scale.length + " scales, got " + Shapes.text(x));
        }
    }
}
