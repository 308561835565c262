package polyview.data.images;

import java.io.IOException;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * BMP: 1 to 32 bits a pixel, palettes, run lengths, masks of any place, alpha, rows in either order, headers of Windows and OS/2.
 *
 * <p>Colours of fewer or more than 8 bits come into 0..255, {@code 255 x / most}, without being rounded. The unused byte of 32 bits
 * without masks is no transparency. Not read: JPEG and PNG inside a BMP, and OS/2's own compressions. Bytes after the pixels are passed
 * over.
 */
final class BmpFormat extends JavaFormat {

    BmpFormat() {
        super("BMP", "bmp");
    }

    @Override
    public boolean recognizes(byte[] file) {
        return has(file, 0, "BM");
    }

    @Override
    public ImageHeader header(byte[] file, Decoding decoding) throws IOException {
        decoding.mustNotSelect(name());
        BmpHeader bmp = BmpHeader.of(file);
        // Divided instead of multiplied: the product may exceed 64 bits.
        if (bmp.compression() != BmpHeader.RUNS_OF_8
                && bmp.compression() != BmpHeader.RUNS_OF_4
                && bmp.row() > (file.length - bmp.pixels()) / bmp.height()) {
            throw new IOException("the BMP file is cut off");
        }
        ImageHeader.requireLength(bmp.pixels(), file, "BMP file");
        int channels = bmp.isGray() ? 1 : bmp.isTransparent() ? 4 : 3;
        int bits = bmp.isBlackAndWhite() ? 1 : 8;
        boolean palette = bmp.bits() <= 8 && !bmp.isGray();
        return new ImageHeader(
                name(), bmp.width(), bmp.height(), channels, bits, 1, (long) bmp.width() * bmp.height(), palette);
    }

    @Override
    public DecodedImage decode(byte[] file, Decoding decoding) throws IOException {
        BmpHeader bmp = BmpHeader.of(file);
        if (bmp.bits() > 8) {
            return colours(file, bmp);
        }
        byte[] indices = bmp.compression() == BmpHeader.PLAIN ? unpacked(file, bmp) : BmpRuns.indices(file, bmp);
        boolean single = decoding.indices() || bmp.isGray();
        Inflated.requireArray(indices.length, 3);
        FloatArray pixels = FloatArray.zeros(Shape.of(bmp.height(), bmp.width(), single ? 1 : 3));
        float[] values = pixels.values();
        for (int i = 0; i < indices.length; i++) {
            int index = indices[i] & 0xFF;
            if (single) {
                values[i] = index;
                continue;
            }
            if (index >= bmp.palette().length) {
                throw new IOException("the BMP has a pixel of colour " + index + ", and its palette "
                        + bmp.palette().length + " colours");
            }
            for (int c = 0; c < 3; c++) {
                values[3 * i + c] = bmp.palette()[index] >> 16 - 8 * c & 0xFF;
            }
        }
        return new DecodedImage(pixels, PixelType.unsigned(bmp.isBlackAndWhite() ? 1 : 8));
    }

    /** The rows from the upper one on, one byte a pixel. */
    private static byte[] unpacked(byte[] file, BmpHeader bmp) {
        int width = bmp.width();
        byte[] indices = new byte[width * bmp.height()];
        for (int y = 0; y < bmp.height(); y++) {
            int row = (int) (bmp.pixels() + bmp.row() * (bmp.bottomUp() ? bmp.height() - 1 - y : y));
            for (int x = 0; x < width; x++) {
                int at = x * bmp.bits();
                indices[y * width + x] =
                        (byte) ((file[row + at / 8] & 0xFF) >> 8 - bmp.bits() - at % 8 & (1 << bmp.bits()) - 1);
            }
        }
        return indices;
    }

    private static DecodedImage colours(byte[] file, BmpHeader bmp) throws IOException {
        int channels = bmp.isTransparent() ? 4 : 3;
        Inflated.requireArray((long) bmp.width() * bmp.height(), channels);
        FloatArray pixels = FloatArray.zeros(Shape.of(bmp.height(), bmp.width(), channels));
        float[] values = pixels.values();
        int bytes = bmp.bits() / 8;
        int[] shifts =
                Arrays.stream(bmp.masks()).map(Integer::numberOfTrailingZeros).toArray();
        float[] most = new float[4];
        for (int c = 0; c < channels; c++) {
            most[c] = bmp.masks()[c] == 0 ? 1 : bmp.masks()[c] >>> shifts[c];
        }
        int i = 0;
        for (int y = 0; y < bmp.height(); y++) {
            int at = (int) (bmp.pixels() + bmp.row() * (bmp.bottomUp() ? bmp.height() - 1 - y : y));
            for (int x = 0; x < bmp.width(); x++) {
                int pixel = 0;
                for (int b = 0; b < bytes; b++) {
                    pixel |= (file[at++] & 0xFF) << 8 * b;
                }
                for (int c = 0; c < channels; c++) {
                    int level = bmp.masks()[c] == 0 ? 0 : (pixel & bmp.masks()[c]) >>> shifts[c];
                    values[i++] = most[c] == 255 ? level : level * 255f / most[c];
                }
            }
        }
        return new DecodedImage(pixels, PixelType.unsigned(8), channels == 4);
    }
}
