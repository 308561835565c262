package polyview.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.Order;

/** What is drawn in a graph, against what the same numbers mean in Java. */
@Tag("data")
class GraphDrawsTest {

    private static final Augmentation NONE = Augmentation.none();
    static final Augmentation FULL = NONE.rotation(180)
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
}
