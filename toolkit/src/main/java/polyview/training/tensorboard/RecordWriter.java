package polyview.training.tensorboard;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * TensorFlow's record format: of each record its length (8 bytes, little-endian), the masked checksum of these (4), the bytes, and
 * their masked checksum (4).
 *
 * <p>The checksum is CRC-32C, turned right by 15 bits, plus a constant, so that a checksum of data with checksums in it stays a good one.
 */
final class RecordWriter implements AutoCloseable {

    private static final int MASK_DELTA = 0xa282ead8;

    private final OutputStream out;

    /** A new file; what is there already is refused by the name, which the caller makes. */
    RecordWriter(Path file) throws IOException {
        // Not a channel: those close when the thread is interrupted, and an interrupted training has its last records
        // too.
        this.out = new BufferedOutputStream(new FileOutputStream(file.toFile()), 1 << 16);
    }

    void write(byte[] record) throws IOException {
        byte[] length = bytes(Long.BYTES).putLong(record.length).array();
        out.write(length);
        out.write(bytes(Integer.BYTES).putInt(masked(length)).array());
        out.write(record);
        out.write(bytes(Integer.BYTES).putInt(masked(record)).array());
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int masked(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
    }
}
