package polyview.data.summary;

/**
 * Count, range, mean and standard deviation of floats that are added in parts and not kept; values that are not finite are only
 * counted.
 *
 * <p>Mean m and sum of squared deviations M of each chunk come from two passes over it in double, and are joined with what
 * came before: {@code M = M1 + M2 + (m2 - m1)^2 n1 n2 / (n1 + n2)}. The sum of squares minus the square of the sum would lose all
 * digits where the mean is much larger than the deviation.
 *
 * <p>Source: T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for Computing the Sample Variance" (1983).
 */
final class Moments {

    /** Short enough to stay in the cache, and for a plain sum to keep its digits. */
    private static final int CHUNK = 4096;

    private long count;
    private long notFinite;
    private double mean;
    private double squares;
    private float minimum = Float.POSITIVE_INFINITY;
    private float maximum = Float.NEGATIVE_INFINITY;

    /** The moments of these values. */
    static Moments of(float[] values, int from, int to) {
        Moments moments = new Moments();
        moments.add(values, from, to);
        return moments;
    }

    /** Adds the values from index {@code from} to before {@code to}. */
    void add(float[] values, int from, int to) {
        for (int start = from; start < to; start += CHUNK) {
            addChunk(values, start, Math.min(CHUNK, to - start) + start);
        }
    }

    private void addChunk(float[] values, int from, int to) {
        double sum = 0;
        int finite = 0;
        float lowest = minimum;
        float highest = maximum;
        for (int i = from; i < to; i++) {
            float value = values[i];
            if (Float.isFinite(value)) {
                sum += value;
                finite++;
                lowest = value < lowest ? value : lowest;
                highest = value > highest ? value : highest;
            }
        }
        minimum = lowest;
        maximum = highest;
        notFinite += to - from - finite;
        if (finite > 0) {
            double chunkMean = sum / finite;
            join(finite, chunkMean, squares(values, from, to, chunkMean));
        }
    }

    private static double squares(float[] values, int from, int to, double mean) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            if (Float.isFinite(values[i])) {
                squares += (values[i] - mean) * (values[i] - mean);
            }
        }
        return squares;
    }

    private void join(long otherCount, double otherMean, double otherSquares) {
        long all = count + otherCount;
        double apart = otherMean - mean;
        mean += apart * otherCount / all;
        squares += otherSquares + apart * apart * count / all * otherCount;
        count = all;
    }

    /** The number of values, finite or not. */
    long values() {
        return count + notFinite;
    }

    /** How many of them are NaN or infinite. */
    long notFinite() {
        return notFinite;
    }

    /** The lowest finite value; NaN without one, as with the three methods below. */
    double minimum() {
        return count == 0 ? Double.NaN : minimum;
    }

    double maximum() {
        return count == 0 ? Double.NaN : maximum;
    }

    double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** {@code M / n}, the variance of a whole. */
    double variance() {
        return count == 0 ? Double.NaN : squares / count;
    }

    /** The square root of {@code M / (n - 1)}; NaN with fewer than two finite values. */
    double standardDeviation() {
        return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
    }
}
