package polyview.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** The reader of the official runs, on small files of their layout, and on the real one where it lies at hand. */
@Tag("data")
class OmniglotRunsTest {

    @TempDir
    Path temp;

    private Path zip() {
        return temp.resolve("runs.zip");
    }

    /** Two runs of three ways; character c is a bar in row c, as long as 1 where it is shown and 2 where it is asked for. */
    private static SmallZip runs() throws IOException {
        SmallZip zip = SmallZip.of(0, 0, 0);
        for (int run = 1; run <= 2; run++) {
            for (int c = 1; c <= 3; c++) {
                zip.with(entry(run, "training/class", c), bar(c, 1));
                // Item i is character i + 1, and item 3 is character 1, in the second run just the other way round.
                zip.with(entry(run, "test/item", c), bar(run == 1 ? c % 3 + 1 : (c + 1) % 3 + 1, 2));
            }
        }
        return zip.with("run01/class_labels.txt", labels(1, 2, 3, 1).getBytes(UTF_8))
                .with("run02/class_labels.txt", labels(2, 3, 1, 2).getBytes(UTF_8));
    }

    private static String entry(int run, String kind, int number) {
        return String.format("run%02d/%s%02d.png", run, kind, number);
    }

    private static byte[] bar(int character, int length) throws IOException {
        return SmallZip.png(SmallZip.bar(0, character, length));
    }

