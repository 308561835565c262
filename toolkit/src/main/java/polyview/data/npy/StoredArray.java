package polyview.data.npy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;

/**
 * An array in NumPy's format of any type of numbers, in C or Fortran order: its shape and where its values begin.
 *
 * <p>Refused with an {@link IOException} whose message is the reason: what is no such array, {@code numbers of type <c8 are not read, only b1,
 * ...}, {@code shape (60000, 60000) of 4 bytes each needs 14400000000 bytes of values, there are 128}.
 *
 * @param type of the numbers
 * @param shape its axes
 * @param fortran whether the first axis is the fastest one
 * @param begin the byte of the first value
 */
public record StoredArray(NumberType type, long[] shape, boolean fortran, int begin) {

    /** Reads the header of an array that has so many bytes in all; values need not be there yet. */
    public static StoredArray of(InputStream in, long size) throws IOException {
        NpyHeader.Said said = NpyHeader.said(in, size);
        StoredArray array =
                new StoredArray(NumberType.of(said.descr()), said.shape().asArray(), said.fortran(), said.length());
        long needed = array.type.bytes();
        try {
            for (long axis : array.shape) {
                needed = Math.multiplyExact(needed, axis);
            }
        } catch (ArithmeticException e) {
            throw new IOException("shape " + said.shape() + " holds more values than one array can", e);
        }
        if (needed > size - array.begin || needed < 0) {
            throw new IOException("shape " + said.shape() + " of " + array.type.bytes() + " bytes each needs " + needed
                    + " bytes of values, there are " + (size - array.begin));
        }
        return array;
    }

    /** Of a whole file. */
    public static StoredArray of(byte[] file) throws IOException {
        return of(new ByteArrayInputStream(file), file.length);
    }

    /** How many numbers there are. */
    public long count() {
        return LongStream.of(shape).reduce(1, (a, b) -> a * b);
    }

    /** The number of an element, counted along the axes from 0 on: in which place of the file it stands. */
    public int place(int... index) {
        long place = 0;
        for (int k = 0; k < index.length; k++) {
            int axis = fortran ? index.length - 1 - k : k;
            place = place * shape[axis] + index[axis];
        }
        return (int) place;
    }

    /** The element at this place, of the bytes that {@link #of} read. */
    public double number(ByteBuffer in, int place) {
        return type.number(in, begin + place * type.bytes());
    }
}
