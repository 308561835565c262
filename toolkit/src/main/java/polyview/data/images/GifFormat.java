package polyview.data.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.spi.ImageReaderSpi;

/**
 * GIF. It reads the screen size and the frames of a file by walking over all blocks.
 *
 * <p>Only the first frame is used, but decoders read all of them, so the pixels of all frames count. The first must fill the
 * screen: TensorFlow takes its size for that of the screen and cuts off what is outside.
 *
 * <p>A file without its last byte is refused as cut off, although TensorFlow silently reads the frames up to there.
 * Source: GIF89a specification.
 */
final class GifFormat extends TensorFlowFormat {

    private static final String FILE = "GIF file";
    private static final int SCREEN = 13;
    private static final int DESCRIPTOR = 10;
    private static final int CONTROL = 0xF9;
    private static final ImageReaderSpi GIF_READER =
            ImageIO.getImageReadersByFormatName("gif").next().getOriginatingProvider();

    GifFormat() {
        super("GIF", List.of("gif"), false, "474946383761", "474946383961");
    }

    @Override
    public ImageHeader header(byte[] file) throws IOException {
        ImageHeader.requireLength(SCREEN, file, "GIF header");
        Blocks gif = new Blocks(file);
        ImageHeader.requirePixels("GIF", gif.width, gif.height);
        gif.walk();
        if (gif.frames == 0) {
            throw new IOException("the GIF has no frame");
        }
        return new ImageHeader("GIF", gif.width, gif.height, gif.channels, 8, gif.frames, gif.pixels, gif.palette);
    }

    /** The indices of the first frame for a mask, else as TensorFlow decodes it, with transparency where it is asked for. */
    @Override
    public DecodedImage decode(byte[] file, Decoding decoding) throws IOException {
        return ImageIoReading.read(file, name(), GIF_READER, reader -> ImageIoReading.of(reader.read(0), decoding));
    }

    /** A position in one file while its parts are read. */
    private static final class Blocks {
        private final byte[] file;
        private final ByteBuffer in;
        private final int width;
        private final int height;
        private long at;
        private boolean transparent;
        private int channels;
        private int frames;
        private long pixels;
        private boolean palette;

        Blocks(byte[] file) {
            this.file = file;
            in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            width = size(6);
            height = size(8);
            at = SCREEN + table(file[10]);
        }

        private void walk() throws IOException {
            while (true) {
                ImageHeader.requireLength(at + 1, file, FILE);
                int kind = file[(int) at];
                switch (kind) {
                    case ';':
                        return;
                    case '!':
                        extension();
                        break;
                    case ',':
                        frame();
                        break;
                    default:
                        throw new IOException(
                                String.format("the GIF is damaged: it has a block of kind %02x", kind & 0xFF));
                }
            }
        }

        /** Any extension; that of a frame that follows tells whether one of its colours is transparent. */
        private void extension() throws IOException {
            ImageHeader.requireLength(at + 4, file, FILE);
            int label = file[(int) at + 1] & 0xFF;
            if (label == CONTROL) {
                transparent = file[(int) at + 2] != 0 && (file[(int) at + 3] & 1) == 1;
            }
            at += 2;
            skipData();
        }

        private void frame() throws IOException {
            ImageHeader.requireLength(at + DESCRIPTOR, file, FILE);
            int begin = (int) at;
            int left = size(begin + 1);
            int top = size(begin + 3);
            int frameWidth = size(begin + 5);
            int frameHeight = size(begin + 7);
            frames++;
            if (frameWidth == 0 || frameHeight == 0) {
                throw new IOException(
                        "frame " + frames + " of the GIF declares " + frameWidth + " x " + frameHeight + " pixels");
            }
            if (frames == 1) {
                if (left != 0 || top != 0 || frameWidth != width || frameHeight != height) {
                    throw new IOException("the first frame of a GIF must fill its screen of " + width + " x " + height
                            + " pixels, it has " + frameWidth + " x " + frameHeight + " at " + left + ", " + top);
                }
                channels = transparent ? 4 : 3;
                boolean own = table(file[begin + 9]) > 0;
                int from = own ? begin + DESCRIPTOR : SCREEN;
                int length = table(file[own ? begin + 9 : 10]);
                ImageHeader.requireLength((long) from + length, file, FILE);
                palette = !ImageHeader.isGrayRamp(file, from, length);
            }
            pixels += (long) frameWidth * frameHeight;
            // The byte after the colours is the width of the codes.
            at += DESCRIPTOR + table(file[begin + 9]) + 1;
            skipData();
        }

        /** Skips data blocks: each has its length in its first byte, and the last has length 0. */
        private void skipData() throws IOException {
            int length;
            do {
                ImageHeader.requireLength(at + 1, file, FILE);
                length = file[(int) at] & 0xFF;
                at += 1 + length;
            } while (length > 0);
        }

        private int size(int where) {
            return Short.toUnsignedInt(in.getShort(where));
        }

        /** The bytes of a colour table by the flags before it. */
        private static int table(byte flags) {
            return flags < 0 ? 3 << ((flags & 7) + 1) : 0;
        }
    }
}
