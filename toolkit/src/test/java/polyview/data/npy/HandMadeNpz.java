package polyview.data.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files in NumPy's format, put together byte by byte as its specification says. */
public final class HandMadeNpz {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(out);

    /** An array in C order: header of this version, and values. */
    static byte[] npy(int version, String descr, String shape, byte[] values) {
        return npy(version, "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }", values);
    }

    /** An array with any text as its header. */
    static byte[] npy(int version, String dictionary, byte[] values) {
        int before = version == 1 ? 10 : 12;
        StringBuilder text = new StringBuilder(dictionary);
        while ((before + text.length() + 1) % 64 != 0) {
            text.append(' ');
        }
        text.append('\n');
        ByteBuffer bytes =
                ByteBuffer.allocate(before + text.length() + values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) version).put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) text.length());
        } else {
            bytes.putInt(text.length());
        }
        bytes.put(text.toString().getBytes(StandardCharsets.US_ASCII));
        return bytes.put(values).array();
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    static byte[] doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }

    static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    /** Adds an entry, compressed. */
    public HandMadeNpz deflated(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        return this;
    }

    /** Adds an entry as it is. */
    HandMadeNpz stored(String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        return this;
    }

    /** Writes the file. */
    public Path write(Path file) throws IOException {
        zip.close();
        return Files.write(file, out.toByteArray());
    }

    /** The same with a lie: the zip's directory says that its first entry has so many bytes. */
    Path writeClaiming(Path file, int size) throws IOException {
        zip.close();
        ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(bytes.capacity() - 6);
        bytes.putInt(directory + 24, size);
        return Files.write(file, bytes.array());
    }
}
