package polyview.embeddings;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Whether two samples are of one class, decided by their distance: at most the threshold is a yes. All pairs of some embeddings are trials:
 * genuine ones of one class, impostors of two.
 *
 * <p>For {@code N} embeddings there are {@code N (N - 1) / 2} pairs, of which no more is kept than the impostors that are accepted, and some
 * more. Pairs that share a sample are not independent: intervals of the rates are too narrow.
 *
 * <p>Example: embeddings 0 and 1 of class a and 3 and 7 of class b have two genuine pairs, at 1 and 4, and four impostors, at 2, 3, 6 and
 * 7; at a threshold of 2 one of four impostors is accepted, and one of two genuine pairs.
 *
 * @param threshold the largest distance that counts as one class
 * @param falseAccepts impostor pairs that are accepted
 * @param trueAccepts genuine pairs that are accepted
 */
public record Verification(double threshold, Rate falseAccepts, Rate trueAccepts) {

    /**
     * The largest threshold with which no more than this share of the impostor pairs is accepted; choose it on validation data.
     *
     * <p>Refused: {@code falseAcceptRate must lie between 0 and 1, both excluded, got 0.0}; {@code a false accept rate of 0.001 needs at least
     * 10000 impostor pairs, of which 10 are accepted then, got 400: take a rate of at least 0.025, or more data}.
     */
    public static Verification choose(Embeddings validation, Distance distance, double falseAcceptRate) {
        int allowed = FalseAccepts.allowed(falseAcceptRate, impostors(validation), "impostor pairs");
        Rows rows = new Rows(validation.vectors(), distance);
        // The nearest impostors, one more than may be accepted; the farthest of them on top.
        PriorityQueue<Double> nearest = new PriorityQueue<>(allowed + 1, Comparator.reverseOrder());
        for (int i = 0; i < validation.size(); i++) {
            for (int j = i + 1; j < validation.size(); j++) {
                if (validation.label(i) != validation.label(j)) {
                    double far = rows.between(i, rows, j);
                    if (nearest.size() <= allowed) {
                        nearest.add(far);
                    } else if (far < nearest.peek()) {
                        nearest.poll();
                        nearest.add(far);
                    }
                }
            }
        }
        return at(validation, distance, Math.nextDown(nearest.element()));
    }

    /** The rates at a threshold, such as one that was chosen on other data. */
    public static Verification at(Embeddings test, Distance distance, double threshold) {
        Rows rows = new Rows(test.vectors(), distance);
        long[] accepted = IntStream.range(0, test.size())
                .parallel()
                .mapToObj(i -> accepted(test, rows, i, threshold))
                .reduce(new long[2], (a, b) -> new long[] {a[0] + b[0], a[1] + b[1]});
        long impostors = impostors(test);
        long pairs = (long) test.size() * (test.size() - 1) / 2;
        return new Verification(threshold, new Rate(accepted[0], impostors), new Rate(accepted[1], pairs - impostors));
    }

    /** The accepted impostors and genuine pairs of an embedding and those behind it. */
    private static long[] accepted(Embeddings of, Rows rows, int i, double threshold) {
        long[] accepted = new long[2];
        for (int j = i + 1; j < of.size(); j++) {
            if (rows.between(i, rows, j) <= threshold) {
                accepted[of.label(i) == of.label(j) ? 1 : 0]++;
            }
        }
        return accepted;
    }

    private static long impostors(Embeddings of) {
        long all = of.size();
        long genuine = IntStream.of(of.classes())
                .mapToLong(c -> IntStream.range(0, of.size())
                        .filter(i -> of.label(i) == c)
                        .count())
                .map(n -> n * (n - 1) / 2)
                .sum();
        return all * (all - 1) / 2 - genuine;
    }
}
