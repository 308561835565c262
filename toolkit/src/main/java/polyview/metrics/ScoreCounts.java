package polyview.metrics;

import java.util.Arrays;

/**
 * How often each score came, in rising order. Memory grows with the number of distinct scores: 16 bytes for each, 8 for those
 * that wait to be sorted, and for a moment three times that when they are.
 */
final class ScoreCounts {

    private static final int FEWEST_WAITING = 1024;

    private double[] scores = {};
    private long[] counts = {};
    private double[] waiting = new double[FEWEST_WAITING];
    private int waits;

    /** Takes a score; minus zero is zero. */
    void add(double score) {
        if (waits == waiting.length) {
            sort();
        }
        waiting[waits++] = score + 0.0;
    }

    /** The distinct scores. */
    double[] scores() {
        sort();
        return scores;
    }

    /** How often each of them came. */
    long[] counts() {
        sort();
        return counts;
    }

    /** Merges what waits; the room for it grows with the scores, so that each is moved a few times only. */
    private void sort() {
        if (waits == 0) {
            return;
        }
        Arrays.sort(waiting, 0, waits);
        double[] values = new double[scores.length + waits];
        long[] times = new long[values.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < scores.length || j < waits) {
            boolean old = j == waits || i < scores.length && scores[i] <= waiting[j];
            double value = old ? scores[i] : waiting[j];
            long count = old ? counts[i++] : 1;
            j += old ? 0 : 1;
            if (size > 0 && values[size - 1] == value) {
                times[size - 1] += count;
            } else {
                values[size] = value;
                times[size++] = count;
            }
        }
        scores = Arrays.copyOf(values, size);
        counts = Arrays.copyOf(times, size);
        waits = 0;
        if (size > waiting.length) {
            waiting = new double[size];
        }
    }

    /** Scores and counts, one behind the other. */
    double[] state() {
        sort();
        double[] state = Arrays.copyOf(scores, 2 * scores.length);
        for (int i = 0; i < counts.length; i++) {
            state[scores.length + i] = counts[i];
        }
        return state;
    }

    /** Counts made of a part of a state. */
    static ScoreCounts of(double[] state, int from, int to) {
        ScoreCounts made = new ScoreCounts();
        int size = (to - from) / 2;
        made.scores = Arrays.copyOfRange(state, from, from + size);
        made.counts = new long[size];
        Arrays.setAll(made.counts, i -> (long) state[from + size + i]);
        return made;
    }
}
