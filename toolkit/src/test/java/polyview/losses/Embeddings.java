package polyview.losses;

import java.util.Arrays;

/** Losses of embeddings in 64 bits, written for clarity; each gives the loss of the whole batch for every sample. */
final class Embeddings {

    private Embeddings() {}

    static double distance(double[] x, int size, int i, int j) {
        double sum = 0;
        for (int e = 0; e < size; e++) {
            sum += Math.pow(x[i * size + e] - x[j * size + e], 2);
        }
        return Math.sqrt(sum);
    }

    private static boolean same(float[] y, int i, int j) {
        return i != j && y[i] == y[j];
    }

    static double all(double margin, double[] x, float[] y) {
        int n = y.length;
        double sum = 0;
        int count = 0;
        for (int a = 0; a < n; a++) {
            for (int p = 0; p < n; p++) {
                for (int q = 0; q < n; q++) {
                    if (same(y, a, p) && y[a] != y[q]) {
                        double cost = distance(x, x.length / n, a, p) - distance(x, x.length / n, a, q) + margin;
                        sum += Math.max(0, cost);
                        count += cost > 0 ? 1 : 0;
                    }
                }
            }
        }
        return sum / Math.max(1, count);
    }

    static double hard(double margin, double[] x, float[] y) {
        int n = y.length;
        double sum = 0;
        int count = 0;
        for (int a = 0; a < n; a++) {
            double own = Double.NEGATIVE_INFINITY;
            double other = Double.POSITIVE_INFINITY;
            for (int b = 0; b < n; b++) {
                double d = distance(x, x.length / n, a, b);
                own = same(y, a, b) ? Math.max(own, d) : own;
                other = y[a] != y[b] ? Math.min(other, d) : other;
            }
            if (Double.isFinite(own) && Double.isFinite(other)) {
                sum += Math.max(0, own - other + margin);
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    static double semiHard(double margin, double[] x, float[] y) {
        int n = y.length;
        double sum = 0;
        int count = 0;
        for (int a = 0; a < n; a++) {
            for (int p = 0; p < n; p++) {
                double pair = distance(x, x.length / n, a, p);
                double nearest = Double.POSITIVE_INFINITY;
                double farthest = Double.NEGATIVE_INFINITY;
                for (int q = 0; q < n; q++) {
                    if (y[a] != y[q]) {
                        double d = distance(x, x.length / n, a, q);
                        nearest = d > pair ? Math.min(nearest, d) : nearest;
                        farthest = Math.max(farthest, d);
                    }
                }
                if (same(y, a, p) && Double.isFinite(farthest)) {
                    double other = Double.isFinite(nearest) ? nearest : farthest;
                    sum += Math.max(0, pair - other + margin);
                    count++;
                }
            }
        }
        return sum / Math.max(1, count);
    }

    /** Pair by pair, each of them once, of m embeddings with their labels. */
    static double batchContrastive(double margin, int m, double[] x, float[] y) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < i; j++) {
                double d = distance(x, x.length / m, i, j);
                double missing = d < margin ? margin - d : 0;
                sum += y[i] == y[j] ? d * d : missing * missing;
                pairs++;
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    /** Of m embeddings with their labels. */
    static double ntXent(double temperature, int m, double[] x, float[] y) {
        int size = x.length / m;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < m; i++) {
            double all = 0;
            for (int k = 0; k < m; k++) {
                all += k == i ? 0 : Math.exp(cosine(x, size, i, k) / temperature);
            }
            double own = 0;
            int positives = 0;
            for (int j = 0; j < m; j++) {
                if (same(y, i, j)) {
                    own -= Math.log(Math.exp(cosine(x, size, i, j) / temperature) / all);
                    positives++;
                }
            }
            if (positives > 0) {
                sum += own / positives;
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    private static double cosine(double[] x, int size, int i, int j) {
        double[] a = Arrays.copyOfRange(x, i * size, (i + 1) * size);
        double[] b = Arrays.copyOfRange(x, j * size, (j + 1) * size);
        return -Elementwise.cosine(a, b);
    }
}
