package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.data.FloatArray;
import polyview.metrics.ConfusionCounts;
import tech.tablesaw.api.Table;

/** Counts against a plain count, and where they stand in the picture. */
@Tag("plots")
class ConfusionMatrixTest {

    private static FloatArray row(float... values) {
        return FloatArray.of(values, values.length);
    }

    /** Labels and scores of so many samples, about half of them right. */
    private static ConfusionMatrix made(int samples, int classes) {
        SplittableRandom random = new SplittableRandom(3);
        FloatArray labels = row(new float[samples]);
        FloatArray scores = FloatArray.of(new float[samples * classes], samples, classes);
        for (int i = 0; i < samples; i++) {
            labels.values()[i] = random.nextInt(classes);
            scores.set(1, i, random.nextBoolean() ? (int) labels.values()[i] : random.nextInt(classes));
        }
        return Plots.confusionMatrix(labels, scores, List.of());
    }

    @Test
    void theLargestScoreDecidesTheFirstOfEqualOnes() {
        // Decided 0 (a tie), 2, 1, 1.
        FloatArray scores = FloatArray.of(new float[] {5, 5, 1, -3, -2, -1, 0, 1, 0, 0, 9, 8}, 4, 3);
        ConfusionMatrix matrix = Plots.confusionMatrix(row(0, 0, 1, 2), scores, List.of("a", "b", "c"));

        assertEquals(1, matrix.count(0, 0));
        assertEquals(1, matrix.count(0, 2));
        assertEquals(1, matrix.count(1, 1));
        assertEquals(1, matrix.count(2, 1));
        assertEquals(0, matrix.count(2, 2));
        assertEquals(4, matrix.samples());
        assertEquals(0.5, matrix.accuracy());
        assertEquals("accuracy 0.5000 of 4 samples", matrix.title());
        Table table = matrix.table();
        assertEquals(List.of("true class", "a", "b", "c"), table.columnNames());
        assertEquals(List.of("a", "b", "c"), table.stringColumn(0).asList());
        assertArrayEquals(new Long[] {0L, 1L, 1L}, table.longColumn("b").asObjectArray());
    }

    @Test
    void oneScoreIsHeldAgainstTheThreshold() {
        FloatArray labels = FloatArray.of(new float[] {0, 1, 1, 0}, 4, 1);
        FloatArray logits = row(-2, 0.4f, 3, 0);
        ConfusionMatrix byLogits = Plots.confusionMatrix(labels, logits, 0, List.of("no", "yes"));
        assertEquals(2, byLogits.count(0, 0));
        assertEquals(2, byLogits.count(1, 1));
        ConfusionMatrix byProbabilities = Plots.confusionMatrix(labels, logits.reshape(4, 1), 0.5, List.of());
        assertEquals(1, byProbabilities.count(1, 0));
        assertEquals(List.of("0", "1"), byProbabilities.classes());
    }

