package polyview.data.npy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import polyview.data.FloatArray;

/**
 * Named arrays in one file of NumPy's .npz format, to and from Python.
 *
 * <p>It reads numbers of type {@code <f4}, of {@code <f8}, which are rounded to 32-bit floats, and of {@code <i4} and {@code <i8},
 * compressed or not, in C order. It writes {@code <f4}, uncompressed, under a temporary name first, so that a file is there whole
 * or not at all.
 *
 * <p>Refused with an {@link java.io.UncheckedIOException}: what is not such a file, what is damaged, other types of numbers
 * ({@code cannot read a.npz, entry x.npy: numbers must be of type <f4, <f8, <i4, <i8, got >f4}), Fortran order, a number
 * that only a double can hold, and a whole number that no 32-bit float holds ({@code value 16777217 has no exact 32-bit float, the
 * nearest is 16777216}).
 *
 * <p>Example: after {@code Npz.write(Path.of("a.npz"), Map.of("conv2d/kernel", kernel))}, Python reads {@code
 * numpy.load("a.npz")["conv2d/kernel"]}.
 *
 * <p>Source: NumPy's format specification, versions 1.0 and 2.0.
 */
public final class Npz {

    /** The extension of an array's entry. */
    static final String ENTRY = ".npy";

    private Npz() {}

    /** Writes arrays in the order of the map, in place of a file that may be there; names may hold {@code /}. */
    public static void write(Path file, Map<String, FloatArray> arrays) {
        ArchiveWriter.write(file, to -> {
            for (Map.Entry<String, FloatArray> array : arrays.entrySet()) {
                to.array(array.getKey(), array.getValue());
            }
        });
    }

    /** Reads all arrays, in the order of the file. */
    public static Map<String, FloatArray> read(Path file) {
        try (ArchiveReader from = ArchiveReader.open(file)) {
            Map<String, FloatArray> arrays = new LinkedHashMap<>();
            from.arrayNames().forEach(name -> arrays.put(name, from.array(name)));
            return arrays;
        }
    }
}
