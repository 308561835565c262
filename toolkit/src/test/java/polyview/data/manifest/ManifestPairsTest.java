package polyview.data.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Pairs of the images of a manifest, and parts without a class in common. */
@Tag("data")
class ManifestPairsTest {

    /** Rows {@code a0, a1, ... b0, ...} of the class that is their first letter. */
    private static Manifest of(String... paths) {
        Table table = Table.create(
                "pets",
                StringColumn.create("image", paths),
                StringColumn.create("class", Stream.of(paths).map(path -> path.substring(0, 1))));
        return Manifest.table(table, Path.of("root"))
                .images("image")
                .label("class")
                .open();
    }

    private static String pair(Manifest pairs, int row) {
        return pairs.text(row, 0) + " " + pairs.text(row, 1);
    }

    @Test
    void pairsAreOfOneClassOrOfTwo() {
        Manifest pairs = of("a0", "a1", "a2", "b0", "b1", "c0").pairs(3000, 7);
        assertEquals(List.of("first", "second"), pairs.inputs());
        assertEquals(List.of("different", "same"), pairs.classes());
        assertEquals(Map.of("different", 1500, "same", 1500), pairs.classCounts());
        assertEquals(Path.of("root").resolve(pairs.text(0, 1)), pairs.path(0, "second"));
        Map<String, Integer> same = new TreeMap<>();
        Map<String, Integer> firsts = new TreeMap<>();
        TreeSet<String> different = new TreeSet<>();
        for (int row = 0; row < pairs.size(); row++) {
            String first = pairs.text(row, 0);
            String second = pairs.text(row, 1);
            assertEquals(pairs.label(row) == 1, first.charAt(0) == second.charAt(0));
            assertNotEquals(first, second, "no image against itself");
            firsts.merge(first, 1, Integer::sum);
            if (pairs.label(row) == 1) {
                same.merge(first + " " + second, 1, Integer::sum);
            } else {
                different.add(first + " " + second);
            }
            assertEquals(1, pairs.label(row / 2 * 2) + pairs.label(row / 2 * 2 + 1), "one of each among two");
        }
        // Five images in classes of two or more, 600 times each with a standard deviation of 22.
        assertEquals(List.of("a0", "a1", "a2", "b0", "b1"), List.copyOf(firsts.keySet()));
        firsts.forEach((image, count) -> assertEquals(600, count, 5 * 22, image));
        assertEquals(
                List.of("a0 a1", "a0 a2", "a1 a0", "a1 a2", "a2 a0", "a2 a1", "b0 b1", "b1 b0"),
                List.copyOf(same.keySet()));
        // 300 with a standard deviation of 16 within b, half of that within a.
        assertEquals(300, same.get("b0 b1"), 5 * 16);
        assertEquals(150, same.get("a0 a2"), 5 * 12);
        assertEquals(3 * 3 + 2 * 4, different.size(), "every image of another class");
    }

    @Test
    void morePairsLeaveTheFirstAsTheyAre() {
        Manifest images = of("a0", "a1", "b0", "b1");
        Manifest few = images.pairs(20, 7);
        Manifest more = images.pairs(50, 7);
        IntStream.range(0, 20).forEach(row -> assertEquals(pair(few, row), pair(more, row)));
        Manifest other = images.pairs(20, 8);
        assertTrue(IntStream.range(0, 20).anyMatch(row -> !pair(few, row).equals(pair(other, row))));
        assertEquals(0, images.pairs(0, 7).size());
    }

    @Test
    void partsHaveNoClassInCommon() {
        Manifest images = of("a0", "a1", "b0", "b1", "c0", "c1", "d0", "d1");
        for (long seed = 0; seed < 5; seed++) {
            List<Manifest> parts = images.classesApart(seed, 0.75, 0.25);
            TreeSet<Integer> first = new TreeSet<>();
            TreeSet<Integer> rest = new TreeSet<>();
            IntStream.range(0, 6).forEach(row -> first.add(parts.get(0).label(row)));
            IntStream.range(0, 2).forEach(row -> rest.add(parts.get(1).label(row)));
            assertEquals(6, parts.get(0).size());
            assertEquals(3, first.size());
            assertEquals(1, rest.size());
            first.addAll(rest);
            assertEquals(4, first.size());
            // A part is what pairs are drawn of, and what is cut again.
            Manifest pairs = parts.get(0).pairs(10, 1);
            IntStream.range(0, 10)
                    .forEach(row -> assertTrue(
                            !pair(pairs, row).contains(images.classes().get(rest.first()))));
            assertEquals(2, parts.get(0).classesApart(1, 0.4, 0.6).get(0).size());
        }
    }

    @Test
    void refusals() {
        Manifest images = of("a0", "a1", "b0");
        refused("count must not be negative, got -1", () -> images.pairs(-1, 7));
        refused(
                "pairs needs two classes, and one of them with two images, table pets has {a=1, b=1}",
                () -> of("a0", "b0").pairs(4, 7));
        refused(
                "pairs needs two classes, and one of them with two images, table pets has {a=2, b=0}",
                () -> images.subset(0, 1).pairs(4, 7));
        refused("pairs needs one image a row, table pets in pairs has [first, second]", () -> images.pairs(4, 7)
                .pairs(4, 7));
        refused("shares [0.1, 0.9] of 2 samples leave a part empty", () -> images.classesApart(7, 0.1, 0.9));
        Table plain = Table.create("plain", StringColumn.create("image", "a"));
        Manifest unlabelled =
                Manifest.table(plain, Path.of("root")).images("image").open();
        refused("table plain has no label", () -> unlabelled.pairs(4, 7));
        refused("table plain has no label", () -> unlabelled.classesApart(7, 0.5, 0.5));
    }
}
