package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Batch;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.PairFolder;
import polyview.training.ChildJvm;

/** A manifest of a million pairs. */
@Tag("data")
class ManifestSizeTest {

    private static final int ROWS = 1_000_000;

    private static Path write(Path folder) throws IOException {
        Path file = folder.resolve("pairs.csv");
        try (BufferedWriter to = Files.newBufferedWriter(file)) {
            to.write("left,right,class\n");
            for (int i = 0; i < ROWS; i++) {
                to.write(name("left", i) + "," + name("right", i) + "," + (i % 3 == 0 ? "defect" : "good") + "\n");
            }
        }
        return file;
    }

    private static String name(String view, int i) {
        return String.format("images/%s/%03d/%07d.png", view, i / 1000, i);
    }

    /** In a process of its own: here, what other tests left behind may be collected between two looks at the heap. */
    private static double measured(String kind, Path file) {
        List<String> lines = ChildJvm.run(ManifestHeapMain.class, List.of("-Xmx2g"), kind, file.toString());
        return Double.parseDouble(lines.get(lines.size() - 1));
    }

    @Test
    void opensAMillionRows(@TempDir Path folder) throws IOException {
        Path file = write(folder);
        Manifest manifest = assertTimeoutPreemptively(Duration.ofMinutes(15), () -> ManifestHeapMain.pairs(file));

        assertEquals(ROWS, manifest.size());
        for (int i : new int[] {0, 1, 123_456, ROWS - 1}) {
            assertEquals(folder.resolve(name("left", i)), manifest.path(i, "left"));
            assertEquals(folder.resolve(name("right", i)), manifest.path(i, "right"));
            assertEquals(i % 3 == 0 ? 0 : 1, manifest.label(i));
            assertEquals(i + 2, manifest.line(i));
        }
        // Per row: two names of 11 bytes with an end and a folder each, line, label, index; and 2000 folders of 16 or
        // 17.
        double counted = 2 * (11 + 4 + 4) + 4 + 4 + 4 + 1000 * (16 + 4 + 17 + 4) / (double) ROWS;
        assertEquals(counted, manifest.bytesPerRow(), 1e-9);
        assertEquals(counted, measured("pairs", file), 5, "bytes a row in the heap");

        List<Manifest> parts = manifest.stratifiedSplit(7, 0.7, 0.15, 0.15);
        assertTrue(parts.stream().allMatch(p -> p.bytesPerRow() == manifest.bytesPerRow()));
        assertEquals(
                List.of(700_000, 150_000, 150_000),
                parts.stream().map(Manifest::size).toList());
    }

    /** Columns of every kind: numbers of 4 bytes, groups and times as numbers of their texts, identifiers as bytes of one array. */
    @Test
    void aMillionRowsOfEveryKindStayCompact(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("scans.csv");
        try (BufferedWriter to = Files.newBufferedWriter(file)) {
            to.write("image,v1,v2,age,mask,class,w,patient,date,study\n");
            for (int i = 0; i < ROWS; i++) {
                String name = String.format("%07d.png", i);
                to.write("i/" + name + "," + (i % 2 == 0 ? "" : "v/" + name) + ",v/" + name + "," + i % 90 + ",m/"
                        + name + ","
                        + i % 10 + ",0.5,p" + i / 20 + "," + LocalDate.ofEpochDay(i % 1000) + ",s"
                        + String.format("%06d", i)
                        + "\n");
            }
        }
        Manifest manifest = ManifestHeapMain.scans(file);
        // Four names of 11 bytes, one of which is empty in half of the rows, each with an end and a folder; a line, a
        // class, two numbers, a group, a time, the row itself; an identifier of 7 bytes with its end.
        double counted = 3.5 * 11 + 4 * 8 + 4 + 4 + 2 * 4 + 4 + 4 + 4 + 7 + 4;
        // Besides the texts of 50,000 patients, 1,000 days and the folders.
        assertEquals(counted, manifest.bytesPerRow(), 1);
        assertEquals(manifest.bytesPerRow(), measured("scans", file), 10, "bytes a row in the heap");
        assertEquals(50_000, manifest.groups().size());
        assertEquals(List.of("s654321"), manifest.id(654_321));
        assertEquals(manifest.groups().get(manifest.group(654_321)), "p" + 654_321 / 20);
        assertEquals(LocalDate.ofEpochDay(321).toString(), manifest.times().get(manifest.time(654_321)));
    }

    /** A reader that would look at all rows first, or hand over all paths at once, would show here. */
    @Test
    void theFirstBatchOfAMillionRowsNeedsItsOwnFilesOnly(@TempDir Path folder) {
        PairFolder pairs = PairFolder.good(folder, 10);
        int[] rows = IntStream.range(0, ROWS).map(i -> i % 10).toArray();
        MultiInputGenerator data =
                new MultiInputGenerator(pairs.manifest().subset(rows), ImageForm.rgb(8, 8)).threads(2);
        for (ReadBy reader : ReadBy.values()) {
            long start = System.nanoTime();
            try (Epoch epoch = data.reader(reader).epoch(32, Order.shuffled(7, 0))) {
                assertEquals(32, epoch.next().size());
                System.out.printf(
                        "%s: first batch of %,d rows after %.2f s%n", reader, ROWS, (System.nanoTime() - start) / 1e9);
                int[] order = Order.shuffled(7, 0).permutation(ROWS);
                Batch second = epoch.next();
                for (int i = 0; i < 32; i++) {
                    assertEquals(order[32 + i] % 10, second.targets().get(0).get(i));
                }
            }
        }
    }
}
