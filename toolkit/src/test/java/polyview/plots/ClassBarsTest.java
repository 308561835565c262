package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.summary.DatasetTable;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@Tag("notebooks")
class ClassBarsTest {

    private static final int BLUE = Style.color(0).getRGB();

    @Test
    void aBarForEachClassInTheOrderOfTheTable() {
        var data = Dataset.of(List.of(FloatArray.zeros(Shape.of(4, 2))), FloatArray.of(new float[] {2, 0, 2, 2}, 4));

        var chart = Plots.classCounts(DatasetTable.of(data, List.of("oak", "ash", "elm")));

        assertEquals(List.of("oak", "ash", "elm"), names(chart));
        assertEquals(List.of(1.0, 0.0, 3.0), chart.getSeries("count").getXData());
        // The lengths of the bars, from top to bottom, are as 1 to 3.
        List<Integer> bars = bars(BitmapEncoder.getBufferedImage(chart));
        assertEquals(2, bars.size());
        assertEquals(3.0, (double) bars.get(1) / bars.get(0), 0.05);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 60, 100})
    void everyClassHasItsNameAndItsNumberAndNothingIsCutOff(int classes) {
        var chart = Plots.classCounts(counts("a name of many words that is a good deal too long ", classes));
        BufferedImage image = BitmapEncoder.getBufferedImage(chart);

        assertEquals(classes, new HashSet<>(names(chart)).size());
        assertTrue(Style.widest(names(chart)) <= 240);
        assertTrue(
                names(chart).get(classes - 1).endsWith("long " + (classes - 1)),
                names(chart).get(classes - 1));
        assertEquals(Style.WIDTH, image.getWidth());
        // Text in the left part: as many lines of ink as there are classes, and white all around.
        assertEquals(classes, lines(image.getSubimage(8, 0, 220, image.getHeight() - 50)));
        assertEquals(classes, bars(image).size());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x : new int[] {0, 1, 718, 719}) {
                assertEquals(0xFFFFFFFF, image.getRGB(x, y), x + " " + y);
            }
        }
    }

    @Test
    void ofManyClassesBothEndsAreDrawnAndTheTitleSaysSo() {
        var chart = Plots.classCounts(counts("c", 1500));

        assertEquals("the 50 largest and the 50 smallest of 1,500 classes", chart.getTitle());
        List<String> expected = IntStream.concat(IntStream.range(0, 50), IntStream.range(1450, 1500))
                .mapToObj(i -> "c" + (1499 - i))
                .toList();
        assertEquals(expected, names(chart));
        assertEquals("", Plots.classCounts(counts("c", 100)).getTitle());
        BufferedImage image = BitmapEncoder.getBufferedImage(chart);
        assertEquals(100, lines(image.getSubimage(8, 36, 30, image.getHeight() - 86)));
    }

    @Test
    void namesThatAreTheSameStayApart() {
        Table table =
                Table.create("t", StringColumn.create("class", "a", "a", "a (2)"), IntColumn.create("count", 1, 2, 3));

        assertEquals(List.of("a", "a (2)", "a (2) (2)"), names(Plots.classCounts(table)));
    }

    @Test
    void classesWithoutASampleAreDrawnToo() {
        Table table = Table.create("t", StringColumn.create("class", "a", "b"), IntColumn.create("count", 0, 0));

        BufferedImage image = BitmapEncoder.getBufferedImage(Plots.classCounts(table));

        assertEquals(2, lines(image.getSubimage(8, 0, 10, image.getHeight() - 50)));
        assertEquals(List.of(), bars(image));
    }

    @Test
    void tablesOfAnotherKindAreRefused() {
        Table good = counts("c", 2);
        refused(
                "table must have a column class, got the columns [count]",
                () -> Plots.classCounts(good.selectColumns("count")));
        refused(
                "table must have a column count, got the columns [class]",
                () -> Plots.classCounts(good.selectColumns("class")));
        refused("table must have at least one class, got no rows", () -> Plots.classCounts(good.emptyCopy()));
        refused(
                "column count must hold numbers, got STRING",
                () -> Plots.classCounts(
                        Table.create("t", StringColumn.create("class", "a"), StringColumn.create("count", "b"))));
        Table negative = good.copy();
        negative.intColumn("count").set(0, -1);
        refused("count must be finite and not negative, got -1.0 in row 0", () -> Plots.classCounts(negative));
        Table missing = good.copy();
        missing.intColumn("count").setMissing(1);
        refused("count must be finite and not negative, got NaN in row 1", () -> Plots.classCounts(missing));
        refused(
                "a class index must be a whole number from 0, got 0.5 in sample 0",
                () -> Plots.classCounts(DatasetTable.of(
                        Dataset.of(List.of(FloatArray.zeros(Shape.of(1, 2))), FloatArray.of(new float[] {0.5f}, 1)))));
    }

    @Test
    void longTextsLoseTheirMiddle() {
        assertEquals("short", Style.shortened("short", 100));
        String shortened = Style.shortened("abcdefghijklmnopqrstuvwxyz".repeat(4), 100);
        assertTrue(shortened.matches("abc[a-z]*…[a-z]*xyz"), shortened);
        assertTrue(Style.widest(List.of(shortened)) <= 100);
        assertTrue(Style.widest(List.of(shortened)) > 80);
    }

    /** Class i has i + 1 samples. */
    private static Table counts(String name, int classes) {
        return Table.create(
                "t",
                StringColumn.create("class", IntStream.range(0, classes).mapToObj(i -> name + i)),
                IntColumn.create("count", IntStream.rangeClosed(1, classes).toArray()));
    }

    private static List<String> names(HorizontalBarChart chart) {
        return chart.getSeries("count").getYData().stream()
                .map(Object::toString)
                .collect(Collectors.toList());
    }

    /** The lengths of the blue bars, from top to bottom. */
    private static List<Integer> bars(BufferedImage image) {
        List<Integer> bars = new ArrayList<>();
        int before = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            int row = y;
            int length = (int) IntStream.range(0, image.getWidth())
                    .filter(x -> image.getRGB(x, row) == BLUE)
                    .count();
            if (length > 0 && before == 0) {
                bars.add(length);
            }
            before = length;
        }
        return bars;
    }

    /** How many runs of rows with any ink in them there are, parted by white. */
    private static int lines(BufferedImage image) {
        int lines = 0;
        boolean before = false;
        for (int y = 0; y < image.getHeight(); y++) {
            int row = y;
            boolean ink = IntStream.range(0, image.getWidth()).anyMatch(x -> (image.getRGB(x, row) & 0xFF) < 250);
            lines += ink && !before ? 1 : 0;
            before = ink;
        }
        return lines;
    }
}
