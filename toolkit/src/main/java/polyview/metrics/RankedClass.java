package polyview.metrics;

/** The scores of the positives and of the negatives, and the areas under the curves over all thresholds. */
final class RankedClass {

    private ScoreCounts positives = new ScoreCounts();
    private ScoreCounts negatives = new ScoreCounts();

    void add(double score, boolean isPositive) {
        (isPositive ? positives : negatives).add(score);
    }

    /** Takes true and false positives at each threshold, from the highest on. */
    private interface Steps {
        void take(long truePositives, long falsePositives);
    }

    private void walk(Steps steps) {
        double[] p = positives.scores();
        double[] n = negatives.scores();
        long[] ofP = positives.counts();
        long[] ofN = negatives.counts();
        int i = p.length - 1;
        int j = n.length - 1;
        long truePositives = 0;
        long falsePositives = 0;
        while (i >= 0 || j >= 0) {
            double threshold =
                    Math.max(i < 0 ? Double.NEGATIVE_INFINITY : p[i], j < 0 ? Double.NEGATIVE_INFINITY : n[j]);
            if (i >= 0 && p[i] == threshold) {
                truePositives += ofP[i--];
            }
            if (j >= 0 && n[j] == threshold) {
                falsePositives += ofN[j--];
            }
            steps.take(truePositives, falsePositives);
        }
    }

    private static long sum(ScoreCounts of) {
        long sum = 0;
        for (long count : of.counts()) {
            sum += count;
        }
        return sum;
    }

    /** NaN where there is no positive or no negative. */
    double rocArea() {
        double pairs = (double) sum(positives) * sum(negatives);
        double[] area = new double[1];
        long[] last = new long[2];
        walk((tp, fp) -> {
            // Twice the trapezoid, in whole numbers.
            area[0] += (double) (fp - last[1]) * (tp + last[0]);
            last[0] = tp;
            last[1] = fp;
        });
        return area[0] / 2 / pairs;
    }

    /** NaN where there is no positive. */
    double averagePrecision() {
        double[] area = new double[1];
        long[] last = new long[1];
        walk((tp, fp) -> {
            area[0] += (tp - last[0]) * (tp / (double) (tp + fp));
            last[0] = tp;
        });
        return area[0] / sum(positives);
    }

    double[][] state() {
        return new double[][] {positives.state(), negatives.state()};
    }

    static RankedClass of(ScoreCounts positives, ScoreCounts negatives) {
        RankedClass made = new RankedClass();
        made.positives = positives;
        made.negatives = negatives;
        return made;
    }
}
