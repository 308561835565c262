package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.PairFolder;

/** Samples of 50 MB each are trained on with both readers in a heap of 1 GB, with the defaults for threads and prefetch. */
@Tag("training")
class LargeViewsTest {

    private static final int ROWS = 10;
    private static final String HEAP = "-Xmx1g";

    @TempDir
    private Path folder;

    @Test
    void fourLargeViewsTrainInAHeapOfOneGigabyte() throws IOException {
        StringBuilder rows = new StringBuilder("v0,v1,v2,v3,class\n");
        for (int i = 0; i < ROWS; i++) {
            int row = i;
            rows.append(IntStream.range(0, 4)
                            .mapToObj(v -> write(row % 3 + "-" + v + ".png", 4 * (row % 3) + v))
                            .collect(Collectors.joining(",")))
                    .append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        Path csv = Files.writeString(folder.resolve("views.csv"), rows);
        List<List<String>> printed = IntStream.range(0, 2)
                .mapToObj(reader -> ChildJvm.run(
                        LargeViewsMain.class, List.of(HEAP), csv.toString(), ReadBy.values()[reader].name()))
                .map(lines -> lines.stream()
                        .filter(line -> line.startsWith("loss ") || line.startsWith("heap "))
                        .toList())
                .toList();
        assertEquals(3, printed.get(0).size(), () -> printed.toString());
        assertEquals("heap 1024 MB", printed.get(0).get(2));
        assertEquals(printed.get(0), printed.get(1), "both readers give the same losses");
        assertTrue(Double.parseDouble(printed.get(0).get(1).substring("loss ".length())) < 1);
    }

    /** A small file: the decoder makes it large. */
    private String write(String name, long seed) {
        try {
            Path file = folder.resolve(name);
            if (Files.notExists(file)) {
                Files.write(file, PairFolder.encoded("png", seed));
            }
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
