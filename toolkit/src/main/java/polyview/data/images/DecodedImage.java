package polyview.data.images;

import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * The pixels of a file as it holds them: no resizing, no scaling, every bit kept that a 32-bit float can hold.
 *
 * <p>Shape {@code (H, W, C)}, the rows from the upper one on, before the orientation of EXIF data is applied. Numbers have the range of
 * their type: 0..65535 for 16 bits.
 *
 * <p>Refused: {@code pixels must have the shape (H, W, C), got [4, 4]}, and transparency where there is no channel for it.
 *
 * @param pixels the numbers
 * @param type of the numbers
 * @param transparent whether the last channel is transparency: 0 is clear, the largest number of the type (1 for floats) is solid
 */
public record DecodedImage(FloatArray pixels, PixelType type, boolean transparent) {

    /** Checks the shape. */
    public DecodedImage {
        Shape shape = pixels.shape();
        if (shape.numDimensions() != 3) {
            throw new IllegalArgumentException("pixels must have the shape (H, W, C), got " + shape);
        }
        if (transparent && shape.get(2) < 2) {
            throw new IllegalArgumentException("transparency must be the last of several channels, got " + shape);
        }
    }

    /** Without transparency. */
    public DecodedImage(FloatArray pixels, PixelType type) {
        this(pixels, type, false);
    }
}
