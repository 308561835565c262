package polyview.experiments.search;

import java.util.SplittableRandom;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Points of the unit cube that fill it evenly: Sobol's sequence with the direction numbers of S. Joe and F. Y. Kuo, and a digital shift:
 * in each dimension the bits of all points are changed by the same random ones, which keeps how even they are.
 *
 * <p>Without a shift the points of one dimension begin 0, 1/2, 3/4, 1/4.
 */
final class SobolPoints {

    /** As many as there are direction numbers. */
    static final int MOST_DIMENSIONS = 1000;

    /** Sobol's numbers are whole ones of 2^-52. */
    private static final double UNIT = 0x1p52;

    private final SobolSequenceGenerator sequence;
    private final long[] shift;

    private SobolPoints(int dimensions, long[] shift) {
        this.sequence = new SobolSequenceGenerator(dimensions);
        this.shift = shift;
    }

    static SobolPoints plain(int dimensions) {
        return new SobolPoints(dimensions, new long[dimensions]);
    }

    static SobolPoints shifted(int dimensions, SplittableRandom random) {
        long[] shift = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shift[i] = random.nextLong() >>> 12;
        }
        return new SobolPoints(dimensions, shift);
    }

    /** The point of a number, from 0. */
    double[] at(int number) {
        double[] point = sequence.skipTo(number);
        for (int i = 0; i < point.length; i++) {
            point[i] = ((long) (point[i] * UNIT) ^ shift[i]) / UNIT;
        }
        return point;
    }
}
