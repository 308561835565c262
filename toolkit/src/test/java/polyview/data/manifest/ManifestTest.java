package polyview.data.manifest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

@Tag("data")
class ManifestTest {

    private static final Path FOLDER = Path.of("images");

    /** Row i has the image {@code i.png}; the first rows are of class a, then come those of class b, and so on. */
    private static Manifest classes(int... sizes) {
        int size = IntStream.of(sizes).sum();
        StringColumn label = StringColumn.create("class");
        for (int c = 0; c < sizes.length; c++) {
            for (int i = 0; i < sizes[c]; i++) {
                label.append(String.valueOf((char) ('a' + c)));
            }
        }
        StringColumn image =
                StringColumn.create("image", IntStream.range(0, size).mapToObj(i -> i + ".png"));
        return Manifest.table(Table.create("made", image, label), FOLDER)
                .images("image")
                .label("class")
                .classes(IntStream.range(0, sizes.length)
                        .mapToObj(c -> String.valueOf((char) ('a' + c)))
                        .toList())
                .open();
    }

    private static List<String> images(Manifest manifest) {
        return IntStream.range(0, manifest.size())
                .mapToObj(row -> manifest.text(row, 0))
                .toList();
    }

    private static List<Integer> counts(Manifest manifest) {
        return List.copyOf(manifest.classCounts().values());
    }

    private static void holdAll(Manifest whole, List<Manifest> parts) {
        List<String> all =
                parts.stream().flatMap(p -> images(p).stream()).sorted().toList();
        assertEquals(images(whole).stream().sorted().toList(), all);
    }

