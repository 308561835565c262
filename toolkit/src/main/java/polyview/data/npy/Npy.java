package polyview.data.npy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.ndarray.Shape;
import polyview.base.Floats;
import polyview.data.FloatArray;

/** One array in NumPy's format, an entry of an .npz file. Messages hold only the reason. */
final class Npy {

    private static final int CHUNK = 1 << 16;

    private Npy() {}

    static void write(OutputStream out, FloatArray array) throws IOException {
        out.write(NpyHeader.bytes(NpyHeader.Type.F4, array.shape()));
        float[] values = array.values();
        ByteBuffer chunk = buffer(CHUNK);
        for (int i = 0; i < values.length; i++) {
            chunk.putFloat(values[i]);
            if (!chunk.hasRemaining() || i == values.length - 1) {
                out.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        }
    }

    static void write(OutputStream out, long number) throws IOException {
        out.write(NpyHeader.bytes(NpyHeader.Type.I8, Shape.scalar()));
        out.write(buffer(8).putLong(number).array());
    }

    static void write(OutputStream out, double number) throws IOException {
        out.write(NpyHeader.bytes(NpyHeader.Type.F8, Shape.scalar()));
        out.write(buffer(8).putDouble(number).array());
    }

    static void write(OutputStream out, double[] numbers) throws IOException {
        out.write(NpyHeader.bytes(NpyHeader.Type.F8, Shape.of(numbers.length)));
        ByteBuffer all = buffer(Math.multiplyExact(8, numbers.length));
        all.asDoubleBuffer().put(numbers);
        out.write(all.array());
    }

    /** Numbers, exactly. */
    static double[] numbers(InputStream in, long size) throws IOException {
        NpyHeader header = NpyHeader.read(in, size);
        if (header.type() != NpyHeader.Type.F8 || header.shape().numDimensions() != 1) {
            throw new IOException("it must be a row of numbers of type " + NpyHeader.Type.F8.text + ", got shape "
                    + header.shape() + " of type " + header.type().text);
        }
        double[] numbers = new double[header.count(size)];
        fill(in, Math.multiplyExact(8, numbers.length)).asDoubleBuffer().get(numbers);
        return numbers;
    }

    /** An array of the entry that has so many bytes, header included. */
    static FloatArray floats(InputStream in, long size) throws IOException {
        NpyHeader header = NpyHeader.read(in, size);
        int count = header.count(size);
        float[] values = new float[count];
        int bytes = header.type().bytes;
        for (int done = 0; done < count; ) {
            int next = Math.min(CHUNK / bytes, count - done);
            ByteBuffer chunk = fill(in, next * bytes);
            for (int i = 0; i < next; i++) {
                values[done++] = next(header.type(), chunk);
            }
        }
        return FloatArray.of(values, header.shape());
    }

    /** One whole number, exactly. */
    static long whole(InputStream in, long size) throws IOException {
        return scalar(in, size, NpyHeader.Type.I8).getLong();
    }

    /** One number, exactly. */
    static double number(InputStream in, long size) throws IOException {
        return scalar(in, size, NpyHeader.Type.F8).getDouble();
    }

    private static ByteBuffer scalar(InputStream in, long size, NpyHeader.Type type) throws IOException {
        NpyHeader header = NpyHeader.read(in, size);
        if (header.type() != type || header.shape().numDimensions() != 0) {
            throw new IOException("it must be one number of type " + type.text + ", got shape " + header.shape()
                    + " of type " + header.type().text);
        }
        header.count(size);
        return fill(in, type.bytes);
    }

    private static float next(NpyHeader.Type type, ByteBuffer from) throws IOException {
        return switch (type) {
            case F4 -> from.getFloat();
            case F8 -> Floats.of(from.getDouble());
            case I4 -> Floats.of((long) from.getInt());
            case I8 -> Floats.of(from.getLong());
        };
    }

    private static ByteBuffer fill(InputStream in, int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new IOException("it is cut off in its values");
        }
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
