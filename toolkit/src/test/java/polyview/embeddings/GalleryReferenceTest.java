package polyview.embeddings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;

/** Neighbours, recall, prototypes and thresholds against scikit-learn, see src/test/scipy/embeddings.py. */
@Tag("models")
class GalleryReferenceTest {

    private static final int WIDTH = 6;
    private static final double CLOSE = 1e-6;

    /** One row: its kind, and numbers. */
    private record Reference(String kind, List<double[]> cells) {

        static Reference of(String line) {
            String[] cells = line.split(",");
            return new Reference(
                    cells[0],
                    Stream.of(cells)
                            .skip(1)
                            .map(cell -> Stream.of(cell.split(" "))
                                    .mapToDouble(Double::parseDouble)
                                    .toArray())
                            .toList());
        }

        Distance distance() {
            return Distance.values()[(int) cells.get(0)[0]];
        }

        double number(int cell) {
            return cells.get(cell)[0];
        }
    }

    private static List<Reference> rows(String kind) throws IOException {
        try (InputStream in = GalleryReferenceTest.class.getResourceAsStream("/scipy/embeddings.csv")) {
            List<Reference> rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(Reference::of)
                    .filter(row -> row.kind().equals(kind))
                    .toList();
            assertEquals(false, rows.isEmpty(), kind);
            return rows;
        }
    }

    private static int[] ints(double... numbers) {
        return Arrays.stream(numbers).mapToInt(n -> (int) n).toArray();
    }

    private static Embeddings embeddings(String kind) throws IOException {
        Reference row = rows(kind).get(0);
        double[] x = row.cells().get(0);
        float[] values = new float[x.length];
        IntStream.range(0, x.length).forEach(i -> values[i] = (float) x[i]);
        return Embeddings.of(
                FloatArray.of(values, x.length / WIDTH, WIDTH), ints(row.cells().get(1)));
    }

    @Test
    void nearest() throws IOException {
        Embeddings queries = embeddings("queries");
        for (Reference row : rows("nearest")) {
            Neighbours found = Gallery.of(embeddings("gallery"), row.distance()).nearest(queries.vectors(), 4);
            assertArrayEquals(
                    ints(row.cells().get(1)),
                    Stream.of(found.entries()).flatMapToInt(IntStream::of).toArray());
            assertArrayEquals(
                    row.cells().get(2),
                    Stream.of(found.distances()).flatMapToDouble(Arrays::stream).toArray(),
                    CLOSE);
        }
    }

    @Test
    void recall() throws IOException {
        for (Reference row : rows("recall")) {
            Gallery gallery = Gallery.of(embeddings("gallery"), row.distance());
            for (int i = 0; i < 3; i++) {
                assertEquals(row.cells().get(1)[i], gallery.recallAt(1 << i).value(), 1e-12);
            }
        }
    }

    @Test
    void prototypes() throws IOException {
        Gallery gallery = Prototypes.of(embeddings("gallery")).gallery(Distance.EUCLIDEAN);
        assertArrayEquals(
                ints(rows("centroid").get(0).cells().get(1)),
                gallery.classify(embeddings("queries").vectors()).labels());
    }

    @Test
    void verification() throws IOException {
        Embeddings queries = embeddings("queries");
        for (Reference row : rows("verify")) {
            Verification chosen = Verification.choose(queries, row.distance(), row.number(1));
            assertEquals(row.number(2), chosen.falseAccepts().value(), 1e-12);
            assertEquals(row.number(3), chosen.trueAccepts().value(), 1e-12);
        }
    }

    @Test
    void openSet() throws IOException {
        Embeddings queries = embeddings("queries");
        for (Reference row : rows("open")) {
            OpenSet chosen = Gallery.of(embeddings("gallery"), row.distance()).threshold(queries, row.number(1));
            assertEquals(row.number(2), chosen.falseAccepts().value(), 1e-12);
            assertEquals(row.number(3), chosen.identified().value(), 1e-12);
        }
    }
}