    @Test
    void aTableKeepsWhatIsInIt() {
        DoubleColumn x = DoubleColumn.create("x", 0.123456789, -2);
        x.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(1));
        Table table = Table.create(
                "made",
                StringColumn.create("left", "a/1.png", "NA"),
                IntColumn.create("right", 7, 1234567),
                BooleanColumn.create("class", true, false),
                x);
        ManifestColumns columns = Manifest.table(table, FOLDER).images("left", "right");
        Manifest manifest = columns.targets("x").open();
        assertEquals(Path.of("images/a/1.png"), manifest.path(0, "left"));
        assertEquals(Path.of("images/1234567"), manifest.path(1, "right"));
        assertArrayEquals(new float[] {0.123456789f}, manifest.targets(0));
        assertEquals("table made, row 2", manifest.where(1));
        assertEquals(List.of("false", "true"), columns.label("class").open().classes());
    }

    @Test
    void aTableIsCheckedAsAFile() {
        Table table =
                Table.create("made", StringColumn.create("left", "1.png", ""), DoubleColumn.create("x", 1, Double.NaN));
        ManifestColumns columns = Manifest.table(table, FOLDER);
        refused("table made, row 2, column left: must not be empty", () -> columns.images("left")
                .open());
        refused("table made has no column right; there are [left, x]", () -> columns.images("left", "right")
                .open());
        table.stringColumn("left").set(1, "2.png");
        refused(
                "table made, row 2, column x: must be a number, got \"\": a missing number is not 0, fill it or leave"
                        + " the row out",
                () -> columns.images("left").targets("x").open());
        table.stringColumn("left").set(0, "a\0b");
        refused("table made, row 1, column left: must not hold a zero character", () -> columns.images("left")
                .open());
        refused(
                "table made has a header and no row",
                () -> Manifest.table(table.emptyCopy(), FOLDER).images("left").open());
    }

    @Test
    void aManifestGoesThroughItsTable(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("m.csv"), "Left,left,line,class,x\n1,2,3,ä b,5\n\n\"1,\",2,4,\"\"\"c\",-.5\n");
        Manifest manifest =
                Manifest.csv(file).images("Left", "left", "line").label("class").open();
        Table table = manifest.table();
        assertEquals(file.toString(), table.name());
        // Tablesaw takes Left and left for one name.
        assertEquals(List.of("line", "Left", "left'", "line'", "class"), table.columnNames());
        assertEquals(List.of(2, 4), table.intColumn("line").asList());
        Manifest again = Manifest.table(table, folder)
                .images("Left", "left'", "line'")
                .label("class")
                .open();
        for (int row = 0; row < 2; row++) {
            for (int input = 0; input < 3; input++) {
                assertEquals(manifest.path(row, input), again.path(row, input));
            }
            assertEquals(manifest.label(row), again.label(row));
        }
        Table numbers =
                Manifest.csv(file).images("left").targets("x", "line").open().table();
        assertEquals(List.of("line", "left", "x", "line'"), numbers.columnNames());
        assertEquals(List.of(5f, -0.5f), numbers.floatColumn("x").asList());
        assertEquals(1, manifest.subset(1).table().rowCount());
    }

    @Test
    void subsetsShareRows() {
        Manifest some = classes(3, 2).subset(4, 0, 4);
        assertEquals(List.of("4.png", "0.png", "4.png"), images(some));
        assertEquals(
                List.of(5, 1, 5), IntStream.range(0, 3).mapToObj(some::line).toList());
        assertEquals(List.of(1, 2), counts(some));
        assertEquals(List.of("0.png"), images(some.subset(1)));
        assertEquals(0, some.subset().size());
    }

    @Test
    void rowsAndInputsMustBeThere() {
        Manifest manifest = classes(3, 2);
        for (int row : new int[] {-1, 5}) {
            String message = "row must lie between 0 and 4, got " + row;
            refused(message, () -> manifest.label(row));
            refused(message, () -> manifest.line(row));
            refused(message, () -> manifest.path(row, 0));
            refused(message, () -> manifest.targets(row));
            refused(message, () -> manifest.subset(0, row));
        }
        refused("row must lie between 0 and 1, got 2", () -> manifest.subset(3, 4)
                .label(2));
        refused("table made has no input top; there are [image]", () -> manifest.path(0, "top"));
        assertEquals(0, manifest.targets(0).length);
    }

    @Test
    void withoutLabels() {
        Table table = Table.create("made", StringColumn.create("image", "1", "2", "3", "4"));
        Manifest manifest = Manifest.table(table, FOLDER).images("image").open();
        String message = "table made has no label";
        refused(message, () -> manifest.label(0));
        refused(message, manifest::classCounts);
        refused(message, manifest::classWeights);
        refused(message, () -> manifest.oversampled(1));
        refused(message, () -> manifest.stratifiedSplit(1, 0.5, 0.5));
        holdAll(manifest, manifest.split(1, 0.5, 0.25, 0.25));
        assertEquals("table made: 4 rows of [image], 18 bytes a row", manifest.toString());
    }

    @Test
    void splitsInTwoAreThoseOfDataInMemory() {
        int[] sizes = {7, 1, 13, 5, 2};
        Manifest manifest = classes(sizes);
        float[] labels = new float[manifest.size()];
        float[] numbers = new float[manifest.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = manifest.label(i);
            numbers[i] = i;
        }
        MemoryDataset data =
                Dataset.of(List.of(FloatArray.of(numbers, labels.length, 1)), FloatArray.of(labels, labels.length));
        Function<MemoryDataset, List<String>> names = part -> IntStream.range(0, part.size())
                .mapToObj(i -> (int) part.all().inputs().get(0).get(i, 0) + ".png")
                .toList();
        for (double fraction : new double[] {0.1, 0.25, 0.5, 0.7}) {
            assertEquals(
                    names.apply(data.split(7, fraction, 1 - fraction).get(0)),
                    images(manifest.split(7, fraction, 1 - fraction).get(0)));
            assertEquals(
                    names.apply(data.stratifiedSplit(7, fraction, 1 - fraction).get(1)),
                    images(manifest.stratifiedSplit(7, fraction, 1 - fraction).get(1)));
        }
    }

    @Test
    void partsHoldTheClassesInProportion() {
        Manifest manifest = classes(60, 0, 40, 20);
        List<Manifest> parts = manifest.stratifiedSplit(7, 0.7, 0.15, 0.15);
        // 0.7 and 0.15 of 60, 0, 40 and 20.
        assertEquals(
                List.of(List.of(42, 0, 28, 14), List.of(9, 0, 6, 3), List.of(9, 0, 6, 3)),
                parts.stream().map(ManifestTest::counts).toList());
        holdAll(manifest, parts);
        assertNotEquals(images(parts.get(0)).stream().sorted().toList(), images(parts.get(0)), "a part is shuffled");
    }

    @Test
    void aPartIsOffByLessThanOne() {
        int[] sizes = {7, 1, 13, 5, 2, 9, 9, 9};
        double[] shares = {0.55, 0.2, 0.15, 0.1};
        Manifest manifest = classes(sizes);
        for (long seed = 0; seed < 20; seed++) {
            List<Manifest> parts = manifest.stratifiedSplit(seed, shares);
            holdAll(manifest, parts);
            for (int p = 0; p < shares.length; p++) {
                assertEquals(shares[p] * 55, parts.get(p).size(), 0.9999999);
                for (int c = 0; c < sizes.length; c++) {
                    assertEquals(shares[p] * sizes[c], counts(parts.get(p)).get(c), 0.9999999);
                }
            }
        }
    }

    @Test
    void theSeedDecidesTheParts() {
        Manifest manifest = classes(20, 30);
        Function<Long, List<List<String>>> split =
                seed -> Stream.of(manifest.stratifiedSplit(seed, 0.5, 0.3, 0.2), manifest.split(seed, 0.5, 0.3, 0.2))
                        .flatMap(List::stream)
                        .map(ManifestTest::images)
                        .toList();
        assertEquals(split.apply(7L), split.apply(7L));
        for (int part = 0; part < 6; part++) {
            assertNotEquals(split.apply(7L).get(part), split.apply(8L).get(part));
        }
    }

    @Test
    void splitsAtRandomHaveTheirShares() {
        Manifest manifest = classes(12, 8);
        List<Manifest> parts = manifest.split(7, 0.7, 0.15, 0.15);
        assertEquals(List.of(14, 3, 3), parts.stream().map(Manifest::size).toList());
        holdAll(manifest, parts);
    }

    @Test
    void wrongSharesAreRefused() {
        Manifest manifest = classes(2, 1);
        refused("a share must lie between 0 and 1, both excluded, got 1.0", () -> manifest.split(7, 1.0));
        refused("a share must lie between 0 and 1, both excluded, got 0.0", () -> manifest.split(7, 0, 0.5, 0.5));
        refused(
                "a share must lie between 0 and 1, both excluded, got NaN",
                () -> manifest.stratifiedSplit(7, Double.NaN, 0.5));
        refused("shares must sum to 1, got [0.7, 0.2], which sum to 0.9", () -> manifest.split(7, 0.7, 0.2));
        refused("shares must sum to 1, got [], which sum to 0.0", () -> manifest.split(7));
        refused("shares must sum to 1, got [0.5, 0.6], which sum to 1.1", () -> manifest.stratifiedSplit(7, 0.5, 0.6));
        refused("shares [0.8, 0.1, 0.1] of 3 samples leave a part empty", () -> manifest.split(7, 0.8, 0.1, 0.1));
        refused("a share must lie between 0 and 1, both excluded, got 1.5", () -> manifest.split(7, 1.5));
        refused("shares [0.1, 0.9] of 3 samples leave a part empty", () -> manifest.stratifiedSplit(7, 0.1, 0.9));
        // Thirds do not sum to 1 exactly.
        assertEquals(3, manifest.split(7, 1 / 3.0, 1 / 3.0, 1 / 3.0).size());
    }

    @Test
    void classesAreWeighed() {
        // 8 / (2 * 6) and 8 / (2 * 2).
        assertArrayEquals(new double[] {2 / 3.0, 2}, classes(6, 2).classWeights(), 1e-12);
        double[] weights = classes(5, 1, 3).classWeights();
        assertEquals(9, 5 * weights[0] + weights[1] + 3 * weights[2], 1e-12);
        assertEquals(5 * weights[0], 3 * weights[2], 1e-12);
        refused("classWeights needs a row of every class, there is none of b", () -> classes(2, 0, 3)
                .classWeights());
        assertEquals(Map.of("a", 2, "b", 0, "c", 3), classes(2, 0, 3).classCounts());
    }

    @Test
    void rareClassesAreRepeated() {
        Manifest manifest = classes(11, 1, 4);
        Manifest more = manifest.oversampled(7);
        assertEquals(List.of(11, 11, 11), counts(more));
        assertEquals(images(manifest), images(more).subList(0, 16));
        Map<String, Long> times =
                images(more).stream().collect(Collectors.groupingBy(i -> i, TreeMap::new, Collectors.counting()));
        for (int i = 0; i < 11; i++) {
            assertEquals(1, times.get(i + ".png"));
        }
        assertEquals(11, times.get("11.png"));
        // 11 of 4: three rows three times, one twice.
        List<Long> last =
                IntStream.range(12, 16).mapToObj(i -> times.get(i + ".png")).toList();
        assertEquals(3, Collections.frequency(last, 3L), last::toString);
        assertEquals(1, Collections.frequency(last, 2L), last::toString);
        assertEquals(images(more), images(manifest.oversampled(7)));
        assertTrue(IntStream.range(0, 20)
                        .mapToObj(seed -> images(manifest.oversampled(seed)).stream()
                                .sorted()
                                .toList())
                        .distinct()
                        .count()
                > 1);
        assertEquals(images(classes(2, 2)), images(classes(2, 2).oversampled(7)));
        refused("oversampled needs a row of every class, there is none of a", () -> classes(0, 3)
                .oversampled(7));
    }

    @Test
    void aManifestTellsWhatItIs() {
        assertEquals(
                "table made: 1 row of [image], 1 class, 29 bytes a row",
                classes(1).toString());
        String large = classes(900, 300).toString();
        assertTrue(large.startsWith("table made: 1,200 rows of [image], 2 classes, "), large);
    }
}
