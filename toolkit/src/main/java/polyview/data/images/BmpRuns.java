package polyview.data.images;

import java.io.IOException;

/**
 * Run lengths of a BMP: a count and an index, or two indices of 4 bits; 0 0 ends a row, 0 1 the image, 0 2 moves on, and 0 with a larger number
 * copies as many pixels. Pixels that are passed over have index 0. Source: Windows API, Bitmap Compression.
 */
final class BmpRuns {

    private final byte[] file;
    private final BmpHeader bmp;
    private final byte[] indices;
    private int at;
    private int x;
    private int y;

    private BmpRuns(byte[] file, BmpHeader bmp) {
        this.file = file;
        this.bmp = bmp;
        this.indices = new byte[bmp.width() * bmp.height()];
        this.at = (int) bmp.pixels();
    }

    static byte[] indices(byte[] file, BmpHeader bmp) throws IOException {
        BmpRuns runs = new BmpRuns(file, bmp);
        runs.read();
        return runs.indices;
    }

    private void read() throws IOException {
        boolean halves = bmp.bits() == 4;
        while (true) {
            int count = next();
            int value = next();
            if (count > 0) {
                for (int i = 0; i < count; i++) {
                    put(halves ? value >> (i % 2 == 0 ? 4 : 0) & 15 : value);
                }
            } else if (value == 0) {
                x = 0;
                y++;
            } else if (value == 1) {
                return;
            } else if (value == 2) {
                x += next();
                y += next();
            } else {
                copy(value, halves);
            }
            if (y >= bmp.height()) {
                // Some writers leave the end out.
                return;
            }
        }
    }

    private void copy(int count, boolean halves) throws IOException {
        int bytes = halves ? (count + 1) / 2 : count;
        for (int i = 0; i < bytes; i++) {
            int value = next();
            put(halves ? value >> 4 : value);
            if (halves && 2 * i + 1 < count) {
                put(value & 15);
            }
        }
        if (bytes % 2 == 1) {
            next();
        }
    }

    private int next() throws IOException {
        ImageHeader.requireLength(at + 1L, file, "BMP file");
        return file[at++] & 0xFF;
    }

    /** A run that is longer than its row is cut off at the edge. */
    private void put(int index) {
        if (x < bmp.width() && y < bmp.height()) {
            indices[(bmp.height() - 1 - y) * bmp.width() + x] = (byte) index;
        }
        x++;
    }
}
