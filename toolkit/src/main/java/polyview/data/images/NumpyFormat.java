package polyview.data.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tensorflow.ndarray.Shape;
import polyview.base.ShortTexts;
import polyview.data.FloatArray;
import polyview.data.npy.NumberType;
import polyview.data.npy.StoredArray;

/**
 * Arrays of NumPy, .npy, and .npz with one array, or the one whose name is asked for: (H, W), (H, W, C), or slices of a volume; truth values, whole
 * numbers and floats of all sizes, in C and Fortran order, either order of bytes.
 *
 * <p>The last axis is channels, never transparency; (C, H, W) is read by {@code slices(0, 0, 1, 2)}.
 */
final class NumpyFormat extends JavaFormat {

    private static final String ENTRY = ".npy";
    private static final int START = 30;

    NumpyFormat() {
        super("NumPy", "npy", "npz");
    }

    /** An array and the bytes that hold it. */
    private record Found(StoredArray array, byte[] bytes) {}

    @Override
    public boolean recognizes(byte[] file) {
        return has(file, 0, "\u0093NUMPY") || isArchive(file);
    }

    /** A zip file whose first entry is an array. */
    private static boolean isArchive(byte[] file) {
        if (!has(file, 0, "PK\u0003\u0004") || file.length < START) {
            return false;
        }
        int name = file[26] & 0xFF | (file[27] & 0xFF) << 8;
        return has(file, START + name - ENTRY.length(), ENTRY);
    }

    @Override
    public ImageHeader header(byte[] file, Decoding decoding) throws IOException {
        if (!decoding.pages().isEmpty() || decoding.everyPage()) {
            throw new IOException("the form takes pages, which a NumPy file has not");
        }
        boolean archive = isArchive(file);
        if (!archive && decoding.array().isPresent()) {
            throw new IOException("the form takes the array " + decoding.array().get()
                    + ", and a file of a single array has no names");
        }
        StoredArray array = archive ? found(file, decoding, false).array() : StoredArray.of(file);
        VolumeCut cut = VolumeCut.of(array.shape(), decoding);
        int channels = cut.channels().size();
        int bits = type(array.type()).bits();
        // The whole array is inflated.
        long pixels = Math.max((long) cut.height() * cut.width(), archive ? array.count() / channels : 0);
        return new ImageHeader("NumPy", cut.width(), cut.height(), channels, bits, 1, pixels).solid();
    }

    @Override
    public DecodedImage decode(byte[] file, Decoding decoding) throws IOException {
        Found found = isArchive(file) ? found(file, decoding, true) : new Found(StoredArray.of(file), file);
        StoredArray array = found.array();
        VolumeCut cut = VolumeCut.of(array.shape(), decoding);
        int channels = cut.channels().size();
        Inflated.requireArray((long) cut.height() * cut.width(), channels);
        FloatArray pixels = FloatArray.zeros(Shape.of(cut.height(), cut.width(), channels));
        ByteBuffer in = ByteBuffer.wrap(found.bytes());
        float[] values = pixels.values();
        for (int c = 0; c < channels; c++) {
            // Places grow evenly along an axis.
            int begin = array.place(cut.index(0, 0, c));
            int down = cut.height() == 1 ? 0 : array.place(cut.index(1, 0, c)) - begin;
            int across = cut.width() == 1 ? 0 : array.place(cut.index(0, 1, c)) - begin;
            for (int y = 0; y < cut.height(); y++) {
                for (int x = 0; x < cut.width(); x++) {
                    values[(y * cut.width() + x) * channels + c] =
                            (float) array.number(in, begin + y * down + x * across);
                }
            }
        }
        return new DecodedImage(pixels, type(array.type()));
    }

    static PixelType type(NumberType type) {
        return switch (type.kind()) {
            case 'b' -> PixelType.unsigned(1);
            case 'u' -> PixelType.unsigned(8 * type.bytes());
            case 'i' -> PixelType.signed(8 * type.bytes());
            default -> PixelType.floats(8 * type.bytes());
        };
    }

    /** The array that is asked for; its values only where they are wanted. */
    private static Found found(byte[] file, Decoding decoding, boolean values) throws IOException {
        List<String> names = new ArrayList<>();
        Found found = null;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.endsWith(ENTRY)) {
                    name = name.substring(0, name.length() - ENTRY.length());
                }
                names.add(name);
                if (found == null && decoding.array().map(name::equals).orElse(true)) {
                    found = read(zip, file.length, values);
                    if (decoding.array().isPresent()) {
                        return found;
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            // What ZipInputStream throws for names that are no text.
            throw new IOException("the archive is damaged: " + e.getMessage(), e);
        }
        if (found == null) {
            throw new IOException(
                    "it has no array " + decoding.array().orElse("") + ", it has " + ShortTexts.list(names));
        }
        if (names.size() > 1) {
            throw new IOException(
                    "it has the arrays " + ShortTexts.list(names) + ": choose one by array(\"" + names.get(0) + "\")");
        }
        return found;
    }

    private static Found read(InputStream zip, long there, boolean values) throws IOException {
        // Deflate makes at most 1032 bytes of one.
        StoredArray array = StoredArray.of(zip, there * 1032);
        if (!values) {
            return new Found(array, new byte[0]);
        }
        long size = array.count() * array.type().bytes();
        if (size > Integer.MAX_VALUE - Long.BYTES) {
            throw new IOException("it has " + size + " bytes, more than one array can");
        }
        byte[] bytes = zip.readNBytes((int) size);
        if (bytes.length < size || zip.read() >= 0) {
            throw new IOException("it is cut off in its values, or has more than its shape says");
        }
        return new Found(new StoredArray(array.type(), array.shape(), array.fortran(), 0), bytes);
    }
}
