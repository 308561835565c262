package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.base.Seeds;
import polyview.data.FloatArray;
import polyview.data.npy.Npz;

/**
 * Damaged copies of good files of every format are decoded or refused by an {@link IOException}, and take no more memory than the limit of
 * pixels allows. {@code -Dfuzz=10000} makes more of them.
 */
@Tag("data")
class AllFormatsFuzzTest {

    private static final int FILES = Integer.getInteger("fuzz", 600);
    private static final long MOST_PIXELS = 1 << 18;

    /** Four channels of doubles, a float of each, a copy for percentiles, and what libraries take besides. */
    private static final long MOST_BYTES = MOST_PIXELS * 4 * (8 + 4 + 4) * 4 + (64 << 20);

    private final List<ImageForm> forms = List.of(
            ImageForm.rgb(8, 8),
            ImageForm.gray(8, 8).percentiles(1, 99),
            ImageForm.of(8, 8, 4).transparency(Transparency.keep()),
            ImageForm.mask(8, 8),
            ImageForm.mask(8, 8).colours("#000000", "#ffffff"),
            ImageForm.gray(8, 8).slices(2, 1),
            ImageForm.gray(8, 8).pages(0).asStored(),
            ImageForm.of(8, 8, 5).conversion(ImageForm.Conversion.ANY),
            ImageForm.gray(8, 8).array("mask").conversion(ImageForm.Conversion.ANY));

    @Test
    void decodedOrRefused(@TempDir Path folder) throws IOException {
        List<String[]> rows = OtherReadersTest.rows();
        Map<String, FloatArray> expected = Npz.read(OtherReadersTest.folder().resolve("expected.npz"));
        Map<String, int[]> counts = new TreeMap<>();
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SplittableRandom random = Seeds.stream(Long.getLong("fuzz.seed", 5));
        long most = 0;
        // Half of the files are read in the form that they are made for.
        List<ImageForm> all = new ArrayList<>(forms);
        rows.forEach(row -> all.add(OtherReadersTest.form(expected.get(row[1]), row[2])));
        try (ImageDecoder decoder = new ImageDecoder(all, MOST_PIXELS)) {
            for (int k = 0; k < FILES; k++) {
                Path from = OtherReadersTest.folder().resolve(rows.get(k % rows.size())[0]);
                byte[] damaged = damaged(Files.readAllBytes(from), random);
                Path file = Files.write(folder.resolve("file"), damaged);
                String name = from.getFileName().toString();
                int[] count = counts.computeIfAbsent(name.substring(name.indexOf('.') + 1), n -> new int[2]);
                int form = random.nextBoolean() ? random.nextInt(forms.size()) : forms.size() + k % rows.size();
                long before = memory.getCurrentThreadAllocatedBytes();
                try {
                    decoder.read(file, form, new float[all.get(form).values()]);
                    count[0]++;
                } catch (IOException e) {
                    assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), name + ": " + e);
                    count[1]++;
                } catch (RuntimeException | Error e) {
                    throw new AssertionError("file " + k + " from " + name + " as " + all.get(form), e);
                }
                long taken = memory.getCurrentThreadAllocatedBytes() - before;
                most = Math.max(most, taken);
                assertTrue(taken < MOST_BYTES, "file " + k + " from " + name + " took " + taken + " bytes");
            }
        }
        int decoded = counts.values().stream().mapToInt(c -> c[0]).sum();
        System.out.printf(
                "%d damaged files: %d decoded, %d refused, at most %d bytes taken%n",
                FILES, decoded, FILES - decoded, most);
        counts.forEach((format, c) -> System.out.println(format + ": " + c[0] + " decoded, " + c[1] + " refused"));
        assertTrue(decoded > FILES / 20 && decoded < FILES * 19 / 20, decoded + " decoded");
    }

    /** One to four faults: bytes changed, a number of 2, 4 or 8 bytes forged, cut off, a piece doubled; most of them near the beginning. */
    private static byte[] damaged(byte[] file, SplittableRandom random) {
        byte[] damaged = file.clone();
        int faults = random.nextInt(4) > 0 ? 1 : random.nextInt(2, 5);
        for (int i = 0; i < faults && damaged.length > 16; i++) {
            int within = random.nextBoolean() ? Math.min(400, damaged.length) : damaged.length;
            int at = random.nextInt(within);
            switch (random.nextInt(6)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> Arrays.fill(damaged, at, Math.min(damaged.length, at + (2 << random.nextInt(3))), (byte) -1);
                case 3 -> {
                    int end = Math.min(damaged.length, at + (2 << random.nextInt(3)));
                    for (int k = at; k < end; k++) {
                        damaged[k] = (byte) random.nextInt(256);
                    }
                }
                case 4 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
                default ->
                    System.arraycopy(
                            damaged, at, damaged, random.nextInt(damaged.length - 8), Math.min(8, damaged.length - at));
            }
        }
        return file[0] == (byte) 0x89 && damaged.length > 33 && random.nextInt(4) > 0
                ? HandMadePng.summed(damaged)
                : damaged;
    }
}
