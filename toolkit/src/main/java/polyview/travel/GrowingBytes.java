package polyview.travel;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in memory, up to as many as an array can hold; read without one more copy. */
final class GrowingBytes extends OutputStream {

    /** What a Java array of bytes can hold, to within a few. */
    static final int MOST = Integer.MAX_VALUE - 1024;

    private final int most;
    private byte[] bytes = new byte[1 << 12];
    private int count;

    GrowingBytes() {
        this(MOST);
    }

    GrowingBytes(int most) {
        this.most = most;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** Refused: {@code it has more than 2147482623 bytes: give data by a manifest, or as a made data set}. */
    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        if (length > most - count) {
            throw new IOException(
                    "it has more than " + most + " bytes: give data by a manifest, or as a made data set");
        }
        if (count + length > bytes.length) {
            long wanted = Math.max(count + length, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, wanted));
        }
        System.arraycopy(from, offset, bytes, count, length);
        count += length;
    }

    int size() {
        return count;
    }

    void copyTo(byte[] to, int offset) {
        System.arraycopy(bytes, 0, to, offset, count);
    }
}
