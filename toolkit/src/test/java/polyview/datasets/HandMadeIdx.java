package polyview.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** IDX files written byte by byte, whole or not. */
final class HandMadeIdx {

    private HandMadeIdx() {}

    /** Two zeros, the type, the rank, each size in four bytes, the values. */
    static byte[] idx(int type, int[] sizes, byte... values) {
        ByteBuffer all = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
        all.put((byte) 0).put((byte) 0).put((byte) type).put((byte) sizes.length);
        for (int size : sizes) {
            all.put((byte) (size >> 24))
                    .put((byte) (size >> 16))
                    .put((byte) (size >> 8))
                    .put((byte) size);
        }
        return all.put(values).array();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
