package polyview.metrics;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * How often each class was wanted, answered, and both: what most scores of decisions are made of. The numbers of a confusion matrix
 * itself, of which these are the diagonal and the sums of rows and columns, are K times as many.
 */
final class ClassCounts {

    private long[] hits = {};
    private long[] wanted = {};
    private long[] answered = {};

    /** The number of classes; 0 before the first batch. */
    int classes() {
        return hits.length;
    }

    /** Sets the number of classes; refuses another one later. */
    void require(String metric, int classes) {
        if (hits.length == 0) {
            hits = new long[classes];
            wanted = new long[classes];
            answered = new long[classes];
        } else if (hits.length != classes) {
            throw new IllegalArgumentException(metric + " needs the same number of scores in every batch, got "
                    + classes + " behind " + hits.length);
        }
    }

    /** Takes a decision for one class of several. */
    void take(int truth, int answer) {
        wanted[truth]++;
        if (answer != Answers.NONE) {
            answered[answer]++;
        }
        if (truth == answer) {
            hits[truth]++;
        }
    }

    /** Takes a yes or no about one class. */
    void takeYesOrNo(int ofClass, boolean isYes, boolean saidYes) {
        wanted[ofClass] += isYes ? 1 : 0;
        answered[ofClass] += saidYes ? 1 : 0;
        hits[ofClass] += isYes && saidYes ? 1 : 0;
    }

    long hits(int k) {
        return hits[k];
    }

    long wanted(int k) {
        return wanted[k];
    }

    long answered(int k) {
        return answered[k];
    }

    long allHits() {
        return LongStream.of(hits).sum();
    }

    long allWanted() {
        return LongStream.of(wanted).sum();
    }

    long allAnswered() {
        return LongStream.of(answered).sum();
    }

    /** All numbers, for {@link #restore}, and more that a tally has. */
    double[] state(double... more) {
        int k = classes();
        double[] state = Arrays.copyOf(more, more.length + 3 * k);
        for (int i = 0; i < k; i++) {
            state[more.length + i] = hits[i];
            state[more.length + k + i] = wanted[i];
            state[more.length + 2 * k + i] = answered[i];
        }
        return state;
    }

    /** Sets what {@link #state} told, behind the first numbers. */
    void restore(double[] state, int more) {
        int k = (state.length - more) / 3;
        hits = longs(state, more, k);
        wanted = longs(state, more + k, k);
        answered = longs(state, more + 2 * k, k);
    }

    private static long[] longs(double[] state, int from, int count) {
        return LongStream.range(from, from + count)
                .map(i -> (long) state[(int) i])
                .toArray();
    }
}
