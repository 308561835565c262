package polyview.data.images;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNG files put together part by part as the specification says. */
final class HandMadePng {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    HandMadePng() {
        out.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
    }

    /** A header; neither interlaced nor anything else. */
    HandMadePng header(int width, int height, int bits, int kind) throws IOException {
        return header(width, height, bits, kind, 0, 0, 0);
    }

    HandMadePng header(int width, int height, int... rest) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(8 + rest.length).putInt(width).putInt(height);
        for (int value : rest) {
            content.put((byte) value);
        }
        return part("IHDR", content.array());
    }

    HandMadePng part(String type, byte[] content) throws IOException {
        byte[] summed = Arrays.copyOf(type.getBytes(StandardCharsets.US_ASCII), 4 + content.length);
        System.arraycopy(content, 0, summed, 4, content.length);
        CRC32 sum = new CRC32();
        sum.update(summed);
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(content.length);
        data.write(summed);
        data.writeInt((int) sum.getValue());
        return this;
    }

    /** Rows of samples that are not filtered. */
    HandMadePng pixels(byte[]... rows) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(lines)) {
            for (byte[] row : rows) {
                deflated.write(0);
                deflated.write(row);
            }
        }
        return part("IDAT", lines.toByteArray());
    }

    /** The file as it is so far. */
    byte[] bytes() {
        return out.toByteArray();
    }

    /** The whole file. */
    byte[] end() throws IOException {
        return part("IEND", new byte[0]).bytes();
    }

    /** Makes the checksum of the first part right again. */
    static byte[] summed(byte[] png) {
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        return ByteBuffer.wrap(png.clone()).putInt(29, (int) sum.getValue()).array();
    }
}
