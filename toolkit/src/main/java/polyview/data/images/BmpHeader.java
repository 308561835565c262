package polyview.data.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * What stands before the pixels of a BMP. Source: BITMAPCOREHEADER, BITMAPINFOHEADER, BITMAPV4HEADER and BITMAPV5HEADER of the Windows API;
 * OS22XBITMAPHEADER of OS/2.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bottomUp whether the first row is the lowest one
 * @param bits of a pixel
 * @param compression 0 none, 1 and 2 run lengths of 8 and 4 bits
 * @param masks of red, green, blue and alpha, of 16 and 32 bits; an alpha of 0 is none
 * @param palette 0xRRGGBB each; empty above 8 bits
 * @param pixels where they begin
 */
record BmpHeader(
        int width, int height, boolean bottomUp, int bits, int compression, int[] masks, int[] palette, long pixels) {

    static final int PLAIN = 0;
    static final int RUNS_OF_8 = 1;
    static final int RUNS_OF_4 = 2;
    private static final int BY_MASKS = 3;
    private static final int BY_MASKS_AND_ALPHA = 6;
    private static final int FILE_HEADER = 14;
    private static final int CORE = 12;
    private static final int OS2 = 64;
    private static final Set<Integer> SIZES = Set.of(CORE, 16, 40, 52, 56, OS2, 108, 124);
    private static final Set<Integer> BITS = Set.of(1, 2, 4, 8, 16, 24, 32);
    private static final String HEADER = "BMP header";

    static BmpHeader of(byte[] file) throws IOException {
        ImageHeader.requireLength(FILE_HEADER + 4, file, HEADER);
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int size = in.getInt(FILE_HEADER);
        if (!SIZES.contains(size)) {
            throw new IOException("a BMP with a header of " + Integer.toUnsignedLong(size) + " bytes is not supported");
        }
        ImageHeader.requireLength(FILE_HEADER + size, file, HEADER);
        boolean core = size == CORE;
        long width = core ? Short.toUnsignedInt(in.getShort(18)) : in.getInt(18);
        long rows = core ? Short.toUnsignedInt(in.getShort(20)) : in.getInt(22);
        ImageHeader.requirePixels("BMP", width, Math.abs(rows));
        int bits = Short.toUnsignedInt(in.getShort(core ? 24 : 28));
        if (!BITS.contains(bits)) {
            throw new IOException("a BMP with " + bits + " bits a pixel is not supported");
        }
        int compression = size <= 16 ? PLAIN : in.getInt(30);
        boolean masked = compression == BY_MASKS || compression == BY_MASKS_AND_ALPHA;
        boolean known = compression == PLAIN
                || compression == RUNS_OF_8 && bits == 8
                || compression == RUNS_OF_4 && bits == 4
                || masked && size != OS2 && (bits == 16 || bits == 32);
        // Runs are written from the lowest row on.
        if (!known || compression != PLAIN && !masked && rows < 0) {
            throw new IOException("a BMP of " + bits + " bits a pixel with compression "
                    + Integer.toUnsignedLong(compression) + " is not supported");
        }
        int end = FILE_HEADER + size;
        int[] masks = bits == 16 ? new int[] {0x7C00, 0x3E0, 0x1F, 0} : new int[] {0xFF0000, 0xFF00, 0xFF, 0};
        if (masked) {
            int count = size >= 56 || compression == BY_MASKS_AND_ALPHA ? 4 : 3;
            end = Math.max(end, FILE_HEADER + 40 + 4 * count);
            ImageHeader.requireLength(end, file, HEADER);
            for (int i = 0; i < count; i++) {
                masks[i] = in.getInt(FILE_HEADER + 40 + 4 * i);
            }
            requireMasks(masks);
        }
        long begin = Integer.toUnsignedLong(in.getInt(10));
        int used = size <= 16 || bits > 8 ? 0 : in.getInt(46);
        int[] palette = bits > 8 ? new int[0] : palette(in, end, core ? 3 : 4, used, 1 << bits, begin);
        end += palette.length * (core ? 3 : 4);
        if (begin < end) {
            throw new IOException("the pixels of the BMP begin at byte " + begin + ", in its header");
        }
        return new BmpHeader((int) width, (int) Math.abs(rows), rows > 0, bits, compression, masks, palette, begin);
    }

    /** A mask is one run of bits, and no bit is in two. */
    private static void requireMasks(int[] masks) throws IOException {
        int all = 0;
        boolean right = masks[0] != 0 || masks[1] != 0 || masks[2] != 0;
        for (int mask : masks) {
            long run = mask == 0 ? 0 : Integer.toUnsignedLong(mask) >>> Integer.numberOfTrailingZeros(mask);
            right &= (all & mask) == 0 && (run & run + 1) == 0;
            all |= mask;
        }
        if (!right) {
            throw new IOException(String.format(
                    "a BMP with the colour masks %08x %08x %08x %08x is not supported",
                    masks[0], masks[1], masks[2], masks[3]));
        }
    }

    /** As many colours as are declared, or as there can be, or as there is place for. */
    private static int[] palette(ByteBuffer in, int begin, int bytes, int used, int most, long pixels)
            throws IOException {
        int declared = used > 0 && used < most ? used : most;
        long there = Math.max(0, pixels - begin) / bytes;
        int count = (int) Math.min(declared, there);
        if (count == 0) {
            throw new IOException("the BMP has no palette");
        }
        ImageHeader.requireLength(begin + (long) bytes * count, in.array(), HEADER);
        int[] palette = new int[count];
        for (int i = 0; i < count; i++) {
            int at = begin + bytes * i;
            palette[i] = in.get(at) & 0xFF | (in.get(at + 1) & 0xFF) << 8 | (in.get(at + 2) & 0xFF) << 16;
        }
        return palette;
    }

    /** Whether colour i is the gray i: then 8 bits are gray. */
    boolean isRamp() {
        boolean ramp = bits == 8;
        for (int i = 0; i < palette.length; i++) {
            ramp &= palette[i] == i * 0x010101;
        }
        return ramp;
    }

    /** Whether the only colours are black and white, in this order: then 1 bit is gray. */
    boolean isBlackAndWhite() {
        return bits == 1 && palette.length == 2 && palette[0] == 0 && palette[1] == 0xFFFFFF;
    }

    boolean isGray() {
        return isRamp() || isBlackAndWhite();
    }

    /** Whether a pixel has a share of transparency. */
    boolean isTransparent() {
        return masks[3] != 0 && bits > 8;
    }

    /** The bytes of a row that is not compressed, padded to a multiple of four. */
    long row() {
        return ((long) width * bits + 31) / 32 * 4;
    }
}
