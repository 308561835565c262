package polyview.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * What triplets some embeddings have: how many still cost something, and how many are hard. A triplet is an anchor a, another sample p of
 * its class, and a sample n of another class; with a margin m it is
 *
 * <ul>
 *   <li>hard where {@code d(a, n) <= d(a, p)},
 *   <li>semi-hard where {@code d(a, p) < d(a, n) < d(a, p) + m},
 *   <li>and else easy: it costs nothing in {@link polyview.losses.TripletLoss}.
 * </ul>
 *
 * <p>What it tells: where nearly all are easy, a loss over the mean of all has nothing left to learn from, and mining helps; where {@code
 * meanOwn} and {@code meanOther} both run to 0 and all triplets are hard, the embedding has collapsed to a point; where {@code meanOther} grows
 * without end, embeddings want to be normalised.
 *
 * <p>Distances are Euclidean, in 64 bits. Of N embeddings {@code N^2 E} steps are taken; triplets are counted, not listed.
 *
 * <p>Example: embeddings 0, 1 and 3 with classes a, a and b and a margin of 2.5 have two triplets: (0, 1, 3) with {@code 1 + 2.5 > 3} is
 * semi-hard, and (1, 0, 3) with {@code 1 + 2.5 > 2} too; means are 1 and 2.5.
 *
 * @param triplets how many there are
 * @param hard how many of them are hard
 * @param semiHard how many are semi-hard
 * @param own how many pairs of one class there are
 * @param meanOwn the mean distance of pairs of one class; NaN without
 * @param other how many pairs of two classes there are
 * @param meanOther the mean distance of pairs of two classes; NaN without
 */
public record Mining(long triplets, long hard, long semiHard, long own, double meanOwn, long other, double meanOther) {

    /** The share of the triplets that is hard or semi-hard; NaN without any. */
    public double active() {
        return (double) (hard + semiHard) / triplets;
    }

    /**
     * Of embeddings {@code (N, E)}, or {@code (N)} of one number, with the class of each.
     *
     * <p>Refused: {@code margin must be positive, got 0.0}; {@code mining needs embeddings (N, E) and a label for each of the N,
     * got scores (4, 3) and targets (5)}.
     */
    public static Mining of(FloatArray embeddings, FloatArray labels, double margin) {
        Checks.requirePositive("margin", margin);
        int rank = embeddings.shape().numDimensions();
        if (rank < 1 || rank > 2 || labels.values().length != embeddings.size(0)) {
            throw new IllegalArgumentException(
                    "mining needs embeddings (N, E) and a label for each of the N, got scores "
                            + Shapes.text(embeddings.shape()) + " and targets " + Shapes.text(labels.shape()));
        }
        int count = embeddings.size(0);
        long[] triplets = new long[3];
        long[] pairs = new long[2];
        double[] sums = new double[2];
        for (int a = 0; a < count; a++) {
            int anchor = a;
            float label = labels.values()[a];
            double[] own = IntStream.range(0, count)
                    .filter(i -> i != anchor && labels.values()[i] == label)
                    .mapToDouble(i -> distance(embeddings, anchor, i))
                    .toArray();
            double[] other = IntStream.range(0, count)
                    .filter(i -> labels.values()[i] != label)
                    .mapToDouble(i -> distance(embeddings, anchor, i))
                    .sorted()
                    .toArray();
            pairs[0] += own.length;
            pairs[1] += other.length;
            sums[0] += Arrays.stream(own).sum();
            sums[1] += Arrays.stream(other).sum();
            for (double d : own) {
                triplets[0] += other.length;
                long hard = notAbove(other, d);
                long active = below(other, d + margin);
                triplets[1] += hard;
                triplets[2] += Math.max(0, active - hard);
            }
        }
        // Each pair was met from both of its sides.
        return new Mining(
                triplets[0],
                triplets[1],
                triplets[2],
                pairs[0] / 2,
                sums[0] / pairs[0],
                pairs[1] / 2,
                sums[1] / pairs[1]);
    }

    private static double distance(FloatArray embeddings, int a, int b) {
        float[] x = embeddings.values();
        int width = embeddings.shape().numDimensions() == 1 ? 1 : embeddings.size(1);
        double sum = 0;
        for (int e = 0; e < width; e++) {
            double difference = (double) x[a * width + e] - x[b * width + e];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    /** How many of the sorted numbers are at most this. */
    private static int notAbove(double[] sorted, double limit) {
        return below(sorted, Math.nextUp(limit));
    }

    /** How many of the sorted numbers are less than this. */
    private static int below(double[] sorted, double limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** These counts and those of another batch: triplets are within batches. */
    Mining plus(Mining more) {
        return new Mining(
                triplets + more.triplets,
                hard + more.hard,
                semiHard + more.semiHard,
                own + more.own,
                mean(own, meanOwn, more.own, more.meanOwn),
                other + more.other,
                mean(other, meanOther, more.other, more.meanOther));
    }

    private static double mean(long count, double mean, long more, double moreMean) {
        double sum = (count == 0 ? 0 : count * mean) + (more == 0 ? 0 : more * moreMean);
        return sum / (count + more);
    }
}
