package polyview.data.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;

/**
 * PNG. It reads the header of a file, and of the other parts only type and length.
 *
 * <p>The checksum of the header is checked here, those of the pixels by the decoder. Of an animated PNG the picture is used that
 * every decoder shows. TensorFlow decodes 8 bits, {@link PngPixels} what it would drop. Source: PNG specification, third edition.
 */
final class PngFormat extends TensorFlowFormat {

    private static final int IHDR = 0x49484452;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int PLTE = 0x504C5445;
    private static final int TRNS = 0x74524E53;
    private static final int EXIF = 0x65584966;

    /** Length, type and checksum of a part. */
    private static final int AROUND = 12;

    private static final int FIRST = 8;
    private static final int LENGTH = 13;
    private static final int END = FIRST + AROUND + LENGTH;
    private static final int PALETTE = 3;

    PngFormat() {
        super("PNG", List.of("png"), true, "89504e470d0a1a0a");
    }

    @Override
    public ImageHeader header(byte[] file) throws IOException {
        ImageHeader.requireLength(END, file, "PNG header");
        ByteBuffer in = ByteBuffer.wrap(file);
        if (in.getInt(FIRST) != LENGTH || in.getInt(FIRST + 4) != IHDR) {
            throw new IOException("the PNG does not begin with its header");
        }
        CRC32 sum = new CRC32();
        sum.update(file, FIRST + 4, LENGTH + 4);
        if ((int) sum.getValue() != in.getInt(END - 4)) {
            throw new IOException("the PNG header is damaged: its checksum is wrong");
        }
        ImageHeader.requirePixels("PNG", Integer.toUnsignedLong(in.getInt(16)), Integer.toUnsignedLong(in.getInt(20)));
        int bits = file[24] & 0xFF;
        int kind = file[25] & 0xFF;
        int channels = channels(kind, bits);
        method("compression", file[26], 0);
        method("filter", file[27], 0);
        method("interlace", file[28], 1);
        // Transparency makes 2 of 1 and 4 of 3; the kinds with an alpha channel have it already.
        Parts parts = parts(in);
        int all = parts.transparent ? (channels + 1) / 2 * 2 : channels;
        int width = in.getInt(16);
        int height = in.getInt(20);
        boolean palette = kind == PALETTE && !parts.ramp;
        return new ImageHeader("PNG", width, height, all, kind == PALETTE ? 8 : bits, 1, (long) width * height, palette)
                .turned(parts.orientation);
    }

    @Override
    public DecodedImage decode(byte[] file, Decoding decoding) throws IOException {
        return new PngPixels(file, decoding).decoded();
    }

    /** The channels of a colour type; refused: {@code the PNG declares 4 bits with colour type 2}. */
    private static int channels(int kind, int bits) throws IOException {
        boolean whole = bits == 8 || bits == 16;
        boolean packed = bits == 1 || bits == 2 || bits == 4;
        int channels =
                switch (kind) {
                    case 0 -> whole || packed ? 1 : 0;
                    case 2 -> whole ? 3 : 0;
                    case PALETTE -> bits == 8 || packed ? 3 : 0;
                    case 4 -> whole ? 2 : 0;
                    case 6 -> whole ? 4 : 0;
                    default -> 0;
                };
        if (channels == 0) {
            throw new IOException("the PNG declares " + bits + " bits with colour type " + kind);
        }
        return channels;
    }

    private static void method(String what, byte method, int most) throws IOException {
        if ((method & 0xFF) > most) {
            throw new IOException("the PNG declares " + what + " method " + (method & 0xFF));
        }
    }

    /** What the parts say about transparency, and whether colour i of the palette is the gray value i. */
    private record Parts(boolean transparent, boolean ramp, Orientation orientation) {}

    /** Walks over all parts; refused without pixels or an end. */
    private static Parts parts(ByteBuffer in) throws IOException {
        boolean transparent = false;
        boolean pixels = false;
        boolean ramp = false;
        Orientation orientation = Orientation.UPRIGHT;
        long at = END;
        while (true) {
            ImageHeader.requireLength(at + AROUND, in.array(), "PNG file");
            int type = in.getInt((int) at + 4);
            int begin = (int) at + 8;
            at += AROUND + Integer.toUnsignedLong(in.getInt((int) at));
            ImageHeader.requireLength(at, in.array(), "PNG file");
            transparent |= type == TRNS;
            pixels |= type == IDAT;
            if (type == PLTE) {
                ramp = ImageHeader.isGrayRamp(in.array(), begin, (int) at - 4 - begin);
            }
            if (type == EXIF) {
                orientation = Exif.of(in.array(), begin, (int) at - 4 - begin).orElse(orientation);
            }
            if (type == IEND) {
                break;
            }
        }
        if (!pixels) {
            throw new IOException("the PNG has no pixels");
        }
        return new Parts(transparent, ramp, orientation);
    }
}
