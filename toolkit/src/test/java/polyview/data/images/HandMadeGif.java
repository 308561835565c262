package polyview.data.images;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** GIF files put together block by block as the specification says; of four colours. */
final class HandMadeGif {

    /** Black, red, green, white. */
    static final byte[] COLOURS = {0, 0, 0, -1, 0, 0, 0, -1, 0, -1, -1, -1};

    private static final int CLEAR = 4;
    private static final int END = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    HandMadeGif(int width, int height) {
        out.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
        sizes(width, height).bytes(0x81, 0, 0);
        out.writeBytes(COLOURS);
    }

    HandMadeGif bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    private HandMadeGif sizes(int... values) {
        for (int value : values) {
            bytes(value, value >> 8);
        }
        return this;
    }

    /** The next frame has a transparent colour. */
    HandMadeGif transparent(int colour) {
        return bytes('!', 0xF9, 4, 1, 0, 0, colour, 0);
    }

    /** A frame with its pixels; codes of three bits, with the code that clears before every second pixel. */
    HandMadeGif frame(int left, int top, int width, int height, int... pixels) {
        descriptor(left, top, width, height);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        int[] codes = new int[pixels.length + (pixels.length + 1) / 2 + 1];
        int n = 0;
        for (int p = 0; p < pixels.length; p++) {
            if (p % 2 == 0) {
                codes[n++] = CLEAR;
            }
            codes[n++] = pixels[p];
        }
        codes[n] = END;
        int waiting = 0;
        int bits = 0;
        for (int code : codes) {
            waiting |= code << bits;
            bits += 3;
            if (bits >= 8) {
                packed.write(waiting);
                waiting >>= 8;
                bits -= 8;
            }
        }
        packed.write(waiting);
        bytes(2, packed.size());
        out.writeBytes(packed.toByteArray());
        return bytes(0);
    }

    /** A frame without its pixels. */
    HandMadeGif descriptor(int left, int top, int width, int height) {
        return bytes(',').sizes(left, top, width, height).bytes(0);
    }

    /** The file as it is so far. */
    byte[] bytes() {
        return out.toByteArray();
    }

    /** The whole file. */
    byte[] end() {
        return bytes(';').bytes();
    }
}
