package polyview.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What is drawn in a graph, against what the same numbers mean in Java. */
@Tag("data")
class GraphDrawsTest {

    private static final Augmentation NONE = Augmentation.none();
    private static final Augmentation FULL = NONE.rotation(180)
            .widthShift(0.6)
            .heightShift(0.7)
            .shear(50)
            .zoom(0.5)
            .horizontalFlip()
            .verticalFlip()
            .brightness(0.3)
            .contrast(0.4)
            .shuffleViews();
    private static final int DRAWS = 5000;

    /** The uniform numbers that the graph drew, turned into a map by {@link Geometry}: the formulas are the same. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 4, 3", "33, 64, 2", "128, 1, 4"})
    void rowsAreThoseOfTheSameNumbersInJava(int height, int width, int channels) {
        List<Augmentation> all = List.of(
                NONE,
                FULL,
                NONE.rotation(20),
                NONE.rotation(20).widthShift(1).shear(30),
                NONE.heightShift(0.2).zoom(0.9).verticalFlip(),
                NONE.horizontalFlip().contrast(1),
                NONE.shuffleViews().brightness(1000).sameForAllImages());
        double worst = 0;
        for (Augmentation augmentation : all) {
            FloatArray images = FloatArray.zeros(Shape.of(500, height, width, channels));
            DrawnInGraph drawn = DrawnInGraph.of(augmentation, images, 11);
            assertEquals(Shape.of(500, 12 + channels), drawn.rows().shape());
            for (int i = 0; i < 500; i++) {
                Transform meant = new SampleDraws(augmentation).transform(drawn.units()[i], Order.asStored(), 0);
                float[] expected = meant.parameters(height, width, channels);
                float[] found = drawn.rows().row(i).values();
                for (int k = 0; k < Transform.NUMBERS; k++) {
                    worst = Math.max(worst, Math.abs(expected[k] - found[k]) / Math.max(1, Math.abs(expected[k])));
                }
                if (!augmentation.shufflesViews()) {
                    assertEquals(IntStream.range(0, channels).boxed().toList(), drawn.views(i));
                }
            }
        }
        assertTrue(worst < 1e-5, "largest difference: " + worst);
    }

    /** Mean and spread of even numbers, and none beyond their range; a variance of n numbers has the spread of its moments. */
    @Test
    void uniformNumbersAreEvenAndUnrelated() {
        double[][] units = DrawnInGraph.of(FULL, FloatArray.zeros(Shape.of(DRAWS, 1, 1, 1)), 5)
                .units();
        double root = Math.sqrt(DRAWS);
        for (int a = 0; a < SampleDraws.UNITS; a++) {
            double[] mean = new double[SampleDraws.UNITS];
            for (double[] row : units) {
                assertTrue(row[a] >= 0 && row[a] < 1, "drawn: " + row[a]);
                for (int b = 0; b < SampleDraws.UNITS; b++) {
                    mean[b] += (row[a] - 0.5) * (row[b] - 0.5) / DRAWS;
                }
            }
            for (int b = 0; b < SampleDraws.UNITS; b++) {
                // The variance is 1/12; that of a product of two is its square, and of a square 1/180.
                assertEquals(a == b ? 1 / 12.0 : 0, mean[b], 5 * (a == b ? Math.sqrt(1 / 180.0) : 1 / 12.0) / root);
            }
            int column = a;
            double average = Arrays.stream(units)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElseThrow();
            assertEquals(0.5, average, 5 * Math.sqrt(1 / 12.0) / root);
        }
    }

    /** Each parameter in its range, with the mean and spread of {@link Augmentation#draw}'s distribution. */
    @Test
    void parametersAreEvenlyDistributed() {
        FloatArray images = FloatArray.zeros(Shape.of(DRAWS, 10, 20, 1));
        even(-20, 20, turns(DrawnInGraph.of(NONE.rotation(20), images, 1)));
        // The shift of an image that is moved by it alone, in pixels.
        even(
                -0.3 * 20,
                0.3 * 20,
                DrawnInGraph.of(NONE.widthShift(0.3), images, 2).column(2));
        even(
                -0.3 * 10,
                0.3 * 10,
                DrawnInGraph.of(NONE.heightShift(0.3), images, 3).column(5));
        DrawnInGraph zooms = DrawnInGraph.of(NONE.zoom(0.4), images, 4);
        even(0.6, 1.4, mapped(zooms.column(0), m -> 1 / m));
        even(0.6, 1.4, mapped(zooms.column(4), m -> 1 / m));
        DrawnInGraph shears = DrawnInGraph.of(NONE.shear(30), images, 5);
        even(-30, 30, mapped(shears.column(1), m -> Math.toDegrees(Math.atan(-m))));
        even(0.4, 1.6, DrawnInGraph.of(NONE.contrast(0.6), images, 6).column(8));
        even(-0.5, 0.5, DrawnInGraph.of(NONE.brightness(0.5), images, 7).column(9));
        DrawnInGraph flips = DrawnInGraph.of(NONE.horizontalFlip().verticalFlip(), images, 8);
        coins(flips.column(0));
        coins(flips.column(4));
        double[] both = mapped(flips.column(0), m -> m);
        for (int i = 0; i < DRAWS; i++) {
            both[i] *= flips.column(4)[i];
        }
        coins(both);
    }

