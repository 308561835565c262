package polyview.datasets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * PNG files whose bytes are the same on every machine.
 *
 * <p>The pixels are stored, not compressed: compressed bytes differ between versions of zlib, and noisy pictures hardly shrink
 * anyway. Source: PNG specification, third edition, and RFC 1950 and 1951.
 */
final class PlainPng {

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int GRAY = 0;
    private static final int RGB = 2;
    private static final int BLOCK = 65535;

    private PlainPng() {}

    /**
     * Encodes a picture.
     *
     * @param samples (H, W, C), row-major, C = 1 or 3, each from 0 to 2 to the power of {@code bits}, less one
     * @param bits of a sample, 8 or 16
     */
    static byte[] encode(int[] samples, int height, int width, int channels, int bits) {
        return encode(
                lines(samples, height, width * channels, bits / 8), height, width, channels == 1 ? GRAY : RGB, bits);
    }

    /**
     * Encodes lines that have their filter bytes already.
     *
     * @param lines each after the byte of its filter
     * @param kind the type of colour by PNG's numbers
     */
    static byte[] encode(byte[] lines, int height, int width, int kind, int bits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8).putLong(SIGNATURE).array());
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        chunk(out, "IHDR", header.put((byte) bits).put((byte) kind).array());
        chunk(out, "IDAT", stored(lines));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** One part of a PNG file: length, type, content, checksum. */
    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(name);
        out.writeBytes(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /** The lines, each after a 0, which means no filter. */
    private static byte[] lines(int[] samples, int height, int length, int bytes) {
        ByteBuffer lines = ByteBuffer.allocate(Math.multiplyExact(height, 1 + length * bytes));
        for (int i = 0; i < samples.length; i++) {
            if (i % length == 0) {
                lines.put((byte) 0);
            }
            if (bytes == 2) {
                lines.put((byte) (samples[i] >> 8));
            }
            lines.put((byte) samples[i]);
        }
        return lines.array();
    }

    /** A zlib stream of stored blocks. */
    private static byte[] stored(byte[] content) {
        int blocks = Math.max(1, (content.length + BLOCK - 1) / BLOCK);
        ByteBuffer stream = ByteBuffer.allocate(2 + 5 * blocks + content.length + 4);
        stream.putShort((short) 0x7801);
        for (int b = 0; b < blocks; b++) {
            int length = Math.min(BLOCK, content.length - b * BLOCK);
            stream.put((byte) (b == blocks - 1 ? 1 : 0));
            stream.putShort(Short.reverseBytes((short) length)).putShort(Short.reverseBytes((short) ~length));
            stream.put(content, b * BLOCK, length);
        }
        Adler32 sum = new Adler32();
        sum.update(content);
        return stream.putInt((int) sum.getValue()).array();
    }
}
