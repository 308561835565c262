package polyview.data.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.MemoryDatasetTest;
import polyview.data.Order;
import polyview.data.manifest.Manifest;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@Tag("data")
class DatasetTableTest {

    private static final List<String> NAMES = List.of("same", "other");

    /** The data of the Javadoc: left images all 0.5, right ones all 1, in two classes. */
    private static MemoryDataset pairs() {
        float[] left = new float[16];
        float[] right = new float[16];
        Arrays.fill(left, 0.5f);
        Arrays.fill(right, 1);
        return Dataset.of(
                List.of(FloatArray.of(left, 4, 2, 2, 1), FloatArray.of(right, 4, 2, 2, 1)),
                FloatArray.of(new float[] {0, 1, 0, 1}, 4));
    }

    private static MemoryDataset targets(float... targets) {
        return Dataset.of(
                List.of(FloatArray.zeros(Shape.of(targets.length, 2))), FloatArray.of(targets, targets.length));
    }

    @Test
    void theExampleOfTheJavadoc() {
        var look = DatasetTable.of(pairs(), NAMES);

        assertEquals("""
                name | shape | values | not finite | minimum | maximum | mean | standard deviation
                input 0 | (2, 2, 1) | 16 | 0 | 0.5 | 0.5 | 0.5 | 0
                input 1 | (2, 2, 1) | 16 | 0 | 1 | 1 | 1 | 0
                target 0 | () | 4 | 0 | 0 | 1 | 0.5 | 0.57735
                """, text(look.table()));
        assertEquals("class | count | percent\nsame | 2 | 50\nother | 2 | 50\n", text(look.classCounts()));
        assertEquals("""
                sample | class | input 0 mean | input 0 minimum | input 0 maximum | input 1 mean | input 1 minimum | \
                input 1 maximum | not finite
                0 | same | 0.5 | 0.5 | 0.5 | 1 | 1 | 1 | 0
                1 | other | 0.5 | 0.5 | 0.5 | 1 | 1 | 1 | 0
                """, text(look.samples(2)));
        assertEquals(4, look.samples(5).rowCount());
        assertEquals(0, look.samples(0).rowCount());
        assertEquals("4 samples, 2 inputs, 1 target", look.title());
        assertEquals(
                look.title() + "\n\n" + look.table().print() + "\n\n"
                        + look.classCounts().print(),
                look.toString());
        // All digits are there; only six are printed.
        assertEquals(
                Math.sqrt(1 / 3.0),
                look.table().doubleColumn("standard deviation").get(2),
                1e-15);
    }

    @Test
    void tablesOfTheUserAreCopies() {
        var look = DatasetTable.of(pairs());
        look.table().stringColumn("name").set(0, "changed");
        look.classCounts().intColumn("count").set(0, 99);

        assertEquals("input 0", look.table().stringColumn("name").get(0));
        assertEquals(2, look.classCounts().intColumn("count").get(0));
    }

    @Test
    void onePassIsReadAndClosedAndOfSamplesNoMoreThanNeeded() {
        var data = new Watched(MemoryDatasetTest.numbered(100), false);

        var look = DatasetTable.of(data);

        assertEquals(List.of(32, 32, 32, 4), data.batches);
        assertEquals(1, data.closed);
        assertEquals(100, look.table().longColumn("values").get(1));
        assertEquals(4950, look.table().doubleColumn("mean").get(1));
        data.batches.clear();
        Table samples = look.samples(40);
        assertEquals(List.of(32, 32), data.batches);
        assertEquals(2, data.closed);
        assertEquals(40, samples.rowCount());
        assertEquals(3900, samples.doubleColumn("input 1 [0]").get(39));
        data.batches.clear();
        look.samples(3);
        assertEquals(List.of(3), data.batches);
        assertEquals(
                "[sample, class, input 0 [0], input 0 [1], input 1 [0], not finite]",
                samples.columnNames().toString());
    }