    private static double[] turns(DrawnInGraph drawn) {
        double[] turns = new double[DRAWS];
        double[] sin = drawn.column(1);
        double[] cos = drawn.column(0);
        Arrays.setAll(turns, i -> Math.toDegrees(Math.atan2(sin[i], cos[i])));
        return turns;
    }

    private static double[] mapped(double[] values, DoubleUnaryOperator function) {
        return Arrays.stream(values).map(function).toArray();
    }

    private static void even(double low, double high, double[] values) {
        double slack = 1e-6 * Math.max(1, high);
        double middle = (low + high) / 2;
        double width = high - low;
        double mean = 0;
        double variance = 0;
        for (double value : values) {
            assertTrue(value > low - slack && value < high + slack, "drawn: " + value);
            mean += value / DRAWS;
            variance += (value - middle) * (value - middle) / DRAWS;
        }
        double root = Math.sqrt(DRAWS);
        assertEquals(middle, mean, 5 * width / Math.sqrt(12) / root);
        assertEquals(width * width / 12, variance, 5 * width * width / Math.sqrt(180) / root);
    }

    /** Ones and minus ones, half and half. */
    private static void coins(double[] values) {
        double sum = 0;
        for (double value : values) {
            assertEquals(1, Math.abs(value));
            sum += value;
        }
        assertEquals(0, sum, 5 * Math.sqrt(DRAWS));
    }

