package polyview.data.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("data")
class MomentsTest {

    private static final MathContext EXACT = new MathContext(60);

    /** Sizes around a chunk of 4096; a mean far from 0, where a sum of squares would have no digit left. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1", "2, 0, 1", "100, 3, 0.5", "4095, 1, 1", "4096, -7, 2", "4097, 1e6, 0.25", "20000, 1.6e7, 3"})
    void areThoseOfExactArithmetic(int size, float mean, float spread) {
        float[] values = values(size, mean, spread);

        Moments moments = new Moments();
        // In parts of any size, with values around them that do not count.
        for (int from = 0; from < size; ) {
            int to = Math.min(size, from + 1 + from % 5003);
            float[] padded = new float[to - from + 3];
            System.arraycopy(values, from, padded, 2, to - from);
            padded[0] = 1e30f;
            moments.add(padded, 2, 2 + to - from);
            from = to;
        }

        BigDecimal sum = BigDecimal.ZERO;
        for (float value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        BigDecimal exactMean = sum.divide(BigDecimal.valueOf(size), EXACT);
        BigDecimal squares = BigDecimal.ZERO;
        for (float value : values) {
            BigDecimal apart = new BigDecimal(value).subtract(exactMean);
            squares = squares.add(apart.multiply(apart), EXACT);
        }
        double deviation = size < 2
                ? Double.NaN
                : Math.sqrt(squares.divide(BigDecimal.valueOf(size - 1), EXACT).doubleValue());
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        assertEquals(size, moments.values());
        assertEquals(0, moments.notFinite());
        assertEquals(sorted[0], moments.minimum());
        assertEquals(sorted[size - 1], moments.maximum());
        assertEquals(exactMean.doubleValue(), moments.mean(), 1e-14 * (Math.abs(mean) + spread));
        assertEquals(deviation, moments.standardDeviation(), size < 2 ? 1 : 1e-10 * deviation);
    }

    @Test
    void theLargestFloatsDoNotOverflow() {
        Moments moments = Moments.of(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}, 0, 2);

        assertEquals(0, moments.mean());
        assertEquals(Math.sqrt(2) * Float.MAX_VALUE, moments.standardDeviation(), 1e25);
    }

    @Test
    void whatIsNotFiniteIsCountedAndLeftOut() {
        float[] values = {Float.NaN, 3, Float.POSITIVE_INFINITY, 5, Float.NEGATIVE_INFINITY, Float.NaN};

        Moments moments = Moments.of(values, 0, 6);

        assertEquals(6, moments.values());
        assertEquals(4, moments.notFinite());
        assertEquals(3, moments.minimum());
        assertEquals(5, moments.maximum());
        assertEquals(4, moments.mean());
        assertEquals(Math.sqrt(2), moments.standardDeviation(), 1e-15);
    }

    @Test
    void withoutAFiniteValueThereIsNoNumber() {
        for (Moments moments : new Moments[] {new Moments(), Moments.of(new float[] {Float.NaN}, 0, 1)}) {
            assertEquals(Double.NaN, moments.minimum());
            assertEquals(Double.NaN, moments.maximum());
            assertEquals(Double.NaN, moments.mean());
            assertEquals(Double.NaN, moments.standardDeviation());
        }
        assertEquals(Double.NaN, Moments.of(new float[] {7}, 0, 1).standardDeviation());
        assertEquals(0, Moments.of(new float[] {7, 7}, 0, 2).standardDeviation());
    }

    private static float[] values(int size, float mean, float spread) {
        SplittableRandom random = new SplittableRandom(size);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (mean + spread * (2 * random.nextDouble() - 1));
        }
        return values;
    }
}
