package polyview.data.images;

import java.io.IOException;

/** Limits that hold before memory is taken for what a file only declares. */
final class Inflated {

    /** Deflate makes at most 1032 bytes of one. */
    private static final long MOST = 1032;

    private Inflated() {}

    /** Refused: {@code the PNG file is cut off}, where so many bytes cannot come from those that are there. */
    static void requireFits(String format, long there, long needed) throws IOException {
        if (needed / MOST > there) {
            throw new IOException("the " + format + " file is cut off");
        }
    }

    /** Refused: {@code it has 3000000000 numbers, more than one array can}. */
    static void requireArray(long pixels, long channels) throws IOException {
        if (pixels > Integer.MAX_VALUE / Float.BYTES / channels) {
            throw new IOException("it has " + pixels + " pixels of " + channels + " channels, more than one array can");
        }
    }
}
