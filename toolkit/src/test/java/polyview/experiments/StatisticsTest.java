package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.base.ReferenceRow;

/** The statistics against those of SciPy, see src/test/scipy, and against sums by hand. */
@Tag("experiments")
class StatisticsTest {

    private static final double RELATIVE = 1e-9;

    /** One row of SciPy's numbers. */
    record Reference(
            String name,
            double[] x,
            double[] y,
            double mean,
            double deviation,
            double low,
            double high,
            double difference,
            double p) {

        static Reference of(ReferenceRow row) {
            return new Reference(
                    row.kind(),
                    row.list(0),
                    row.list(1),
                    row.get(2),
                    row.get(3),
                    row.get(4),
                    row.get(5),
                    row.get(6),
                    row.get(7));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Reference> references() throws IOException {
        return ReferenceRow.all("/scipy/paired.csv").stream().map(Reference::of).toList();
    }

    @Test
    void everyReferenceIsRead() throws IOException {
        assertEquals(19, references().size());
    }

    @ParameterizedTest
    @MethodSource("references")
    void asSciPy(Reference r) {
        double half = Statistics.halfInterval(r.x());
        assertClose(r.mean(), Statistics.mean(r.x()));
        assertClose(r.deviation(), Statistics.deviation(r.x()));
        assertClose((r.high() - r.low()) / 2, half);
        assertClose(r.low(), Statistics.mean(r.x()) - half);
        assertClose(r.high(), Statistics.mean(r.x()) + half);
        assertEquals(r.difference(), new PairedScores(r.x(), r.y()).difference(), 1e-15 * largest(r));
        assertClose(r.p(), Statistics.pairedP(r.x(), r.y()));
    }

    @Test
    void byHand() {
        // Differences 0.1, 0.2, 0: mean 0.1, standard deviation 0.1, t = sqrt(3), and p = 1 - t / sqrt(2 + t^2) with 2
        // degrees of freedom.
        double p = Statistics.pairedP(new double[] {0.8, 0.9, 0.7}, new double[] {0.7, 0.7, 0.7});
        assertEquals(1 - Math.sqrt(3.0 / 5), p, 1e-12);
        // The 97.5% point of Student's t is 12.7062047361747 for 1 degree of freedom: tan(0.475 pi).
        assertEquals(Math.tan(0.475 * Math.PI) * 0.5, Statistics.halfInterval(1, 2), 1e-9);
        assertEquals(2.5, Statistics.median(4, 1, 3, 2));
        assertEquals(3, Statistics.median(9, 1, 3));
    }

    @Test
    void whatCannotBeToldIsMissing() {
        assertEquals(Double.NaN, Statistics.mean());
        assertEquals(Double.NaN, Statistics.median());
        assertEquals(Double.NaN, Statistics.deviation(1));
        assertEquals(Double.NaN, Statistics.halfInterval(1));
        assertEquals(Double.NaN, Statistics.pairedP(new double[0], new double[0]));
        assertEquals(Double.NaN, Statistics.pairedP(new double[] {1}, new double[] {2}));
    }

    @Test
    void equalDifferencesHaveNoPValue() {
        double[] x = {0.6, 0.8, 0.7};
        assertEquals(Double.NaN, Statistics.pairedP(x, x.clone()));
        // 0.05 each time, but for rounding.
        assertEquals(Double.NaN, Statistics.pairedP(x, new double[] {0.55, 0.75, 0.65}));
        assertEquals(0, Statistics.deviation(3, 3, 3));
        assertEquals(0, Statistics.halfInterval(3, 3, 3));
    }

    @Test
    void onlyFiniteNumbersCount() {
        double[] all = {1, Double.NaN, 2, Double.POSITIVE_INFINITY};
        assertArrayEquals(new double[] {1, 2}, Statistics.finite(all));
    }

    private static double largest(Reference r) {
        return Math.max(
                Arrays.stream(r.x()).map(Math::abs).max().orElseThrow(),
                Arrays.stream(r.y()).map(Math::abs).max().orElseThrow());
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, RELATIVE * Math.abs(expected));
    }
}
