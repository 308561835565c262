package polyview.data;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;

/** An array on its way: its shape, and the bits of its values, 4 bytes each. */
final class FloatBytes implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHUNK = 1 << 14;

    private transient FloatArray array;

    FloatBytes(FloatArray array) {
        this.array = array;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        long[] shape = array.shape().asArray();
        out.writeInt(shape.length);
        for (long size : shape) {
            out.writeLong(size);
        }
        float[] values = array.values();
        out.writeInt(values.length);
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int done = 0; done < values.length; done += CHUNK) {
            int count = Math.min(CHUNK, values.length - done);
            bytes.asFloatBuffer().put(values, done, count);
            out.write(bytes.array(), 0, count * Float.BYTES);
        }
    }

    private void readObject(ObjectInputStream in) throws IOException {
        long[] shape = new long[in.readInt()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = in.readLong();
        }
        float[] values = new float[in.readInt()];
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int done = 0; done < values.length; done += CHUNK) {
            int count = Math.min(CHUNK, values.length - done);
            in.readFully(bytes.array(), 0, count * Float.BYTES);
            bytes.asFloatBuffer().get(values, done, count);
        }
        array = FloatArray.of(values, shape);
    }

    private Object readResolve() {
        return array;
    }
}
