package polyview.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import org.tensorflow.ndarray.Shape;
import polyview.base.Unreadable;
import polyview.data.FloatArray;

/**
 * The numbers of a dataset as 32-bit floats.
 *
 * @param array the numbers
 * @param rounded whether some number is another one than in the file, which has more bits
 */
record KerasValues(FloatArray array, boolean rounded) {

    /** Refused: what is not numbers, and numbers that are not finite as 32-bit floats. */
    static KerasValues read(Path told, Hdf5File file, KerasEntry entry) {
        Object data = file.numbers(entry.dataset());
        int count = Math.toIntExact(entry.shape().size());
        float[] values = new float[count];
        boolean rounded = false;
        boolean single = !data.getClass().isArray();
        if (single ? count != 1 : Array.getLength(data) != count) {
            throw refused(told, entry, "has another number of values than its shape says");
        }
        for (int i = 0; i < count; i++) {
            Object number = single ? data : data instanceof float[] floats ? (Object) floats[i] : Array.get(data, i);
            if (!(number instanceof Number value)) {
                throw refused(told, entry, "holds " + entry.type() + ", and not numbers");
            }
            values[i] = value.floatValue();
            if (!Float.isFinite(values[i])) {
                throw refused(told, entry, "holds " + value + ", which is not finite as a 32-bit float");
            }
            rounded |= value instanceof Long || value instanceof Integer
                    ? (long) values[i] != value.longValue()
                    : values[i] != value.doubleValue();
        }
        Shape shape = entry.shape();
        return new KerasValues(FloatArray.of(values, shape), rounded);
    }

    private static UncheckedIOException refused(Path told, KerasEntry entry, String reason) {
        return Unreadable.refused(told, new IOException("dataset " + entry.dataset() + " " + reason));
    }
}
