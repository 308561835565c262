package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.base.Seeds;
import polyview.data.Order;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.PairFolder;
import tech.tablesaw.api.Table;

/** Ten thousand randomly damaged copies of good files: each is decoded or reported, by both readers alike. */
@Tag("data")
class DamagedFilesFuzzTest {

    private static final int COUNT = 10_000;
    private static final List<String> FORMATS = List.of("png", "jpg", "gif", "bmp");

    @Test
    void everyFileIsReadOrReported(@TempDir Path folder) throws IOException {
        StringBuilder rows = new StringBuilder("image,id\n");
        for (int i = 0; i < COUNT; i++) {
            Files.write(folder.resolve(i + ".img"), damaged(i));
            rows.append(i + ".img," + i + "\n");
        }
        Files.writeString(folder.resolve("files.csv"), rows);
        Manifest manifest = Manifest.csv(folder.resolve("files.csv"))
                .images("image")
                .targets("id")
                .open();
        MultiInputGenerator java = new MultiInputGenerator(manifest, ImageForm.rgb(8, 8)).threads(2);
        AllBatches expected = read(java);
        Set<Integer> reported = told(java.report());
        Set<Integer> decoded = Set.copyOf(expected.ids());
        assertEquals(expected.ids().size(), decoded.size());
        for (int i = 0; i < COUNT; i++) {
            assertTrue(decoded.contains(i) != reported.contains(i), "file " + i);
        }
        // Neither everything nor nothing: some bits are never looked at, others break a file.
        assertTrue(reported.size() > COUNT / 4 && reported.size() < COUNT * 9 / 10, reported.size() + " bad files");
        for (String reason : java.report().stringColumn("reason")) {
            assertFalse(reason.isBlank() || reason.contains("{{node"), reason);
        }
        MultiInputGenerator tfData = java.reader(ReadBy.TF_DATA);
        assertEquals(expected, read(tfData));
        assertEquals(java.report().toString(), tfData.report().toString());
        System.out.printf("%d damaged files: %d decoded, %d reported%n", COUNT, decoded.size(), reported.size());
    }

    private static AllBatches read(MultiInputGenerator data) {
        return assertTimeoutPreemptively(Duration.ofMinutes(15), () -> AllBatches.of(data, 64, Order.asStored()));
    }

    private static Set<Integer> told(Table report) {
        return report.intColumn("row").asList().stream().map(line -> line - 2).collect(Collectors.toSet());
    }

    /** A good file, then one or two faults: bits flipped, cut, a piece of another file, of itself, or of noise put in. */
    private static byte[] damaged(int number) {
        SplittableRandom random = Seeds.stream(7, number);
        byte[] file = good(random);
        int faults = random.nextInt(1, 3);
        for (int i = 0; i < faults && file.length > 1; i++) {
            int at = random.nextInt(file.length);
            file = switch (random.nextInt(5)) {
                case 0 -> flipped(file, random, random.nextInt(1, 4));
                case 1 -> Arrays.copyOf(file, at);
                case 2 -> spliced(file, at, good(random), random);
                case 3 -> spliced(file, at, file, random);
                default -> spliced(file, at, noise(random), random);
            };
        }
        return file;
    }

    private static byte[] good(SplittableRandom random) {
        String format = FORMATS.get(random.nextInt(FORMATS.size()));
        return PairFolder.encoded(format, PairFolder.image(random.nextInt(1, 20), random.nextInt(1, 20), random));
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] noise = new byte[random.nextInt(1, 64)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] flipped(byte[] file, SplittableRandom random, int bits) {
        byte[] copy = file.clone();
        IntStream.range(0, bits).forEach(i -> copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8)));
        return copy;
    }

    private static byte[] spliced(byte[] file, int at, byte[] other, SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = random.nextInt(other.length);
        int length = random.nextInt(other.length - from) + 1;
        out.write(file, 0, at);
        out.write(other, from, length);
        // Over what stood there, or pushed in between.
        int rest = random.nextBoolean() ? Math.min(file.length, at + length) : at;
        out.write(file, rest, file.length - rest);
        return out.toByteArray();
    }
}
