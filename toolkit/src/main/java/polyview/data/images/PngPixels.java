package polyview.data.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * The pixels of a PNG with all that TensorFlow's decoder drops: 16 bits, indices of a palette, gray of few bits as it is stored,
 * transparency.
 *
 * <p>Rows are inflated one after the other, so that besides the pixels only two of them are in memory. Source: PNG specification, third
 * edition, 7 (layout), 8 (interlace), 9 (filters), 11 (chunks).
 */
final class PngPixels {

    private static final int FIRST = 33;
    private static final int AROUND = 12;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int PLTE = 0x504C5445;
    private static final int TRNS = 0x74524E53;

    /** First column, first row, and the steps between them, of the seven parts of an interlaced image. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] PLAIN = {{0, 0, 1, 1}};

    private final byte[] file;
    private final int width;
    private final int height;
    private final int bits;
    private final int kind;
    private final int stored;
    private final boolean indices;
    private final boolean transparency;
    private byte[] palette = {};
    private byte[] clear = {};
    private boolean hasClear;
    private final Inflater inflater = new Inflater();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** Of a file whose header was read. */
    PngPixels(byte[] file, Decoding decoding) {
        this.file = file;
        ByteBuffer in = ByteBuffer.wrap(file);
        width = in.getInt(16);
        height = in.getInt(20);
        bits = file[24];
        kind = file[25];
        stored = kind == 2 ? 3 : kind == 4 ? 2 : kind == 6 ? 4 : 1;
        indices = decoding.indices();
        transparency = !indices && !(decoding.transparency() instanceof Transparency.Drop);
    }

    DecodedImage decoded() throws IOException {
        try {
            return read();
        } catch (DataFormatException e) {
            throw new IOException("the pixels of the PNG are damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private DecodedImage read() throws IOException, DataFormatException {
        walk();
        if (kind == 3 && palette.length == 0 && !indices) {
            throw new IOException("the PNG has no palette");
        }
        int[][] parts = file[28] == 1 ? ADAM7 : PLAIN;
        Inflated.requireFits("PNG", data.size(), needed(parts));
        boolean colours = kind == 3 && !indices;
        boolean alpha = kind == 4 || kind == 6 || hasClear && transparency;
        int channels = colours ? 3 + (hasClear && transparency ? 1 : 0) : stored + (stored % 2 == 1 && alpha ? 1 : 0);
        Inflated.requireArray((long) width * height, channels);
        FloatArray pixels = FloatArray.zeros(Shape.of(height, width, channels));
        inflater.setInput(data.toByteArray());
        for (int[] part : parts) {
            read(part, pixels.values(), channels);
        }
        return new DecodedImage(pixels, PixelType.unsigned(colours ? 8 : bits), alpha);
    }

    private void walk() throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file);
        // The header made sure that all parts are there.
        for (int at = FIRST; ; ) {
            int length = in.getInt(at);
            int type = in.getInt(at + 4);
            int begin = at + 8;
            if (type == IDAT || type == PLTE || type == TRNS) {
                requireSum(in, at, length);
            }
            switch (type) {
                case IEND -> {
                    return;
                }
                case IDAT -> data.write(file, begin, length);
                case PLTE -> palette = Arrays.copyOfRange(file, begin, begin + length);
                case TRNS -> {
                    clear = Arrays.copyOfRange(file, begin, begin + length);
                    // Beside an alpha channel it has no meaning.
                    hasClear = kind == 3 || kind == 0 && length >= 2 || kind == 2 && length >= 6;
                }
                default -> {
                    // Text, times and the like.
                }
            }
            at += AROUND + length;
        }
    }

