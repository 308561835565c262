package polyview.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Arrays as bytes and back; the bits of every number stay. Floats are little-endian. */
final class ByteForm {

    /** What writes, and may fail as streams do. */
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** What reads. */
    interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private ByteForm() {}

    /**
     * What was written, as bytes.
     *
     * @param expected about how many they will be
     */
    static byte[] write(long expected, Writing content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(expected, Integer.MAX_VALUE - 8));
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            content.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads bytes, which must hold exactly this. */
    static <T> T read(byte[] bytes, Reading<T> content) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            T read = content.from(in);
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes too many");
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("what another machine sent cannot be read: " + e.getMessage(), e);
        }
    }

    /** About how many bytes these take. */
    static long size(Map<String, FloatArray> arrays) {
        return arrays.values().stream()
                .mapToLong(a -> 256 + (long) Float.BYTES * a.values().length)
                .sum();
    }

    static void arrays(DataOutputStream out, Map<String, FloatArray> arrays) throws IOException {
        out.writeInt(arrays.size());
        for (Map.Entry<String, FloatArray> entry : arrays.entrySet()) {
            out.writeUTF(entry.getKey());
            array(out, entry.getValue());
        }
    }

    static Map<String, FloatArray> arrays(DataInputStream in) throws IOException {
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            arrays.put(name, array(in));
        }
        return arrays;
    }

    static void list(DataOutputStream out, List<FloatArray> arrays) throws IOException {
        out.writeInt(arrays.size());
        for (FloatArray array : arrays) {
            array(out, array);
        }
    }

    static List<FloatArray> list(DataInputStream in) throws IOException {
        List<FloatArray> arrays = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            arrays.add(array(in));
        }
        return arrays;
    }

    private static void array(DataOutputStream out, FloatArray array) throws IOException {
        long[] shape = array.shape().asArray();
        out.writeInt(shape.length);
        for (long size : shape) {
            out.writeLong(size);
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * array.values().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(array.values());
        out.write(bytes.array());
    }

    private static FloatArray array(DataInputStream in) throws IOException {
        long[] sizes = new long[in.readInt()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = in.readLong();
        }
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.size())];
        byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, values.length)];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return FloatArray.of(values, shape);
    }
}