    @Test
    void namesThatDifferByTheirCaseAreColumnsOfTheirOwn() {
        var matrix = Plots.confusionMatrix(
                row(0, 1, 2),
                FloatArray.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3),
                List.of("a", "A", "True class"));
        assertEquals(
                List.of("true class", "a", "A (2)", "True class (2)"),
                matrix.table().columnNames());
    }

    @Test
    void theShadeIsTheShareOfTheTrueClass() {
        // Class 0: three of four right; class 1: none of one.
        var matrix = Plots.confusionMatrix(row(0, 0, 0, 0, 1), row(-1, -1, -1, 1, -1), 0, List.of());
        BufferedImage picture = PlotFile.picture(matrix);
        ConfusionPainter painter = new ConfusionPainter(matrix);
        double[][] shares = {{0.75, 0.25}, {1, 0}};
        for (int truth = 0; truth < 2; truth++) {
            for (int predicted = 0; predicted < 2; predicted++) {
                double[] at = painter.middle(truth, predicted);
                assertEquals(
                        ColorMap.SEQUENTIAL.color(shares[truth][predicted]).getRGB(),
                        picture.getRGB((int) (2 * (at[0] - 25)), (int) (2 * (at[1] - 25))),
                        truth + " " + predicted);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 26, 100, 700})
    void anyNumberOfClassesFits(int classes) {
        ConfusionMatrix matrix = made(12_345, classes);
        assertTrue(matrix.width() <= Style.WIDTH, "width " + matrix.width());
        BufferedImage picture = PlotFile.picture(matrix);
        // Nothing is drawn into the outermost pixels: nothing is clipped.
        int right = picture.getWidth() - 1;
        int bottom = picture.getHeight() - 1;
        assertTrue(IntStream.rangeClosed(0, bottom)
                .allMatch(y -> picture.getRGB(0, y) == 0xFFFFFFFF && picture.getRGB(right, y) == 0xFFFFFFFF));
        assertTrue(IntStream.rangeClosed(0, right)
                .allMatch(x -> picture.getRGB(x, 0) == 0xFFFFFFFF && picture.getRGB(x, bottom) == 0xFFFFFFFF));
        double[] first = new ConfusionPainter(matrix).middle(0, 0);
        assertTrue(first[0] > 0 && first[1] > 0);
    }

    @Test
    void textsOfAnSvgAreTheNumbersAndNames(@TempDir Path folder) throws IOException {
        var scores = FloatArray.of(new float[] {1, 0, 1, 0, 1, 0}, 3, 2);
        var matrix = Plots.confusionMatrix(
                row(0, 0, 1), scores, List.of("whole", "a name that is much longer than the others"));
        String texts = PlotFileTest.texts(PlotFileTest.svg(matrix, folder.resolve("m.svg")));
        assertTrue(texts.startsWith("accuracy 0.6667 of 3 samples|2|0|1|0|whole|whole|a name that"), texts);
        assertTrue(texts.endsWith("true class|predicted class|shade: share of the true class"), texts);
        String many = PlotFileTest.texts(PlotFileTest.svg(made(700, 700), folder.resolve("many.svg")));
        assertTrue(many.contains("|0|0|15|15|30|30|"), many);
        assertFalse(many.contains("|1|"), many);
    }

    @Test
    void refusals() {
        FloatArray three = FloatArray.of(new float[6], 2, 3);
        refused(
                "scores of shape [2] need a threshold: 0 for logits, 0.5 for what ends in a sigmoid",
                () -> Plots.confusionMatrix(row(0, 1), row(0, 1), List.of()));
        refused(
                "scores of shape [2, 1] need a threshold: 0 for logits, 0.5 for what ends in a sigmoid",
                () -> Plots.confusionMatrix(row(0, 1), row(0, 1).reshape(2, 1), List.of()));
        refused(
                "scores must have the shape (N, K), got [2, 3, 1]",
                () -> Plots.confusionMatrix(row(0, 1), three.reshape(2, 3, 1), List.of()));
        refused(
                "scores must have the shape (N) or (N, 1) for a threshold, got [2, 3]",
                () -> Plots.confusionMatrix(row(0, 1), three, 0.5, List.of()));
        refused(
                "threshold must be finite, got NaN",
                () -> Plots.confusionMatrix(row(0, 1), row(0, 1), Double.NaN, List.of()));
        refused(
                "scores must not be NaN, got NaN in sample 1",
                () -> Plots.confusionMatrix(
                        row(0, 1), FloatArray.of(new float[] {0, 0, 0, Float.NaN}, 2, 2), List.of()));
        refused(
                "labels must have the shape (N), got [1, 2]",
                () -> Plots.confusionMatrix(row(0, 1).reshape(1, 2), three, List.of()));
        refused(
                "labels must have 2 entries like the scores, got 3",
                () -> Plots.confusionMatrix(row(0, 1, 2), three, List.of()));
        refused(
                "label must be one of the classes 0 to 2, got 3.0 in sample 1",
                () -> Plots.confusionMatrix(row(0, 3), three, List.of()));
        refused(
                "label must be one of the classes 0 to 2, got 0.5 in sample 0",
                () -> Plots.confusionMatrix(row(0.5f, 0), three, List.of()));
        refused(
                "classes must have 3 names, one for each class, got 2",
                () -> Plots.confusionMatrix(row(0, 1), three, List.of("a", "b")));
    }

    @Test
    void countedBatchByBatchItIsTheSame() {
        FloatArray labels = row(0, 0, 1, 2, 1);
        FloatArray scores = FloatArray.of(new float[] {2, 1, 0, 0, 3, 1, 0, 1, 4, 0, 0, 1, 1, 2, 0}, 5, 3);
        ConfusionCounts counts = ConfusionCounts.ofClasses(3);
        counts.add(scores.rows(0, 1), labels.rows(0, 1));
        counts.add(scores.rows(2, 3, 4), labels.rows(2, 3, 4));
        List<String> names = List.of("a", "b", "c");
        assertEquals(
                Plots.confusionMatrix(labels, scores, names).toString(),
                Plots.confusionMatrix(counts, names).toString());
        assertEquals(1, Plots.confusionMatrix(counts, List.of()).count(1, 2));
        refused(
                "classes must have 3 names, one for each class, got 1",
                () -> Plots.confusionMatrix(counts, List.of("a")));
    }
}
