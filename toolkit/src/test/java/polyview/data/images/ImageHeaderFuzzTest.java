package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.base.Seeds;

/** Damaged headers: never anything but a header or a reason, and never memory for what they claim. */
@Tag("data")
class ImageHeaderFuzzTest {

    private static final int FILES = 20_000;

    /** An exception with its stack, and a message. */
    private static final long ALLOWED = 100_000;

    private static List<byte[]> good() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String format : List.of("png", "jpg", "gif", "bmp")) {
            files.add(ImageHeaderTest.written(format, 9, 7, BufferedImage.TYPE_3BYTE_BGR));
            files.add(ImageHeaderTest.written(format, 9, 7, BufferedImage.TYPE_BYTE_GRAY));
        }
        files.add(new HandMadeGif(2, 1)
                .transparent(0)
                .frame(0, 0, 2, 1, 1, 2)
                .frame(0, 0, 2, 1, 1, 2)
                .end());
        files.add(new HandMadeBmp(3, 2, 32)
                .masks(0xFF0000, 0xFF00, 0xFF)
                .pixels(new byte[24])
                .bytes());
        return files;
    }

    private static byte[] damaged(byte[] file, List<byte[]> others, SplittableRandom random) {
        byte[] copy = file.clone();
        // Most of what is read stands at the beginning.
        int most = random.nextBoolean() ? Math.min(60, copy.length) : copy.length;
        for (int k = random.nextInt(4); k >= 0; k--) {
            int at = random.nextInt(2, most);
            copy[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : copy[at] ^ 1 << random.nextInt(8));
        }
        if (random.nextInt(4) == 0) {
            byte[] other = others.get(random.nextInt(others.size()));
            int at = random.nextInt(2, copy.length);
            int from = random.nextInt(other.length);
            System.arraycopy(other, from, copy, at, Math.min(copy.length - at, other.length - from));
        }
        // Behind a wrong checksum nothing more would be read.
        byte[] summed = copy.length > 33 && copy[1] == 'P' && random.nextInt(8) > 0 ? HandMadePng.summed(copy) : copy;
        return random.nextInt(3) == 0 ? Arrays.copyOf(summed, random.nextInt(summed.length)) : summed;
    }

    @Test
    void damagedHeaders() throws IOException {
        List<byte[]> files = good();
        SplittableRandom random = Seeds.stream(11);
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int read = 0;
        int refused = 0;
        for (byte[] file : files) {
            assertTrue(ImageHeader.read(file).pixels() > 0);
        }
        for (int k = 0; k < FILES; k++) {
            byte[] file = damaged(files.get(k % files.size()), files, random);
            long before = memory.getCurrentThreadAllocatedBytes();
            try {
                ImageHeader header = ImageHeader.read(file);
                assertTrue(header.width() > 0 && header.height() > 0 && header.frames() > 0, header.toString());
                assertTrue(header.channels() >= 1 && header.channels() <= 4, header.toString());
                assertTrue(header.pixels() >= (long) header.width() * header.height(), header.toString());
                read++;
            } catch (IOException e) {
                assertEquals(IOException.class, e.getClass());
                assertTrue(e.getMessage().length() < 120, e.getMessage());
                refused++;
            }
            // Reading a class for the first time is not counted.
            long taken = memory.getCurrentThreadAllocatedBytes() - before;
            assertTrue(k < FILES / 2 || taken < ALLOWED, "bytes taken: " + taken);
        }
        // The damage must neither always nor never be seen.
        assertTrue(read > FILES / 10 && refused > FILES / 10, read + " read, " + refused + " refused");
    }
}
