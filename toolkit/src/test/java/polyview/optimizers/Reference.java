package polyview.optimizers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import polyview.data.FloatArray;

/** An optimizer with all its options in doubles, over all weights: what the graph is held against. */
final class Reference {

    private final Map<String, double[]> weights = new LinkedHashMap<>();
    private final Map<String, double[]> sums = new LinkedHashMap<>();
    private final Map<String, double[]> averages = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private int batches;

    /** The options; each has no effect unless it is set. */
    double clipValue = Double.POSITIVE_INFINITY;

    double clipNorm = Double.POSITIVE_INFINITY;
    double globalClipNorm = Double.POSITIVE_INFINITY;
    double weightDecay;
    Predicate<String> decays = path -> true;
    int accumulate = 1;
    double emaMomentum;

    Reference(Map<String, FloatArray> first, Rule.Maker rule) {
        first.forEach((path, value) -> {
            double[] numbers = doubles(value);
            weights.put(path, numbers);
            sums.put(path, new double[numbers.length]);
            averages.put(path, new double[numbers.length]);
            rules.put(path, rule.of(numbers.length));
        });
    }

    Map<String, double[]> weights() {
        return weights;
    }

    Map<String, double[]> averages() {
        return averages;
    }

    /** A batch with these gradients. */
    void step(Map<String, FloatArray> gradients, double rate) {
        batches++;
        gradients.forEach((path, g) -> {
            for (int i = 0; i < g.values().length; i++) {
                sums.get(path)[i] += g.values()[i];
            }
        });
        if (batches % accumulate == 0) {
            update(rate);
        }
        boolean begun = batches > accumulate;
        weights.forEach((path, w) -> {
            double kept = begun ? emaMomentum : 0;
            double[] a = averages.get(path);
            for (int i = 0; i < w.length; i++) {
                a[i] = kept * a[i] + (1 - kept) * w[i];
            }
        });
    }

    private void update(double rate) {
        Map<String, double[]> means = new LinkedHashMap<>();
        sums.forEach((path, sum) -> {
            double[] mean = new double[sum.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = Math.max(-clipValue, Math.min(clipValue, sum[i] / accumulate));
                sum[i] = 0;
            }
            means.put(path, mean);
        });
        double all = Math.sqrt(means.values().stream()
                .mapToDouble(mean -> norm(mean) * norm(mean))
                .sum());
        means.forEach((path, mean) -> {
            double scale = Math.min(1, clipNorm / norm(mean)) * Math.min(1, globalClipNorm / all);
            double[] w = weights.get(path);
            for (int i = 0; i < w.length; i++) {
                mean[i] *= scale;
                w[i] -= decays.test(path) ? rate * weightDecay * w[i] : 0;
            }
            rules.get(path).step(w, mean, rate, batches / accumulate);
        });
    }

    private static double norm(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number * number;
        }
        return Math.sqrt(sum);
    }

    private static double[] doubles(FloatArray array) {
        double[] all = new double[array.values().length];
        for (int i = 0; i < all.length; i++) {
            all[i] = array.values()[i];
        }
        return all;
    }
}
