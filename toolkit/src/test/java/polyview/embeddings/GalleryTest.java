package polyview.embeddings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.base.Seeds;
import polyview.data.FloatArray;
import polyview.data.npy.Npz;
import tech.tablesaw.api.Table;

/** Galleries by hand: order, classes by name, open sets, files, and what is refused. */
@Tag("models")
class GalleryTest {

    @TempDir
    private Path folder;

    private static FloatArray line(float... x) {
        return FloatArray.of(x, x.length, 1);
    }

    private static Embeddings of(String labels, List<String> names, float... x) {
        return Embeddings.of(line(x), labels.chars().map(c -> c - '0').toArray(), names);
    }

    @Test
    void equallyNearEntriesComeInTheirOrder() {
        Gallery gallery = Gallery.of(of("1012", List.of(), 4, 2, 2, 4), Distance.EUCLIDEAN);
        Neighbours found = gallery.nearest(line(3, 2), 9);
        assertArrayEquals(new int[] {0, 1, 2, 3}, found.entries()[0]);
        assertArrayEquals(new double[] {1, 1, 1, 1}, found.distances()[0]);
        assertArrayEquals(new int[] {1, 2, 0, 3}, found.entries()[1]);
        assertArrayEquals(new int[] {1, 0}, gallery.classify(line(3, 2)).labels());
        // Class 1 has two of the three nearest to 2; among all four, 1 has two.
        assertArrayEquals(new int[] {1, 1}, gallery.classify(line(3, 2), 3).labels());
    }

    /** More rows than a block holds, and more queries than a thread takes at once, against the plainest search. */
    @Test
    void largeSearches() {
        SplittableRandom random = Seeds.stream(7);
        float[] rows = new float[3000 * 64];
        IntStream.range(0, rows.length).forEach(i -> rows[i] = random.nextInt(3));
        FloatArray all = FloatArray.of(rows, 3000, 64);
        FloatArray queries = all.rows(IntStream.range(100, 170).toArray());
        Neighbours found = Gallery.of(Embeddings.of(all, new int[3000]), Distance.EUCLIDEAN)
                .nearest(queries, 5);
        for (int q = 0; q < 70; q++) {
            float[] query = queries.row(q).values();
            int[] expected = IntStream.range(0, 3000)
                    .boxed()
                    .sorted((a, b) -> Long.compare(squared(query, rows, a), squared(query, rows, b)))
                    .limit(5)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertArrayEquals(expected, found.entries()[q]);
            assertEquals(0, found.distances()[q][0]);
        }
    }

    private static long squared(float[] query, float[] rows, int row) {
        long sum = 0;
        for (int e = 0; e < query.length; e++) {
            long difference = (long) query[e] - (long) rows[row * query.length + e];
            sum += difference * difference;
        }
        return sum;
    }

    @Test
    void cosineLooksAtDirectionsAlone() {
        assertEquals(0.4, Distance.COSINE.of(new float[] {3, 4}, new float[] {30, 0}), 1e-12);
        assertEquals(0, Distance.COSINE.of(new float[] {3, 4}, new float[] {6, 8}), 1e-12);
        assertEquals(2, Distance.COSINE.of(new float[] {3, 4}, new float[] {-3, -4}), 1e-12);
        assertEquals(1, Distance.COSINE.of(new float[] {3, 4}, new float[] {0, 0}));
        assertEquals(4, Distance.EUCLIDEAN.of(new float[] {3, 4}, new float[] {3, 0}));
    }

    @Test
    void classesAreMatchedByName() {
        Gallery gallery = Gallery.of(of("01", List.of("a", "b"), 0, 10), Distance.EUCLIDEAN);
        Gallery more = gallery.plus(of("01", List.of("b", "c"), 11, 20));
        assertEquals(List.of("a", "b", "c"), more.entries().classNames());
        assertArrayEquals(new int[] {0, 1, 1, 2}, more.entries().labels());
        assertArrayEquals(new int[] {1, 2}, more.without(0, 1).entries().labels());
        assertEquals(2, gallery.size());
        Table answers = more.classify(line(19, 1)).within(1).table();
        assertEquals(List.of("c", "a"), answers.stringColumn("class").asList());
        assertEquals(
                List.of("c", ""),
                more.classify(line(19, 5))
                        .within(1)
                        .table()
                        .stringColumn("class")
                        .asList());
        assertEquals(
                new Rate(2, 3),
                more.classify(line(19, 1, 12)).accuracy(of("012", List.of("c", "a", "unheard"), 19, 1, 12)));
        refused(
                "classes must have names on both sides or on neither, got [a, b] and none",
                () -> gallery.recallAt(1, of("0", List.of(), 1)));
    }

