package polyview.embeddings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.base.ReferenceRow;
import polyview.data.FloatArray;

/** Neighbours, recall, prototypes and thresholds against scikit-learn, see src/test/scipy/embeddings.py. */
@Tag("models")
class GalleryReferenceTest {

    private static final int WIDTH = 6;
    private static final double CLOSE = 1e-6;

    private static List<ReferenceRow> rows(String kind) throws IOException {
        List<ReferenceRow> rows = ReferenceRow.all("/scipy/embeddings.csv").stream()
                .filter(row -> row.kind().equals(kind))
                .toList();
        assertEquals(false, rows.isEmpty(), kind);
        return rows;
    }

    private static Distance distance(ReferenceRow row) {
        return Distance.values()[(int) row.get(0)];
    }

    private static int[] ints(double... numbers) {
        return Arrays.stream(numbers).mapToInt(n -> (int) n).toArray();
    }

    private static Embeddings embeddings(String kind) throws IOException {
        ReferenceRow row = rows(kind).get(0);
        double[] x = row.list(0);
        float[] values = new float[x.length];
        IntStream.range(0, x.length).forEach(i -> values[i] = (float) x[i]);
        return Embeddings.of(FloatArray.of(values, x.length / WIDTH, WIDTH), ints(row.list(1)));
    }

    @Test
    void nearest() throws IOException {
        Embeddings queries = embeddings("queries");
        for (ReferenceRow row : rows("nearest")) {
            Neighbours found = Gallery.of(embeddings("gallery"), distance(row)).nearest(queries.vectors(), 4);
            assertArrayEquals(
                    ints(row.list(1)),
                    Stream.of(found.entries()).flatMapToInt(IntStream::of).toArray());
            assertArrayEquals(
                    row.list(2),
                    Stream.of(found.distances()).flatMapToDouble(Arrays::stream).toArray(),
                    CLOSE);
        }
    }

    @Test
    void recall() throws IOException {
        for (ReferenceRow row : rows("recall")) {
            Gallery gallery = Gallery.of(embeddings("gallery"), distance(row));
            for (int i = 0; i < 3; i++) {
                assertEquals(row.list(1)[i], gallery.recallAt(1 << i).value(), 1e-12);
            }
        }
    }

    @Test
    void prototypes() throws IOException {
        Gallery gallery = Prototypes.of(embeddings("gallery")).gallery(Distance.EUCLIDEAN);
        assertArrayEquals(
                ints(rows("centroid").get(0).list(1)),
                gallery.classify(embeddings("queries").vectors()).labels());
    }

    @Test
    void verification() throws IOException {
        Embeddings queries = embeddings("queries");
        for (ReferenceRow row : rows("verify")) {
            Verification chosen = Verification.choose(queries, distance(row), row.get(1));
            assertEquals(row.get(2), chosen.falseAccepts().value(), 1e-12);
            assertEquals(row.get(3), chosen.trueAccepts().value(), 1e-12);
        }
    }

    @Test
    void openSet() throws IOException {
        Embeddings queries = embeddings("queries");
        for (ReferenceRow row : rows("open")) {
            OpenSet chosen = Gallery.of(embeddings("gallery"), distance(row)).threshold(queries, row.get(1));
            assertEquals(row.get(2), chosen.falseAccepts().value(), 1e-12);
            assertEquals(row.get(3), chosen.identified().value(), 1e-12);
        }
    }
}
