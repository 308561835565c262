package polyview.datasets;

import java.util.Arrays;

/** How well a score tells two classes apart. */
final class Ranking {

    private Ranking() {}

    /** How often a sample of class 1 has the higher score than one of class 0: 0.5 by chance, 1 at best (the area under ROC). */
    static double of(double[] scores, float[] classes) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
        double below = 0;
        double wins = 0;
        for (int i : order) {
            if (classes[i] == 1) {
                wins += below;
            } else {
                below++;
            }
        }
        return wins / (below * (scores.length - below));
    }

    /** Pearson's correlation. */
    static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
