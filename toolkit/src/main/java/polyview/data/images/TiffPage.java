package polyview.data.images;

import java.io.IOException;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * One page of a TIFF as its tags describe it.
 *
 * @param index of all directories of the file, small copies and masks among them
 * @param directory where its directory stands
 * @param planar whether channels are stored one after the other
 * @param width in pixels
 * @param height in pixels
 * @param samples of a pixel
 * @param type of a sample
 * @param photometric what samples mean: 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr
 * @param extra what the first sample beside the colours is: 1 premultiplied transparency, 2 transparency, 0 something else
 * @param colours of a palette, 16 bits each: all reds, all greens, all blues
 * @param orientation of the pixels
 */
record TiffPage(
        int index,
        long directory,
        boolean planar,
        int width,
        int height,
        int samples,
        PixelType type,
        int photometric,
        int extra,
        int[] colours,
        Orientation orientation) {

    static final int WHITE_IS_ZERO = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int CMYK = 5;
    static final int YCC = 6;

    boolean isPalette() {
        return photometric == PALETTE;
    }

    boolean isYcc() {
        return photometric == YCC;
    }

    private int base() {
        return photometric == RGB || photometric == YCC ? 3 : photometric == CMYK ? 4 : 1;
    }

    /** Transparency stands behind the colours, and nothing behind it. */
    boolean isTransparent() {
        return (extra == 1 || extra == 2) && samples == base() + 1 && !isPalette();
    }

    /** After palettes and CMYK have become colours. */
    int channels() {
        return isPalette() ? 3 : photometric == CMYK ? samples - 1 : samples;
    }

    DecodedImage decoded(FloatArray numbers, Decoding decoding) throws IOException {
        float[] values = numbers.values();
        float most = (float) type.most();
        if (photometric == WHITE_IS_ZERO && type.kind() == PixelType.Kind.UNSIGNED && !decoding.indices()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = most - values[i];
            }
        }
        if (isPalette()) {
            return decoding.indices() ? new DecodedImage(numbers, type) : palette(numbers);
        }
        if (isTransparent() && extra == 1) {
            divide(values, most);
        }
        return new DecodedImage(photometric == CMYK ? rgb(numbers, most) : numbers, type, isTransparent());
    }

    private DecodedImage palette(FloatArray indices) throws IOException {
        int count = colours.length / 3;
        FloatArray pixels = FloatArray.zeros(Shape.of(height, width, 3));
        for (int i = 0; i < indices.values().length; i++) {
            int at = (int) indices.values()[i];
            if (at >= count) {
                throw new IOException(
                        "the TIFF has a pixel of colour " + at + ", and its palette " + count + " colours");
            }
            for (int c = 0; c < 3; c++) {
                pixels.values()[3 * i + c] = colours[c * count + at] >> 8;
            }
        }
        return new DecodedImage(pixels, PixelType.unsigned(Byte.SIZE));
    }

    private void divide(float[] values, float most) {
        for (int i = 0; i < values.length; i += samples) {
            float share = values[i + samples - 1] / most;
            for (int c = 0; c < samples - 1 && share > 0; c++) {
                values[i + c] = Math.min(most, values[i + c] / share);
            }
        }
    }

    private FloatArray rgb(FloatArray cmyk, float most) {
        FloatArray pixels = FloatArray.zeros(Shape.of(height, width, samples - 1));
        float[] from = cmyk.values();
        float[] to = pixels.values();
        for (int i = 0; i < from.length / samples; i++) {
            for (int c = 0; c < 3; c++) {
                to[(samples - 1) * i + c] = (most - from[samples * i + c]) * (most - from[samples * i + 3]) / most;
            }
            for (int c = 4; c < samples; c++) {
                to[(samples - 1) * i + c - 1] = from[samples * i + c];
            }
        }
        return pixels;
    }

    /** {@code 64 x 48 pixels of 16 bits}. */
    @Override
    public String toString() {
        return width + " x " + height + " pixels of " + type;
    }
}
