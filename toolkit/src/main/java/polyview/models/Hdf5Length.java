package polyview.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The length that an HDF5 file tells of itself: one that was cut may look whole otherwise, as jhdf does not compare it. */
final class Hdf5Length {

    private static final long SIGNATURE = 0x0A1A0A0D46444889L;
    private static final int HEAD = 64;

    private Hdf5Length() {}

    /** Refused: a file that is shorter than it says. What is no HDF5 file, or has addresses of other than 8 bytes, is left to jhdf. */
    static void requireWhole(Path file) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(first(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (head.capacity() < HEAD || head.getLong(0) != SIGNATURE) {
            return;
        }
        int version = head.get(8);
        boolean old = version < 2;
        int addressBytes = head.get(old ? 13 : 9);
        if (addressBytes == Long.BYTES) {
            long told = head.getLong(old ? 40 + 4 * version : 28);
            long there = Files.size(file);
            if (told > there) {
                throw new IOException("it was cut: it has " + there + " of " + told + " bytes");
            }
        }
    }

    private static byte[] first(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }
}
