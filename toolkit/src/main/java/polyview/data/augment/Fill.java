package polyview.data.augment;

import java.io.Serializable;

/**
 * What fills the frame where a moved image leaves it empty.
 *
 * <p>Beside a row {@code a b c d}, {@link #NEAREST} shows {@code a a a | a b c d | d d d}, {@link
 * #REFLECT} {@code c b a | a b c d | d c b}, and {@code constant(0)} {@code 0 0 0 | a b c d | 0 0 0}.
 *
 * <p>The constant begins one pixel outside the image; between it and the outermost pixel values are interpolated, as between
 * pixels.
 *
 * <p>Refused: a value that is not finite ({@code value must be finite, got NaN}), and a value for a mode that has
 * none ({@code value must be 0 for NEAREST, got 3.0}).
 *
 * @param mode how the empty place is filled
 * @param value the constant, in the units of the image; 0 for the other modes
 */
public record Fill(Mode mode, float value) implements Serializable {

    /** The ways to fill. */
    public enum Mode {
        /** The nearest pixel of the image. */
        NEAREST,
        /** The image mirrored at its edge; the outermost pixel is repeated. */
        REFLECT,
        /** One value. */
        CONSTANT
    }

    /** The nearest pixel of the image; Keras' {@code fill_mode='nearest'}. */
    public static final Fill NEAREST = new Fill(Mode.NEAREST, 0);

    /** The image mirrored at its edge. */
    public static final Fill REFLECT = new Fill(Mode.REFLECT, 0);

    /** Checks the value, as the rules above say. */
    public Fill {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, got " + value);
        }
        if (mode != Mode.CONSTANT && value != 0) {
            throw new IllegalArgumentException("value must be 0 for " + mode + ", got " + value);
        }
    }

    /** One value, in the units of the image; refused: {@code value must be finite, got NaN}. */
    public static Fill constant(double value) {
        return new Fill(Mode.CONSTANT, (float) value);
    }
}