    @Test
    void recallFindsNothingInWhatIsAllTheSame() {
        Gallery same = Gallery.of(of("000111", List.of(), 2, 2, 2, 2, 2, 2), Distance.EUCLIDEAN);
        assertEquals(new Rate(0, 6), same.recallAt(3));
        assertEquals(new Rate(6, 6), same.recallAt(4));
        Gallery alone = Gallery.of(of("0012", List.of(), 0, 1, 5, 9), Distance.EUCLIDEAN);
        assertEquals(new Rate(2, 2), alone.recallAt(1));
    }

    @Test
    void aThresholdAcceptsAsManyStrangersAsItMay() {
        Gallery gallery = Gallery.of(of("0", List.of(), 0), Distance.EUCLIDEAN);
        // Strangers at 1 to 40, those of class 0 at 0.5 to 19.5.
        float[] x = new float[60];
        int[] labels = new int[60];
        for (int i = 0; i < 60; i++) {
            x[i] = i < 40 ? i + 1 : i - 39.5f;
            labels[i] = i < 40 ? 3 : 0;
        }
        Embeddings valid = Embeddings.of(line(x), labels);
        OpenSet chosen = gallery.threshold(valid, 0.25);
        assertEquals(new Rate(10, 40), chosen.falseAccepts());
        // 0.5 to 10.5 lie below the 11 of the first stranger who is refused.
        assertEquals(new Rate(11, 20), chosen.identified());
        assertEquals(new Rate(0, 20), chosen.confused());
        assertEquals(11, chosen.threshold(), 1e-12);
        refused(
                "a false accept rate of 0.2 needs at least 50 samples of classes that are not in the gallery, of which 10 are"
                        + " accepted then, got 40: take a rate of at least 0.25, or more data",
                () -> gallery.threshold(valid, 0.2));
        refused("falseAcceptRate must lie between 0 and 1, both excluded, got 1.0", () -> gallery.threshold(valid, 1));
        refused(
                "threshold needs strangers, samples of classes that are not in the gallery, and all 20 samples are of its"
                        + " classes: leave some classes out of the gallery, or add samples of others",
                () -> gallery.threshold(valid.subset(IntStream.range(40, 60).toArray()), 0.25));
        refused(
                "a false accept rate of 0.25 needs at least 40 samples of classes that are not in the gallery, of which 10 are"
                        + " accepted then, got 1: take more data",
                () -> gallery.threshold(valid.subset(0, 41, 42), 0.25));
    }

    @Test
    void aCollapsedEmbeddingAcceptsNobody() {
        Embeddings same = Embeddings.of(
                line(new float[60]), IntStream.range(0, 60).map(i -> i / 20).toArray());
        OpenSet chosen = Gallery.of(of("0", List.of(), 0), Distance.EUCLIDEAN).threshold(same, 0.5);
        assertEquals(new Rate(0, 40), chosen.falseAccepts());
        assertEquals(new Rate(0, 20), chosen.identified());
    }

    @Test
    void pairsByHand() {
        Verification at = Verification.at(of("0011", List.of(), 0, 1, 3, 7), Distance.EUCLIDEAN, 2);
        assertEquals(new Rate(1, 4), at.falseAccepts());
        assertEquals(new Rate(1, 2), at.trueAccepts());
        refused(
                "a false accept rate of 0.1 needs at least 100 impostor pairs, of which 10 are accepted then, got 4: take"
                        + " more data",
                () -> Verification.choose(of("0011", List.of(), 0, 1, 3, 7), Distance.EUCLIDEAN, 0.1));
    }

    @Test
    void hardestPairs() {
        Embeddings all = of("00110", List.of("a", "b"), 0, 1, 3, 7, 6).subset(4, 3, 2, 1, 0);
        Table far = HardPairs.farthestOwn(all, Distance.EUCLIDEAN, 2);
        assertEquals(List.of(4, 4), far.intColumn("sample").asList());
        assertEquals(List.of(0, 1), far.intColumn("other_sample").asList());
        assertEquals(List.of(6.0, 5.0), far.doubleColumn("distance").asList());
        Table near = HardPairs.nearestOthers(all, Distance.EUCLIDEAN, 3);
        assertEquals(List.of(4, 2, 4), near.intColumn("sample").asList());
        assertEquals(List.of(3, 1, 2), near.intColumn("other_sample").asList());
        assertEquals(List.of("a", "b", "a"), near.stringColumn("class").asList());
        assertEquals(List.of(1.0, 2.0, 3.0), near.doubleColumn("distance").asList());
    }

