package polyview.data.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * BMP, as far as TensorFlow decodes its pixels correctly.
 *
 * <p>TensorFlow looks only at the size and the bits of a pixel. It takes the index into a palette for gray, compressed bytes for
 * pixels, and every order of colours for blue, green, red; 8 bits are right only where the palette is a ramp of gray. It also
 * refuses bytes after the pixels, which other programs ignore, so they are cut off before. Source: BITMAPINFOHEADER and
 * BITMAPV5HEADER of the Windows API.
 */
final class BmpFormat extends TensorFlowFormat {

    private static final int FILE_HEADER = 14;
    private static final int OS2 = 64;
    private static final Set<Integer> SIZES = Set.of(40, 52, 56, OS2, 108, 124);
    private static final int COLOURS = 256;
    private static final int BY_MASKS = 3;
    private static final int[] MASKS = {0xFF0000, 0xFF00, 0xFF};

    BmpFormat() {
        super("BMP", List.of("bmp"), false, "424d");
    }

    @Override
    public ImageHeader header(byte[] file) throws IOException {
        ImageHeader.requireLength(FILE_HEADER + 4, file, "BMP header");
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int size = in.getInt(FILE_HEADER);
        if (!SIZES.contains(size)) {
            throw new IOException("a BMP with a header of " + Integer.toUnsignedLong(size) + " bytes is not supported");
        }
        int end = FILE_HEADER + size;
        ImageHeader.requireLength(end, file, "BMP header");
        int width = in.getInt(18);
        // Negative where the first row is the upper one.
        long height = Math.abs((long) in.getInt(22));
        ImageHeader.requirePixels("BMP", width, height);
        int bits = Short.toUnsignedInt(in.getShort(28));
        if (bits != 8 && bits != 24 && bits != 32) {
            throw new IOException("a BMP with " + bits + " bits a pixel is not supported, it must have 8, 24 or 32");
        }
        int compression = in.getInt(30);
        if (compression == BY_MASKS && bits == 32 && size != OS2) {
            end = Math.max(end, masks(in));
        } else if (compression != 0) {
            throw new IOException(
                    "a BMP with compression " + Integer.toUnsignedLong(compression) + " is not supported");
        }
        if (bits == 8) {
            end = palette(in, end);
        }
        requireAllPixels(in, end, row(width, bits), height);
        return new ImageHeader("BMP", width, (int) height, bits / 8, 8);
    }

    /** Where the masks end; they are at the same place, in a larger header or after a small one. */
    private static int masks(ByteBuffer in) throws IOException {
        int begin = FILE_HEADER + 40;
        int end = begin + 4 * MASKS.length;
        ImageHeader.requireLength(end, in.array(), "BMP header");
        int[] masks = {in.getInt(begin), in.getInt(begin + 4), in.getInt(begin + 8)};
        if (!Arrays.equals(masks, MASKS)) {
            throw new IOException(String.format(
                    "a BMP with the colour masks %08x %08x %08x is not supported", masks[0], masks[1], masks[2]));
        }
        return end;
    }

    /** Where the palette ends. */
    private static int palette(ByteBuffer in, int begin) throws IOException {
        int used = in.getInt(46);
        boolean ramp = used == 0 || used == COLOURS;
        if (ramp) {
            ImageHeader.requireLength(begin + 4L * COLOURS, in.array(), "BMP header");
            for (int c = 0; c < COLOURS; c++) {
                ramp &= (in.getInt(begin + 4 * c) & 0xFFFFFF) == c * 0x010101;
            }
        }
        if (!ramp) {
            throw new IOException("a BMP with a palette is not supported, other than gray from 0 to 255");
        }
        return begin + 4 * COLOURS;
    }

    /** The bytes of a row, padded to a multiple of four. */
    private static long row(int width, int bits) {
        return (width * (bits / 8L) + 3) / 4 * 4;
    }

    /** For a file whose header was read. */
    @Override
    byte[] toDecode(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long pixels = row(in.getInt(18), Short.toUnsignedInt(in.getShort(28))) * Math.abs((long) in.getInt(22));
        long end = Integer.toUnsignedLong(in.getInt(10)) + pixels;
        return end == file.length ? file : Arrays.copyOf(file, Math.toIntExact(end));
    }

    private static void requireAllPixels(ByteBuffer in, int header, long row, long height) throws IOException {
        long begin = Integer.toUnsignedLong(in.getInt(10));
        if (begin < header) {
            throw new IOException("the pixels of the BMP begin at byte " + begin + ", in its header");
        }
        long there = in.capacity() - begin;
        // Divided instead of multiplied: the product may exceed 64 bits.
        if (row > there / height) {
            throw new IOException("the BMP file is cut off");
        }
    }
}
