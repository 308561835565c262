package polyview.data.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * PBM, PGM and PPM, as text and as bytes, with values to 65535, and PFM, floats.
 *
 * <p>Values have the range of 8 or 16 bits: where the largest value M that a file declares is no {@code 2^b - 1}, they are multiplied
 * by {@code (2^b - 1) / M}, except those of a mask. 1 in a PBM is black: it is read as 0, and white as 1. A file with several images is
 * read as its first. Source: Netpbm's manual pages pbm, pgm, ppm; the PFM format by Debevec.
 */
final class PnmFormat extends JavaFormat {

    private static final String FILE = "PNM file";

    PnmFormat() {
        super("PNM", "pbm", "pgm", "ppm", "pnm", "pfm");
    }

    @Override
    public boolean recognizes(byte[] file) {
        return file.length > 2
                && file[0] == 'P'
                && (file[1] >= '1' && file[1] <= '6' || file[1] == 'F' || file[1] == 'f')
                && isBlank(file[2]);
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character >= 9 && character <= 13 || character == '#';
    }

    @Override
    public ImageHeader header(byte[] file, Decoding decoding) throws IOException {
        decoding.mustNotSelect(name());
        Text text = new Text(file);
        text.header();
        return new ImageHeader(
                name(), text.width, text.height, text.channels, text.type().bits());
    }

    @Override
    public DecodedImage decode(byte[] file, Decoding decoding) throws IOException {
        Text text = new Text(file);
        text.header();
        Inflated.requireArray((long) text.width * text.height, text.channels);
        FloatArray pixels = FloatArray.zeros(Shape.of(text.height, text.width, text.channels));
        text.read(pixels.values());
        if (text.most > 1 && decoding.classes().isEmpty()) {
            float all = (float) text.type().most();
            for (int i = 0; all != text.most && i < pixels.values().length; i++) {
                pixels.values()[i] *= all / text.most;
            }
        }
        return new DecodedImage(pixels, text.type());
    }

    /** A position in one file while its parts are read. */
    private static final class Text {
        private final byte[] file;
        private final char kind;
        private int at = 2;
        private int width;
        private int height;
        private int channels;
        private int most = 1;
        private float scale;

        Text(byte[] file) {
            this.file = file;
            this.kind = (char) file[1];
        }

        private boolean isFloat() {
            return kind == 'F' || kind == 'f';
        }

        private boolean isBits() {
            return kind == '1' || kind == '4';
        }

        private PixelType type() {
            return isFloat() ? PixelType.floats(32) : PixelType.unsigned(isBits() ? 1 : most < 256 ? 8 : 16);
        }

        private void header() throws IOException {
            channels = kind == '3' || kind == '6' || kind == 'F' ? 3 : 1;
            width = number();
            height = number();
            ImageHeader.requirePixels("PNM", width, height);
            if (isFloat()) {
                scale = scale();
            } else if (!isBits()) {
                most = number();
                if (most < 1 || most > 65535) {
                    throw new IOException("the PNM declares the largest value " + most + ", not 1 to 65535");
                }
            }
            // One blank before bytes; text needs at least a character a value.
            long row = kind == '4' ? (width + 7L) / 8 : (long) width * channels * bytes();
            if (row > (file.length - at - (kind < '4' ? 0 : 1)) / height) {
                throw new IOException("the " + FILE + " is cut off");
            }
        }

        private int bytes() {
            return isFloat() ? 4 : kind >= '4' && most > 255 ? 2 : 1;
        }

        private void skipBlanks() throws IOException {
            while (at < file.length && isBlank(file[at])) {
                if (file[at] == '#') {
                    while (at < file.length && file[at] != '\n' && file[at] != '\r') {
                        at++;
                    }
                } else {
                    at++;
                }
            }
            ImageHeader.requireLength(at + 1L, file, FILE);
        }

        private int number() throws IOException {
            skipBlanks();
            long number = 0;
            int begin = at;
            while (at < file.length && file[at] >= '0' && file[at] <= '9') {
                number = 10 * number + file[at++] - '0';
                if (number > Integer.MAX_VALUE) {
                    throw new IOException("the PNM is damaged: it has a number above " + Integer.MAX_VALUE);
                }
            }
            if (at == begin) {
                throw new IOException(
                        String.format("the PNM is damaged: it has %02x in place of a number", file[at] & 0xFF));
            }
            return (int) number;
        }

        private float scale() throws IOException {
            skipBlanks();
            int begin = at;
            while (at < file.length && !isBlank(file[at]) && at - begin < 40) {
                at++;
            }
            String text = new String(file, begin, at - begin, StandardCharsets.ISO_8859_1);
            try {
                float number = Float.parseFloat(text);
                if (number != 0 && Float.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IOException("the PFM has no scale", e);
            }
            throw new IOException("the PFM has the scale " + text);
        }

        private void read(float[] values) throws IOException {
            if (kind < '4') {
                text(values);
                return;
            }
            at++;
            if (kind == '4') {
                int row = (width + 7) / 8;
                for (int i = 0; i < values.length; i++) {
                    int x = i % width;
                    values[i] = 1 - (file[at + i / width * row + x / 8] >> 7 - x % 8 & 1);
                }
            } else if (isFloat()) {
                floats(values);
            } else {
                for (int i = 0; i < values.length; i++) {
                    values[i] = atMost(
                            most < 256
                                    ? file[at + i] & 0xFF
                                    : (file[at + 2 * i] & 0xFF) << 8 | file[at + 2 * i + 1] & 0xFF);
                }
            }
        }

        private void text(float[] values) throws IOException {
            for (int i = 0; i < values.length; i++) {
                if (kind != '1') {
                    values[i] = atMost(number());
                    continue;
                }
                // Digits need not be apart.
                skipBlanks();
                int digit = file[at++];
                if (digit != '0' && digit != '1') {
                    throw new IOException(String.format("the PBM is damaged: it has %02x in place of a bit", digit));
                }
                values[i] = '1' - digit;
            }
        }

        private int atMost(int value) throws IOException {
            if (value > most) {
                throw new IOException("the PNM has a value of " + value + ", and declares at most " + most);
            }
            return value;
        }

        /** From the lowest row on; a negative scale says that the lower byte is the first. */
        private void floats(float[] values) {
            ByteBuffer in = ByteBuffer.wrap(file).order(scale < 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int row = width * channels;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < row; x++) {
                    values[(height - 1 - y) * row + x] = in.getFloat(at + 4 * (y * row + x));
                }
            }
        }
    }
}