    private void requireSum(ByteBuffer in, int at, int length) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(file, at + 4, length + 4);
        if ((int) sum.getValue() != in.getInt(at + 8 + length)) {
            throw new IOException("the PNG is damaged: a checksum is wrong");
        }
    }

    private static int count(int size, int first, int step) {
        return size <= first ? 0 : (size - first + step - 1) / step;
    }

    private long rowBytes(int columns) {
        return ((long) columns * stored * bits + 7) / 8;
    }

    private long needed(int[][] parts) {
        long needed = 0;
        for (int[] part : parts) {
            int columns = count(width, part[0], part[2]);
            needed += columns == 0 ? 0 : count(height, part[1], part[3]) * (1 + rowBytes(columns));
        }
        return needed;
    }

    private void read(int[] part, float[] pixels, int channels) throws IOException, DataFormatException {
        int columns = count(width, part[0], part[2]);
        int rows = columns == 0 ? 0 : count(height, part[1], part[3]);
        int apart = Math.max(1, stored * bits / 8);
        byte[] row = new byte[(int) rowBytes(columns)];
        byte[] above = new byte[row.length];
        byte[] filter = new byte[1];
        for (int y = 0; y < rows; y++) {
            fill(filter);
            fill(row);
            unfilter(filter[0], row, above, apart);
            for (int x = 0; x < columns; x++) {
                int pixel = (part[1] + y * part[3]) * width + part[0] + x * part[2];
                put(row, x, pixels, pixel * channels, channels);
            }
            byte[] done = above;
            above = row;
            row = done;
        }
    }

    private void fill(byte[] bytes) throws IOException, DataFormatException {
        int done = 0;
        while (done < bytes.length) {
            int some = inflater.inflate(bytes, done, bytes.length - done);
            if (some == 0 && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
                throw new IOException("the pixels of the PNG are cut off");
            }
            done += some;
        }
    }

    private static void unfilter(int filter, byte[] row, byte[] above, int apart) throws IOException {
        if (filter < 0 || filter > 4) {
            throw new IOException("the PNG has a row with filter " + (filter & 0xFF));
        }
        for (int i = 0; i < row.length && filter > 0; i++) {
            int left = i < apart ? 0 : row[i - apart] & 0xFF;
            int up = above[i] & 0xFF;
            int corner = i < apart ? 0 : above[i - apart] & 0xFF;
            int guess =
                    switch (filter) {
                        case 1 -> left;
                        case 2 -> up;
                        case 3 -> (left + up) / 2;
                        default -> paeth(left, up, corner);
                    };
            row[i] += (byte) guess;
        }
    }

    private static int paeth(int left, int up, int corner) {
        int byLeft = Math.abs(up - corner);
        int byUp = Math.abs(left - corner);
        int byCorner = Math.abs(left + up - 2 * corner);
        return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }

    private int sample(byte[] row, int index) {
        if (bits == 16) {
            return (row[2 * index] & 0xFF) << 8 | row[2 * index + 1] & 0xFF;
        }
        if (bits == 8) {
            return row[index] & 0xFF;
        }
        int at = index * bits;
        return (row[at / 8] & 0xFF) >> 8 - bits - at % 8 & (1 << bits) - 1;
    }

    private void put(byte[] row, int x, float[] pixels, int at, int channels) throws IOException {
        if (kind == 3 && !indices) {
            int index = sample(row, x);
            if (3 * index + 2 >= palette.length) {
                throw new IOException("the PNG has a pixel of colour " + index + ", and its palette "
                        + palette.length / 3 + " colours");
            }
            for (int c = 0; c < 3; c++) {
                pixels[at + c] = palette[3 * index + c] & 0xFF;
            }
            if (channels == 4) {
                pixels[at + 3] = index < clear.length ? clear[index] & 0xFF : 255;
            }
            return;
        }
        boolean isClear = channels > stored;
        for (int c = 0; c < stored; c++) {
            int sample = sample(row, stored * x + c);
            pixels[at + c] = sample;
            isClear = isClear && sample == ((clear[2 * c] & 0xFF) << 8 | clear[2 * c + 1] & 0xFF);
        }
        if (channels > stored) {
            pixels[at + stored] = isClear ? 0 : (1 << bits) - 1;
        }
    }
}