    /** 5000 orders of 3 views: 833 of each of the 6, with a spread of 26. */
    @Test
    void ordersOfViewsAreEquallyLikely() {
        DrawnInGraph drawn = DrawnInGraph.of(NONE.shuffleViews(), FloatArray.zeros(Shape.of(DRAWS, 1, 1, 3)), 9);
        Map<List<Integer>, Integer> orders = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            orders.merge(drawn.views(i), 1, Integer::sum);
        }
        assertEquals(6, orders.size());
        orders.forEach((order, count) -> {
            assertEquals(List.of(0, 1, 2), order.stream().sorted().toList());
            assertEquals(DRAWS / 6.0, count, 5 * Math.sqrt(DRAWS * 5 / 36.0));
        });
    }

    /** The images are what the same parameters make of them in a graph that is given these. */
    @Test
    void imagesAreChangedByWhatWasDrawn() {
        FloatArray images = AugmentationValuesTest.random(Shape.of(9, 12, 13, 4), 3);
        List<Augmentation> all = List.of(
                FULL,
                FULL.sameForAllImages().fill(Fill.REFLECT),
                NONE.rotation(9).nearestPixel(),
                NONE.horizontalFlip().verticalFlip(),
                NONE.shuffleViews(),
                NONE.contrast(0.5),
                NONE);
        for (Augmentation augmentation : all) {
            DrawnInGraph drawn = DrawnInGraph.of(augmentation, images, 21);
            assertEquals(GivenTransforms.run(augmentation, images, drawn.rows(), 2), drawn.changed());
            assertEquals(augmentation == NONE, images.equals(drawn.changed()));
        }
    }

    @Test
    void optionsDrawForThemselves() {
        FloatArray images = FloatArray.zeros(Shape.of(50, 6, 6, 3));
        DrawnInGraph full = DrawnInGraph.of(FULL, images, 4);
        DrawnInGraph plain = DrawnInGraph.of(FULL.brightness(0).contrast(0).noise(1), images, 4);
        for (int column = 0; column < Transform.MAP; column++) {
            assertArrayEquals(full.column(column), plain.column(column));
        }
        assertEquals(views(full), views(plain));
        DrawnInGraph still = DrawnInGraph.of(NONE.brightness(0.3).contrast(0.4), images, 4);
        assertArrayEquals(full.column(Transform.CONTRAST), still.column(Transform.CONTRAST));
        assertArrayEquals(full.column(Transform.BRIGHTNESS), still.column(Transform.BRIGHTNESS));
        // Noise too: what is there with it and not without it.
        DrawnInGraph noise = DrawnInGraph.of(NONE.noise(0.5), images, 4);
        DrawnInGraph both = DrawnInGraph.of(NONE.noise(0.5).rotation(9).shuffleViews(), images, 4);
        assertEquals(noise.changed(), both.changed());
    }

    private static List<List<Integer>> views(DrawnInGraph drawn) {
        return IntStream.range(0, drawn.rows().size(0)).mapToObj(drawn::views).toList();
    }

    @Test
    void oneSeedIsOfTheImageAndOneOfTheSample() {
        FloatArray images = FloatArray.zeros(Shape.of(20, 4, 4, 3));
        for (Augmentation own : List.of(FULL, NONE.brightness(1))) {
            Augmentation same = own.sameForAllImages();
            DrawnInGraph first = DrawnInGraph.of(own, images, 1, 7);
            assertEquals(first.rows(), DrawnInGraph.of(own, images, 1, 8).rows());
            assertNotEquals(first.rows(), DrawnInGraph.of(own, images, 2, 7).rows());
            DrawnInGraph shared = DrawnInGraph.of(same, images, 1, 7);
            assertNotEquals(
                    shared.changed(), DrawnInGraph.of(same, images, 1, 8).changed());
            assertEquals(shared.changed(), DrawnInGraph.of(same, images, 2, 7).changed());
        }
        Augmentation noise = NONE.noise(1).sameForAllImages();
        FloatArray changed = DrawnInGraph.of(noise, images, 1, 7).changed();
        assertEquals(changed, DrawnInGraph.of(noise, images, 1, 8).changed());
        assertNotEquals(changed, DrawnInGraph.of(noise, images, 2, 7).changed());
    }

    /** As parts of the size: an image twice as large is moved twice as far. */
    @Test
    void imagesOfOtherSizesMoveAlong() {
        Augmentation moves = FULL.sameForAllImages();
        DrawnInGraph small = DrawnInGraph.of(moves, FloatArray.zeros(Shape.of(30, 10, 12, 3)), 1, 7);
        DrawnInGraph large = DrawnInGraph.of(moves, FloatArray.zeros(Shape.of(30, 20, 24, 3)), 2, 7);
        DrawnInGraph gray = DrawnInGraph.of(moves, FloatArray.zeros(Shape.of(30, 10, 12, 1)), 2, 7);
        assertEquals(views(small), views(large));
        for (int i = 0; i < 30; i++) {
            assertArrayEquals(
                    Arrays.copyOf(small.rows().row(i).values(), 12),
                    Arrays.copyOf(gray.rows().row(i).values(), 12));
            for (int column : new int[] {0, 1, 3, 4, 8, 9}) {
                assertEquals(small.rows().get(i, column), large.rows().get(i, column));
            }
            // The middle of the frame, in pixels, comes from here: twice as far from the corner of the larger frame.
            assertEquals(2 * source(small, i, 2, 5.5, 4.5) + 0.5, source(large, i, 2, 11.5, 9.5), 1e-4);
            assertEquals(2 * source(small, i, 5, 5.5, 4.5) + 0.5, source(large, i, 5, 11.5, 9.5), 1e-4);
        }
    }

    private static double source(DrawnInGraph drawn, int image, int last, double x, double y) {
        FloatArray rows = drawn.rows();
        return rows.get(image, last - 2) * x + rows.get(image, last - 1) * y + rows.get(image, last);
    }

    /** All of the noise of a batch comes from one op: no two samples share it. */
    @Test
    void noiseIsEachValuesOwn() {
        FloatArray noise = DrawnInGraph.of(NONE.noise(2), FloatArray.zeros(Shape.of(40, 5, 5, 5)), 3)
                .changed();
        double sum = 0;
        double squares = 0;
        int count = noise.values().length;
        for (float value : noise.values()) {
            sum += value / 2;
            squares += value * value / 4;
        }
        assertEquals(0, sum / count, 5 / Math.sqrt(count));
        assertEquals(1, squares / count, 5 * Math.sqrt(2) / Math.sqrt(count));
        for (int i = 1; i < 40; i++) {
            assertNotEquals(noise.row(0), noise.row(i));
        }
    }

    @Test
    void shapesStayKnownInTheGraph() {
        Augmentation a = FULL.noise(0.1);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            for (Shape shape : List.of(Shape.of(-1, 5, 6, 3), Shape.of(-1, -1, -1, 3), Shape.of(-1, 5, 6, 1))) {
                Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
                for (Augmentation each : List.of(a, a.noise(0), NONE.shuffleViews())) {
                    Operand<TFloat32> y = each.applyRandomly(tf, x, tf.array(1L, 2L), tf.array(1L, 2L));
                    // As text: shapes with an unknown size equal none.
                    assertEquals(shape.toString(), y.shape().toString(), each.toString());
                }
            }
        }
    }

    @Test
    void noSamplesStayNoSamples() {
        FloatArray none = FloatArray.zeros(Shape.of(0, 4, 4, 2));
        assertEquals(none, DrawnInGraph.of(FULL.noise(1), none, 0).changed());
    }

    @Test
    void anotherRankIsRefused() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> flat = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 28, 28)));
            refused(
                    "images must have the shape (N, H, W, C), got [-1, 28, 28]",
                    () -> FULL.applyRandomly(tf, flat, tf.array(1L, 2L), tf.array(1L, 2L)));
        }
    }
}
