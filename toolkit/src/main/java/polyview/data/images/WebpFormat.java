package polyview.data.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * WebP, lossy and lossless, with transparency; of an animation the first frame. It needs the library
 * com.twelvemonkeys.imageio:imageio-webp.
 *
 * <p>Source: WebP Container Specification; RFC 6386, 9.1; WebP Lossless Bitstream Specification.
 */
final class WebpFormat extends JavaFormat {

    private static final String FILE = "WebP file";
    private static final int FIRST = 12;

    WebpFormat() {
        super("WebP", "webp");
    }

    @Override
    public boolean recognizes(byte[] file) {
        return has(file, 0, "RIFF") && has(file, 8, "WEBP");
    }

    @Override
    public ImageHeader header(byte[] file, Decoding decoding) throws IOException {
        decoding.mustNotSelect(name());
        TwelveMonkeys.webp();
        ImageHeader.requireLength(FIRST + 8 + 10L, file, FILE);
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int begin = FIRST + 8;
        int width;
        int height;
        boolean alpha = false;
        if (has(file, FIRST, "VP8X")) {
            width = 1 + (in.getInt(begin + 4) & 0xFFFFFF);
            height = 1 + (in.getInt(begin + 6) >>> 8);
            alpha = (file[begin] & 0x10) != 0;
        } else if (has(file, FIRST, "VP8L")) {
            int sizes = in.getInt(begin + 1);
            width = 1 + (sizes & 0x3FFF);
            height = 1 + (sizes >>> 14 & 0x3FFF);
            alpha = (sizes >>> 28 & 1) == 1;
        } else if (has(file, FIRST, "VP8 ")) {
            width = in.getShort(begin + 6) & 0x3FFF;
            height = in.getShort(begin + 8) & 0x3FFF;
        } else {
            throw new IOException("the WebP is damaged: it begins with no image");
        }
        ImageHeader.requirePixels(name(), width, height);
        return new ImageHeader(name(), width, height, alpha ? 4 : 3, Byte.SIZE).turned(orientation(in));
    }

    /** From the part EXIF, where there is one; all parts must be whole. */
    private static Orientation orientation(ByteBuffer in) throws IOException {
        byte[] file = in.array();
        Orientation orientation = Orientation.UPRIGHT;
        for (long at = FIRST; at + 8 <= file.length; ) {
            long length = Integer.toUnsignedLong(in.getInt((int) at + 4));
            ImageHeader.requireLength(at + 8 + length, file, FILE);
            if (has(file, (int) at, "EXIF")) {
                int begin = (int) at + 8;
                orientation = (has(file, begin, "Exif\0\0")
                                ? Exif.ofJpeg(file, begin, (int) length)
                                : Exif.of(file, begin, (int) length))
                        .orElse(orientation);
            }
            at += 8 + length + length % 2;
        }
        return orientation;
    }

    @Override
    public DecodedImage decode(byte[] file, Decoding decoding) throws IOException {
        return ImageIoReading.read(
                file, name(), TwelveMonkeys.webp(), reader -> ImageIoReading.of(reader.read(0), decoding));
    }
}