    /** Wilson's interval: the example of its Javadoc by hand, and the two equations that its ends solve. */
    @Test
    void rates() {
        Rate rate = new Rate(3, 40);
        double z = 1.959963984540054;
        for (double p : new double[] {rate.low(), rate.high()}) {
            assertEquals(z, Math.abs(rate.value() - p) / Math.sqrt(p * (1 - p) / 40), 1e-9);
        }
        assertEquals("0.050 (1 of 20, 95% from 0.009 to 0.236)", new Rate(1, 20).toString());
        assertEquals(0, new Rate(0, 20).low(), 1e-12);
        assertTrue(Double.isNaN(new Rate(0, 0).value()));
        refused("count must lie in [0, 4], got 5", () -> new Rate(5, 4));
    }

    @Test
    void aFileHoldsItAll() throws IOException {
        Path file = folder.resolve("a.gallery");
        Embeddings all = of("201", List.of("a", "b\nc", "ä"), 0.1f, -2, 3).subset(2, 1, 0);
        Gallery.of(all, Distance.COSINE).save(file);
        Gallery read = Gallery.load(file);
        assertEquals(Distance.COSINE, read.distance());
        assertEquals(all.vectors(), read.entries().vectors());
        assertArrayEquals(all.labels(), read.entries().labels());
        assertArrayEquals(new int[] {2, 1, 0}, read.entries().samples());
        assertEquals(all.classNames(), read.entries().classNames());
        byte[] bytes = Files.readAllBytes(file);
        SplittableRandom random = Seeds.stream(7);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertThrows(UncheckedIOException.class, () -> Gallery.load(file));
        }
        String neither = "cannot read " + file
                + ": the file is no gallery, or it is cut off or damaged: Gallery.save writes one";
        for (int left = bytes.length - 1; left > 0; left--) {
            Files.write(file, Arrays.copyOf(bytes, left));
            assertEquals(
                    neither,
                    assertThrows(UncheckedIOException.class, () -> Gallery.load(file))
                            .getMessage(),
                    left + " bytes left");
        }
        Files.writeString(file, "no gallery at all");
        assertEquals(
                neither,
                assertThrows(UncheckedIOException.class, () -> Gallery.load(file))
                        .getMessage());
        Npz.write(file, java.util.Map.of("embeddings", all.vectors()));
        assertEquals(
                "cannot read " + file + ", entry gallery: the file is no gallery: Gallery.save writes one",
                assertThrows(UncheckedIOException.class, () -> Gallery.load(file))
                        .getMessage());
    }

    @Test
    void refuses() {
        Embeddings two = of("01", List.of(), 0, 1);
        refused(
                "embeddings must have the shape (N, E), got (2)",
                () -> Embeddings.of(FloatArray.of(new float[2], 2), 0, 1));
        refused("labels must be one for each of the 2 embeddings, got 1", () -> Embeddings.of(line(0, 1), 0));
        refused("label must not be negative, got -1 in row 1", () -> Embeddings.of(line(0, 1), 0, -1));
        refused(
                "label must be one of the 1 classes, got 1 in row 1",
                () -> Embeddings.of(line(0, 1), new int[] {0, 1}, List.of("a")));
        refused("embeddings must be finite, got NaN in row 1", () -> Embeddings.of(line(0, Float.NaN), 0, 1));
        Gallery gallery = Gallery.of(two, Distance.EUCLIDEAN);
        refused("k must be positive, got 0", () -> gallery.nearest(line(0), 0));
        refused(
                "queries must have the shape (N, 1), got (1, 2)",
                () -> gallery.nearest(FloatArray.of(new float[2], 1, 2), 1));
        refused(
                "embeddings must be finite, got Infinity in row 0",
                () -> gallery.classify(line(Float.POSITIVE_INFINITY)));
        refused("entry must lie in [0, 2), got 2", () -> gallery.without(2));
        refused("the gallery is empty", () -> gallery.without(0, 1).classify(line(0)));
        refused("threshold must not be NaN", () -> gallery.classify(line(0)).within(Double.NaN));
        refused("queries must be the 1 that were asked about, got 2", () -> gallery.classify(line(0))
                .accuracy(two));
        refused(
                "embeddings must have 1 numbers, got 2",
                () -> gallery.plus(Embeddings.of(FloatArray.of(new float[2], 1, 2), 0)));
    }
}
