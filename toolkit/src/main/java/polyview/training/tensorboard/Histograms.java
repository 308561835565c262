package polyview.training.tensorboard;

import java.util.Arrays;
import org.tensorflow.proto.HistogramProto;
import polyview.data.FloatArray;

/**
 * How often which values are in an array, in 30 parts of equal width between the smallest and the largest finite one, as Keras has
 * it. Values that are not finite are left out; of equal values alone there is one part, one wide, around them.
 *
 * <p>Of 0, 1, 1, 2 the smallest part has one, the one in the middle two, the last one.
 */
final class Histograms {

    private static final int PARTS = 30;

    private Histograms() {}

    /** Whether there is something to count. */
    static boolean hasFinite(FloatArray array) {
        for (float value : array.values()) {
            if (Float.isFinite(value)) {
                return true;
            }
        }
        return false;
    }

    /** Refused: {@code histogram of dense/kernel must have a finite value}. */
    static HistogramProto of(String tag, FloatArray array) {
        double[] values = new double[array.values().length];
        int count = 0;
        for (float value : array.values()) {
            if (Float.isFinite(value)) {
                values[count++] = value;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("histogram of " + tag + " must have a finite value");
        }
        return of(Arrays.copyOf(values, count));
    }

    private static HistogramProto of(double[] values) {
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        boolean equal = low == high;
        double from = equal ? low - 0.5 : low;
        double width = equal ? 1 : (high - low) / PARTS;
        int parts = equal ? 1 : PARTS;
        double[] counts = new double[parts];
        for (double value : values) {
            counts[(int) Math.min(parts - 1, Math.floor((value - from) / width))]++;
        }
        HistogramProto.Builder histogram = HistogramProto.newBuilder()
                .setMin(low)
                .setMax(high)
                .setNum(values.length)
                .setSum(Arrays.stream(values).sum())
                .setSumSquares(Arrays.stream(values).map(value -> value * value).sum());
        for (int part = 0; part < parts; part++) {
            boolean last = part == parts - 1;
            histogram.addBucketLimit(last ? from + Math.max(width * parts, high - from) : from + width * (part + 1));
            histogram.addBucket(counts[part]);
        }
        return histogram.build();
    }
}
