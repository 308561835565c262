package polyview.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Floats;

/**
 * The header of an IDX file: two zeros, the type of the elements, the number of axes, and the size of
 * each axis, four bytes each, the highest byte first.
 *
 * @param type of the elements
 * @param shape every dimension known
 */
record IdxHeader(Type type, Shape shape) {

    private static final int BEGUN = 4;

    /** The types of elements, with their codes in the file. */
    enum Type {
        UNSIGNED_BYTE(0x08, 1, "unsigned byte"),
        SIGNED_BYTE(0x09, 1, "signed byte"),
        SHORT(0x0B, 2, "short"),
        INT(0x0C, 4, "int"),
        FLOAT(0x0D, 4, "float"),
        DOUBLE(0x0E, 8, "double");

        final int code;
        final int bytes;
        final String text;

        Type(int code, int bytes, String text) {
            this.code = code;
            this.bytes = bytes;
            this.text = text;
        }

        static Type of(int code) throws IOException {
            return Stream.of(values())
                    .filter(type -> type.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IOException("element type must be one of "
                            + Stream.of(values())
                                    .map(type -> hex(type.code) + " (" + type.text + ")")
                                    .collect(Collectors.joining(", "))
                            + ", got " + hex(code)));
        }

        private static String hex(int code) {
            return String.format("0x%02X", code);
        }

        /** The next value as a float. */
        float next(ByteBuffer from) throws IOException {
            return switch (this) {
                case UNSIGNED_BYTE -> from.get() & 0xFF;
                case SIGNED_BYTE -> from.get();
                case SHORT -> from.getShort();
                case INT -> Floats.of((long) from.getInt());
                case FLOAT -> from.getFloat();
                case DOUBLE -> Floats.of(from.getDouble());
            };
        }
    }

    /** Reads a header; a message holds only the reason. */
    static IdxHeader read(InputStream in) throws IOException {
        byte[] begin = in.readNBytes(BEGUN);
        if (begin.length < BEGUN || begin[0] != 0 || begin[1] != 0) {
            throw new IOException("it is not an IDX file: it must begin with 0, 0, an element type and a rank, got "
                    + (begin.length == 0 ? "nothing" : shown(begin)));
        }
        Type type = Type.of(begin[2] & 0xFF);
        int rank = begin[3] & 0xFF;
        byte[] sizes = in.readNBytes(Integer.BYTES * rank);
        if (sizes.length < Integer.BYTES * rank) {
            throw new IOException("it is cut off in its header: " + rank + " axes need " + Integer.BYTES * rank
                    + " bytes of sizes, there are " + sizes.length);
        }
        ByteBuffer from = ByteBuffer.wrap(sizes);
        long[] axes = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            axes[axis] = Integer.toUnsignedLong(from.getInt());
        }
        return new IdxHeader(type, Shape.of(axes));
    }

    private static String shown(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(text.isEmpty() ? "" : ", ").append(b & 0xFF);
        }
        return text.toString();
    }

    /** The length of this header in bytes. */
    int length() {
        return BEGUN + Integer.BYTES * shape.numDimensions();
    }

    /** The number of values; refused where no array can hold as many. */
    int count() throws IOException {
        long count = 1;
        try {
            for (long axis : shape.asArray()) {
                count = Math.multiplyExact(count, Math.toIntExact(axis));
            }
            return Math.toIntExact(count);
        } catch (ArithmeticException e) {
            throw new IOException("shape " + shape + " holds more values than one array can", e);
        }
    }

    /** The error for content that has not the length of this header. */
    IOException needs(String there) {
        long bytes = shape.size() * type.bytes;
        return new IOException("shape " + shape + " of type " + type.text + " needs " + bytes
                + (bytes == 1 ? " byte" : " bytes") + " of values, " + there);
    }
}
