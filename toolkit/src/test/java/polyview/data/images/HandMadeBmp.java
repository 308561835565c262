package polyview.data.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** BMP files put together as the Windows API describes them; every option has a usual value. */
final class HandMadeBmp {

    private final int width;
    private final int height;
    private final int bits;
    private int size = 40;
    private int compression;
    private int used;
    private byte[] behindHeader = {};
    private byte[] pixels = {};
    private int moved;

    HandMadeBmp(int width, int height, int bits) {
        this.width = width;
        this.height = height;
        this.bits = bits;
    }

    /** Of the second header. */
    HandMadeBmp size(int bytes) {
        size = bytes;
        return this;
    }

    HandMadeBmp compression(int kind) {
        compression = kind;
        return this;
    }

    /** Masks at the place where they stand in every header. */
    HandMadeBmp masks(int red, int green, int blue) {
        behindHeader = ints(red, green, blue);
        return compression(3);
    }

    /** Colours, each blue, green, red, nothing from the lowest byte on; the number that is declared to be used. */
    HandMadeBmp palette(int declared, int... colours) {
        used = declared;
        behindHeader = ints(colours);
        return this;
    }

    /** Rows from the lowest on, each filled to four bytes. */
    HandMadeBmp pixels(byte... rows) {
        pixels = rows;
        return this;
    }

    /** The place of the pixels is declared so many bytes later. */
    HandMadeBmp moved(int bytes) {
        moved = bytes;
        return this;
    }

    byte[] bytes() {
        // Masks are a part of the larger headers.
        int header = size > 40 && compression == 3 ? 14 + size : 14 + size + behindHeader.length;
        ByteBuffer out =
                ByteBuffer.allocate(Math.max(54, header) + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'B').put((byte) 'M').putInt(2, out.capacity()).putInt(10, header + moved);
        out.putInt(14, size).putInt(18, width).putInt(22, height).putShort(26, (short) 1);
        out.putShort(28, (short) bits)
                .putInt(30, compression)
                .putInt(34, pixels.length)
                .putInt(46, used);
        out.position(compression == 3 ? 54 : 14 + size).put(behindHeader);
        return out.position(header).put(pixels).array();
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }
}