    @Test
    void samplesThatDoNotComeAreSeen() {
        var look = DatasetTable.of(new Watched(MemoryDatasetTest.numbered(40), true));

        assertEquals("39 samples of 40, 2 inputs, 1 target", look.title());
        assertEquals(39, look.classCounts().rowCount());
    }

    @Test
    void valuesThatAreNotFiniteAreCounted() {
        var images =
                FloatArray.of(new float[] {1, Float.NaN, 3, Float.POSITIVE_INFINITY, Float.NaN, Float.NaN}, 3, 1, 2);
        var data = Dataset.of(List.of(images), FloatArray.of(new float[] {1, Float.NaN, 1}, 3));

        var look = DatasetTable.of(data, NAMES);

        assertEquals("""
                name | shape | values | not finite | minimum | maximum | mean | standard deviation
                input 0 | (1, 2) | 6 | 4 | 1 | 3 | 2 | 1.41421
                target 0 | () | 3 | 1 | 1 | 1 | 1 | 0
                """, text(look.table()));
        assertEquals(
                "class | count | percent\nsame | 0 | 0\nother | 2 | 66.6667\n(no class) | 1 | 33.3333\n",
                text(look.classCounts()));
        assertEquals("""
                sample | class | input 0 mean | input 0 minimum | input 0 maximum | not finite
                0 | other | 1 | 1 | 1 | 1
                1 | (no class) | 3 | 3 | 3 | 2
                2 | other |  |  |  | 2
                """, text(look.samples(9)));
    }

    @Test
    void classesWithoutNamesAreThoseThatOccur() {
        var look = DatasetTable.of(targets(7, 0, 7, 100000));

        assertEquals("class | count | percent\n0 | 1 | 25\n7 | 2 | 50\n100000 | 1 | 25\n", text(look.classCounts()));
        assertEquals(List.of(0), look.classTargets());
    }