    private static String labels(int run, int... classes) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < classes.length; i++) {
            lines.append(entry(run, "test/item", i + 1) + " " + entry(run, "training/class", classes[i]) + "\n");
        }
        return lines.toString();
    }

    @Test
    void runsAreReadInTheOrderOfTheirNames() throws IOException {
        OneShotRuns runs = OmniglotRuns.open(runs().write(zip()));
        assertEquals("OneShotRuns[2 runs of 3 ways, from " + zip() + "]", runs.toString());
        assertEquals(6, runs.trials());
        assertEquals(
                List.of("run01", "run01", "run01", "run02", "run02", "run02"),
                runs.truth().stringColumn("run").asList());
        assertEquals(List.of(1, 2, 0, 2, 0, 1), runs.truth().intColumn("right").asList());
        FloatArray images = runs.images(SmallZip.SIDE);
        assertEquals(Shape.of(12, SmallZip.SIDE, SmallZip.SIDE, 1), images.shape());
        int[][] rowsAndLengths = {
            {1, 1}, {2, 1}, {3, 1}, {2, 2}, {3, 2}, {1, 2}, {1, 1}, {2, 1}, {3, 1}, {3, 2}, {1, 2}, {2, 2}
        };
        for (int i = 0; i < rowsAndLengths.length; i++) {
            FloatArray expected = Drawing.read(bar(rowsAndLengths[i][0], rowsAndLengths[i][1]))
                    .resized(SmallZip.SIDE);
            assertEquals(expected, images.row(i), "drawing " + i);
        }
    }

    @Test
    void linesMayStandInAnyOrder() throws IOException {
        String lines = labels(1, 2, 3, 1);
        String[] three = lines.split("\n");
        String turned = three[2] + "\r\n\r\n" + three[0] + "\r\n" + three[1];
        OneShotRuns runs = OmniglotRuns.open(
                runs().with("run01/class_labels.txt", turned.getBytes(UTF_8)).write(zip()));
        assertEquals(List.of(1, 2, 0, 2, 0, 1), runs.truth().intColumn("right").asList());
    }

    @Test
    void otherEntriesArePassedOver() throws IOException {
        SmallZip zip = runs().with("readme.txt", new byte[3])
                .with("run01/", new byte[0])
                .with("__MACOSX/run01/class_labels.txt", new byte[] {1});
        assertEquals(2, OmniglotRuns.open(zip.write(zip())).size());
    }

    private String fails(SmallZip zip) throws IOException {
        zip.write(zip());
        return assertThrows(RuntimeException.class, () -> OmniglotRuns.open(zip()))
                .getMessage();
    }

    @Test
    void whatIsWrongIsNamedWithFileAndEntry() throws IOException {
        byte[] png = bar(1, 1);
        assertEquals(
                "cannot read entry run02/test/item02.png of " + zip() + ": the PNG file is cut off",
                fails(runs().with("run02/test/item02.png", Arrays.copyOf(png, png.length - 20))));
        assertEquals(
                zip() + " holds no runs: expected entries like run01/class_labels.txt", fails(SmallZip.of(1, 1, 1)));
        assertEquals(
                "line 3 of entry run01/class_labels.txt of " + zip() + " must name a drawing of run01/test and one of"
                        + " run01/training, got run01/test/item03.png run01/training/class09.png",
                fails(runs().with("run01/class_labels.txt", labels(1, 2, 3, 9).getBytes(UTF_8))));
        assertEquals(
                "line 1 of entry run01/class_labels.txt of " + zip()
                        + " must name a drawing of run01/test and one of run01/training, got hello",
                fails(runs().with("run01/class_labels.txt", "hello".getBytes(UTF_8))));
        assertEquals(
                "run01/test/item03.png of " + zip() + " must be in one line of run01/class_labels.txt, is in 0",
                fails(runs().with("run01/class_labels.txt", labels(1, 2, 3).getBytes(UTF_8))));
        assertEquals(
                "run01/test/item01.png of " + zip() + " must be in one line of run01/class_labels.txt, is in 2",
                fails(runs().with("run01/class_labels.txt", (labels(1, 2, 3, 1) + labels(1, 2)).getBytes(UTF_8))));
        assertEquals(
                "run02 of " + zip() + " must show 3 drawings and ask for as many, as many as run01 shows, got 4 and 3",
                fails(runs().with("run02/training/class04.png", png)));
        assertEquals(
                "cannot read " + temp.resolve("none.zip") + ": there is no such file",
                assertThrows(RuntimeException.class, () -> OmniglotRuns.open(temp.resolve("none.zip")))
                        .getMessage());
    }

    /**
     * The real file: its counts, and the one figure that its authors publish with it: the modified Hausdorff distance of M.-P. Dubuisson and
     * A. K. Jain (1994) between the centred ink of two drawings errs in 38.8% of the trials.
     */
    @TestFactory
    Stream<DynamicTest> theRealFileGivesThePublishedError() {
        return OmniglotRuns.locate().stream()
                .map(file -> dynamicTest("the real file", () -> {
                    OneShotRuns runs = OmniglotRuns.open();
                    assertEquals(20, runs.size());
                    assertEquals(20, runs.ways());
                    assertEquals(400, runs.trials());
                    FloatArray images = runs.images(105);
                    float[] scores = new float[400 * 20];
                    double[][][] points = IntStream.range(0, 800)
                            .mapToObj(i -> centred(images.row(i)))
                            .toArray(double[][][]::new);
                    for (int trial = 0; trial < 400; trial++) {
                        for (int k = 0; k < 20; k++) {
                            int start = trial / 20 * 40;
                            double[][] asked = points[start + 20 + trial % 20];
                            double[][] shown = points[start + k];
                            scores[trial * 20 + k] = (float) -Math.max(far(asked, shown), far(shown, asked));
                        }
                    }
                    assertEquals(38.8, runs.error(FloatArray.of(scores, scores.length)), 0.05);
                }));
    }

    private static double[][] centred(FloatArray image) {
        double[][] points = IntStream.range(0, image.values().length)
                .filter(i -> image.values()[i] > 0.5)
                .mapToObj(i -> new double[] {i / 105, i % 105})
                .toArray(double[][]::new);
        for (int axis = 0; axis < 2; axis++) {
            int one = axis;
            double mean =
                    Arrays.stream(points).mapToDouble(p -> p[one]).average().orElseThrow();
            Arrays.stream(points).forEach(p -> p[one] -= mean);
        }
        return points;
    }

    /** The mean over the points of the first of the distance to the nearest of the second. */
    private static double far(double[][] from, double[][] to) {
        double sum = 0;
        for (double[] p : from) {
            double nearest = Double.MAX_VALUE;
            for (double[] q : to) {
                nearest = Math.min(nearest, (p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]));
            }
            sum += Math.sqrt(nearest);
        }
        return sum / from.length;
    }
}
