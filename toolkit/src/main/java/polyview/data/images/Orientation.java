package polyview.data.images;

import polyview.data.FloatArray;

/**
 * How the pixels of a file must be turned to be upright, as cameras say it in EXIF data.
 *
 * <p>Source: Exif 2.32, tag 0x0112 {@code Orientation}: 1 to 8; other numbers mean nothing.
 */
public enum Orientation {
    /** 1: as they are. */
    UPRIGHT(false, false, false),
    /** 2: left and right are swapped. */
    MIRRORED(false, false, true),
    /** 3: turned by half a turn. */
    HALF_TURN(false, true, true),
    /** 4: upside down, left and right as they are. */
    FLIPPED(false, true, false),
    /** 5: rows and columns are swapped. */
    TRANSPOSED(true, false, false),
    /** 6: to be turned clockwise by a quarter. */
    QUARTER_CLOCKWISE(true, false, true),
    /** 7: rows and columns are swapped over the other diagonal. */
    TRANSVERSED(true, true, true),
    /** 8: to be turned against the clock by a quarter. */
    QUARTER_COUNTER_CLOCKWISE(true, true, false);

    private final boolean swaps;
    private final boolean flipsRows;
    private final boolean flipsColumns;

    Orientation(boolean swaps, boolean flipsRows, boolean flipsColumns) {
        this.swaps = swaps;
        this.flipsRows = flipsRows;
        this.flipsColumns = flipsColumns;
    }

    /** Of the number in EXIF data; upright for all that the standard does not name. */
    static Orientation of(int number) {
        return number >= 1 && number <= values().length ? values()[number - 1] : UPRIGHT;
    }

    /** Whether height and width change places. */
    public boolean swaps() {
        return swaps;
    }

    /** Where the pixel (y, x) of the upright image stands in the file's, of this height and width: {@code y * width + x}. */
    int source(int y, int x, int height, int width) {
        int row = swaps ? x : y;
        int column = swaps ? y : x;
        // After the swap the flips are along the file's own axes.
        boolean rowsBack = swaps ? flipsColumns : flipsRows;
        boolean columnsBack = swaps ? flipsRows : flipsColumns;
        return (rowsBack ? height - 1 - row : row) * width + (columnsBack ? width - 1 - column : column);
    }

    /** The upright image (H, W, C) of the pixels of a file. */
    FloatArray upright(FloatArray pixels) {
        if (this == UPRIGHT) {
            return pixels;
        }
        int height = pixels.size(0);
        int width = pixels.size(1);
        int channels = pixels.size(2);
        float[] from = pixels.values();
        float[] to = new float[from.length];
        int rows = swaps ? width : height;
        int columns = swaps ? height : width;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                System.arraycopy(
                        from, channels * source(y, x, height, width), to, channels * (y * columns + x), channels);
            }
        }
        return FloatArray.of(to, rows, columns, channels);
    }

    /** The same of bytes (height, width, 3). */
    byte[] upright(byte[] from, int height, int width) {
        byte[] to = new byte[from.length];
        int rows = swaps ? width : height;
        int columns = swaps ? height : width;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int source = 3 * source(y, x, height, width);
                int target = 3 * (y * columns + x);
                to[target] = from[source];
                to[target + 1] = from[source + 1];
                to[target + 2] = from[source + 2];
            }
        }
        return to;
    }
}