    @Test
    void numbersAreNoClasses() {
        var look = DatasetTable.of(targets(1, 0.5f, 2));

        assertEquals(List.of(), look.classTargets());
        assertEquals(look.title() + "\n\n" + look.table().print(), look.toString());
        refused("a class index must be a whole number from 0, got 0.5 in sample 1", look::classCounts);
        assertEquals(
                "sample | target 0 | input 0 [0] | input 0 [1] | not finite\n0 | 1 | 0 | 0 | 0\n1 | 0.5 | 0 | 0 | 0\n",
                text(look.samples(2)));
        for (float bad : new float[] {-1, Float.POSITIVE_INFINITY, 1 << 24}) {
            refused(
                    "a class index must be a whole number from 0, got " + bad + " in sample 0",
                    DatasetTable.of(targets(bad))::classCounts);
        }
        float[] many = new float[70000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        refused(
                "class indices must be at most 65536 different numbers, got more up to sample 65536",
                DatasetTable.of(targets(many))::classCounts);
        assertEquals(
                65536,
                DatasetTable.of(targets(Arrays.copyOf(many, 65536)))
                        .classCounts()
                        .rowCount());
    }

    @Test
    void severalTargetsAndNone() {
        var one = FloatArray.of(new float[] {0, 1}, 2, 1);
        var row = FloatArray.of(new float[] {0.5f, 1.5f, 2.5f, 3.5f}, 2, 2);
        var map = FloatArray.of(new float[] {1, 2, 3, 4}, 2, 1, 2);
        var look = DatasetTable.of(new MemoryDataset(List.of(row), List.of(one, row, map)));

        refused("classCounts needs to know which of 3 targets, as in classCounts(0)", look::classCounts);
        refused("target must lie in [0, 3), got 3", () -> look.classCounts(3));
        refused("target must lie in [0, 3), got -1", () -> look.classCounts(-1));
        refused("class indices must have the shape (N), got (N, 2)", () -> look.classCounts(1));
        refused("class indices must have the shape (N), got (N, 1, 2)", () -> look.classCounts(2));
        assertEquals(List.of(0), look.classTargets());
        assertEquals(2, look.classCounts(0).rowCount());
        assertEquals("""
                sample | target 0 [0] | target 1 [0] | target 1 [1] | target 2 mean | target 2 minimum | \
                target 2 maximum | input 0 [0] | input 0 [1] | not finite
                0 | 0 | 0.5 | 1.5 | 1.5 | 1 | 2 | 0.5 | 1.5 | 0
                1 | 1 | 2.5 | 3.5 | 3.5 | 3 | 4 | 2.5 | 3.5 | 0
                """, text(look.samples(2)));
        var none = DatasetTable.of(new MemoryDataset(List.of(row), List.of()));
        assertEquals("2 samples, 1 input, 0 targets", none.title());
        refused("classCounts needs a target, there is none", none::classCounts);
    }

    @Test
    void noSampleIsADataSetToo() {
        var look = DatasetTable.of(pairs().subset(), NAMES);

        assertEquals("0 samples, 2 inputs, 1 target", look.title());
        assertEquals("class | count | percent\nsame | 0 | \nother | 0 | \n", text(look.classCounts()));
        assertTrue(text(look.table()).contains("input 1 | (2, 2, 1) | 0 | 0 |  |  |  | \n"));
        assertEquals(0, look.samples(3).rowCount());
        assertEquals(0, DatasetTable.of(pairs().subset()).classCounts().rowCount());
    }

    @Test
    void aManifestIsLookedAtWithoutAnImage() {
        Table table = Table.create(
                "made",
                StringColumn.create("left", "a.png", "b.png", "c.png"),
                StringColumn.create("right", "d.png", "e.png", "f.png"),
                StringColumn.create("kind", "x", "y", "x"),
                DoubleColumn.create("angle", 1, 2, 6));
        var labelled = Manifest.table(table, Path.of("nowhere"))
                .images("left", "right")
                .label("kind");

        var look = DatasetTable.of(labelled.classes("y", "x", "z").open());

        String header = "name | shape | values | not finite | minimum | maximum | mean | standard deviation\n";
        String images = "left | image |  |  |  |  |  | \nright | image |  |  |  |  |  | \n";
        assertEquals(header + images + "kind | () | 3 | 0 | 0 | 1 | 0.666667 | 0.57735\n", text(look.table()));
        assertEquals(
                "class | count | percent\ny | 1 | 33.3333\nx | 2 | 66.6667\nz | 0 | 0\n", text(look.classCounts()));
        assertEquals(text(labelled.open().table().first(2)), text(look.samples(2)));
        assertEquals(3, look.samples(9).rowCount());
        assertEquals("table made: 3 rows", look.title());

        var numbers = DatasetTable.of(Manifest.table(table, Path.of("nowhere"))
                .images("left", "right")
                .targets("angle")
                .open());
        assertEquals(header + images + "angle | () | 3 | 0 | 1 | 6 | 3 | 2.64575\n", text(numbers.table()));
        refused("table made has no label", numbers::classCounts);

        var paths = DatasetTable.of(Manifest.table(table, Path.of("nowhere"))
                .images("left", "right")
                .open());
        assertEquals(header + images, text(paths.table()));
        refused("classCounts needs a target, there is none", paths::classCounts);
    }

    @Test
    void namesMustFitTheTarget() {
        refused("classes must not be empty", () -> DatasetTable.of(pairs(), List.of()));
        refused("classes must differ, got [a, a]", () -> DatasetTable.of(pairs(), List.of("a", "a")));
        refused("a class index must lie below 2, the number of class names, got 2 in sample 33", () -> {
            float[] targets = new float[40];
            targets[33] = 2;
            DatasetTable.of(targets(targets), NAMES);
        });
        refused(
                "a class index must be a whole number from 0, got 0.5 in sample 1",
                () -> DatasetTable.of(targets(1, 0.5f), NAMES));
        FloatArray row = FloatArray.zeros(Shape.of(2, 2));
        FloatArray one = FloatArray.zeros(Shape.of(2));
        refused(
                "classes needs one target of class indices of shape (N), got 1 of shapes [[2]]",
                () -> DatasetTable.of(Dataset.of(List.of(row), row), NAMES));
        refused(
                "classes needs one target of class indices of shape (N), got 2 of shapes [[], []]",
                () -> DatasetTable.of(new MemoryDataset(List.of(row), List.of(one, one)), NAMES));
    }

    @Test
    void namesOfSingleTargets() {
        assertEquals("other", DatasetTable.className(NAMES, 1, 0));
        assertEquals("3", DatasetTable.className(List.of(), 3, 0));
        assertEquals("(no class)", DatasetTable.className(NAMES, Float.NaN, 0));
        refused(
                "a class index must lie below 2, the number of class names, got 2 in sample 4",
                () -> DatasetTable.className(NAMES, 2, 4));
    }

    @Test
    void otherRefusals() {
        refused("count must not be negative, got -1", () -> DatasetTable.of(pairs())
                .samples(-1));
        refused(
                "data must give batches of 2 inputs and 1 targets, got 1 and 0",
                () -> DatasetTable.of(new Watched(pairs(), false) {
                    @Override
                    Batch changed(Batch batch) {
                        return new Batch(batch.inputs().subList(0, 1), List.of());
                    }
                }));
    }

    @Test
    void numbersArePrintedWithSixDigits() {
        var numbers = SixDigits.column("n");
        for (double number : new double[] {1 / 3.0, -2, 0, 1.5e-7, 123456789, 1e300, Double.NEGATIVE_INFINITY}) {
            numbers.append(number);
        }
        numbers.appendMissing();
        assertEquals(
                List.of("0.333333", "-2", "0", "1.5E-7", "123457000", "1E+300", "-Infinity", ""),
                IntStream.range(0, 8).mapToObj(numbers::getString).toList());
    }

    @Test
    void unknownSizesHaveAQuestionMark() {
        assertEquals("(?, ?, 3)", StatisticsRows.text(Shape.of(-1, -1, 3)));
        assertEquals("?", StatisticsRows.text(Shape.unknown()));
        assertFalse(DatasetStatistics.isOneNumber(Shape.unknown()));
        assertFalse(DatasetStatistics.isOneNumber(Shape.of(-1)));
    }

    /** Rows as lines, cells as they are printed. */
    private static String text(Table table) {
        StringBuilder text = new StringBuilder(String.join(" | ", table.columnNames())).append('\n');
        for (int row = 0; row < table.rowCount(); row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < table.columnCount(); column++) {
                cells.add(table.getString(row, column));
            }
            text.append(String.join(" | ", cells)).append('\n');
        }
        return text.toString();
    }

    /** Remembers the batches given out, and may lose the first sample as a reader loses a bad file. */
    private static class Watched implements Dataset {
        final List<Integer> batches = new ArrayList<>();
        int closed;
        private final MemoryDataset data;
        private final boolean loses;

        Watched(MemoryDataset data, boolean loses) {
            this.data = data;
            this.loses = loses;
        }

        Batch changed(Batch batch) {
            return batch;
        }

        @Override
        public int size() {
            return data.size();
        }

        @Override
        public List<Shape> inputShapes() {
            return data.inputShapes();
        }

        @Override
        public List<Shape> targetShapes() {
            return data.targetShapes();
        }

        @Override
        public Epoch epoch(int batchSize, Order order) {
            MemoryDataset some =
                    loses ? data.subset(IntStream.range(1, data.size()).toArray()) : data;
            Epoch pass = some.epoch(batchSize, order);
            return new Epoch() {
                @Override
                public boolean hasNext() {
                    return pass.hasNext();
                }

                @Override
                public Batch next() {
                    Batch batch = pass.next();
                    batches.add(batch.size());
                    return changed(batch);
                }

                @Override
                public void close() {
                    closed++;
                    pass.close();
                }
            };
        }
    }
}
