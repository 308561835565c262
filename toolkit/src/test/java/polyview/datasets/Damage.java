package polyview.datasets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.zip.CRC32;
import polyview.base.Seeds;

/**
 * Ways in which an image file can be bad, and a few in which it only looks so; each is made of two good files, a PNG and a JPEG.
 *
 * <p>A kind without bytes is not a file: a folder, or nothing at all.
 */
public enum Damage {
    /** A good file. */
    NONE_PNG("good.png", true, (png, jpeg) -> png),
    /** A good file. */
    NONE_JPEG("good.jpg", true, (png, jpeg) -> jpeg),
    /** A good PNG under the name of a JPEG: readers must go by the first bytes. */
    WRONG_EXTENSION("wrong_extension.jpg", true, (png, jpeg) -> png),
    /** No byte. */
    EMPTY("empty.png", false, (png, jpeg) -> new byte[0]),
    /** The first half of a PNG. */
    TRUNCATED_PNG("truncated.png", false, (png, jpeg) -> Arrays.copyOf(png, png.length / 2)),
    /** The first two thirds of a JPEG: ImageIO shows the rest gray and says nothing. */
    TRUNCATED_JPEG("truncated.jpg", false, (png, jpeg) -> Arrays.copyOf(jpeg, jpeg.length * 2 / 3)),
    /** Bytes of no format. */
    GARBAGE("garbage.png", false, (png, jpeg) -> garbage(png.length)),
    /** A text. */
    TEXT("text.png", false, (png, jpeg) -> "This is no image.\n".getBytes(StandardCharsets.US_ASCII)),
    /** A PNG that claims 60000 x 60000 pixels, 3.6 GB, with the right check sum. */
    FORGED_SIZE("forged_size.png", false, (png, jpeg) -> forged(png)),
    /** A PNG whose check sum of the pixels is wrong; the pixels are right. */
    BROKEN_CHECKSUM("broken_checksum.png", false, (png, jpeg) -> flipped(png, png.length - 13)),
    /** A PNG with a wrong pixel: neither check sum fits. */
    BROKEN_PIXELS("broken_pixels.png", false, (png, jpeg) -> flipped(png, png.length / 2)),
    /**
     * A JPEG whose coded pixels hold bits that are no Huffman code: libjpeg only warns and goes on, and so do TensorFlow
     * and ImageIO.
     */
    BROKEN_HUFFMAN("broken_huffman.jpg", false, (png, jpeg) -> brokenHuffman(jpeg)),
    /** A GIF without width and height. */
    ZERO_SIZE("zero_size.gif", false, (png, jpeg) -> gif()),
    /** Whole, but with an alpha channel, half transparent: a gray or RGB reader may drop it or refuse it. */
    ALPHA("alpha.png", true, (png, jpeg) -> pixels(6, 8, 4)),
    /** Whole, but with 16 bits a pixel: a reader of 8 bits may drop the lower half or refuse it. */
    SIXTEEN_BITS("sixteen_bits.png", true, (png, jpeg) -> pixels(0, 16, 2)),
    /** A folder with the name of a file. */
    DIRECTORY("directory.png", false, (png, jpeg) -> new byte[0]),
    /** Named in the manifest, but not there. */
    MISSING("missing.png", false, (png, jpeg) -> new byte[0]);

    private final String file;
    private final boolean whole;
    private final BiFunction<byte[], byte[], byte[]> make;

    Damage(String file, boolean whole, BiFunction<byte[], byte[], byte[]> make) {
        this.file = file;
        this.whole = whole;
        this.make = make;
    }

    /** A name for such a file. */
    public String file() {
        return file;
    }

    /** Whether it is an image with nothing missing or wrong, if of an unusual kind. */
    public boolean isWhole() {
        return whole;
    }

    /** Whether it is a file at all. */
    public boolean isFile() {
        return this != DIRECTORY && this != MISSING;
    }

    /** The file's bytes from those of two good files; none of {@link #DIRECTORY} and {@link #MISSING}. */
    public byte[] bytes(byte[] png, byte[] jpeg) {
        return make.apply(png, jpeg).clone();
    }

    private static byte[] garbage(int length) {
        SplittableRandom random = Seeds.stream(7);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] flipped(byte[] file, int at) {
        byte[] copy = file.clone();
        copy[at] ^= 0x55;
        return copy;
    }

    /** Width and height stand at 16 and 20, the check sum of the header, from its type on, at 29. */
    private static byte[] forged(byte[] png) {
        ByteBuffer copy = ByteBuffer.wrap(png.clone());
        copy.putInt(16, 60000).putInt(20, 60000);
        CRC32 sum = new CRC32();
        sum.update(copy.array(), 12, 17);
        return copy.putInt(29, (int) sum.getValue()).array();
    }

    /** Ones only, each byte with the zero byte behind it that JPEG asks for: no table has a code of ones alone. */
    private static byte[] brokenHuffman(byte[] jpeg) {
        byte[] copy = jpeg.clone();
        int start = jpeg.length * 2 / 3;
        for (int at = start; at < start + 32; at++) {
            copy[at] = (byte) (at % 2 == start % 2 ? 0xFF : 0);
        }
        return copy;
    }

    private static byte[] gif() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, ';'});
        return out.toByteArray();
    }

    /** A slope of 48 x 48 pixels in any of PNG's kinds. */
    private static byte[] pixels(int kind, int bits, int bytes) {
        byte[] lines = new byte[48 * (1 + 48 * bytes)];
        for (int y = 0; y < 48; y++) {
            for (int k = 0; k < 48 * bytes; k++) {
                lines[y * (1 + 48 * bytes) + 1 + k] = (byte) (k % bytes == 3 ? 128 : 2 * y + 2 * (k / bytes));
            }
        }
        return PlainPng.encode(lines, 48, 48, kind, bits);
    }
}
