package polyview.data.augment;

/**
 * What stands where a moved image leaves the frame empty.
 *
 * <p>Of a row {@code a b c d} that moved away, {@link #NEAREST} shows {@code a a a | a b c d | d d d}, {@link
 * #REFLECT} {@code c b a | a b c d | d c b}, and {@code constant(0)} {@code 0 0 0 | a b c d | 0 0 0}.
 *
 * <p>The constant stands from one pixel outside the frame on; between it and the outermost pixel it is
 * interpolated, as it is between pixels.
 *
 * <p>Refused: a value that is not finite ({@code value must be finite, got NaN}), and a value for a mode that has
 * none ({@code value must be 0 for NEAREST, got 3.0}).
 *
 * @param mode how the empty place is filled
 * @param value what a constant is, in the units of the image; 0 for the other modes
 */
public record Fill(Mode mode, float value) {

    /** The ways to fill. */
    public enum Mode {
        /** The nearest pixel of the image. */
        NEAREST,
        /** The image as in a mirror at its edge; the outermost pixel comes twice. */
        REFLECT,
        /** One value. */
        CONSTANT
    }

    /** The nearest pixel of the image; Keras' {@code fill_mode='nearest'}. */
    public static final Fill NEAREST = new Fill(Mode.NEAREST, 0);

    /** The image as in a mirror. */
    public static final Fill REFLECT = new Fill(Mode.REFLECT, 0);

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
