package polyview.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.FloatArray;

/** The mean of arrays of several parts, each with a weight: {@code sum(w_p x_p) / sum(w_p)}, added up in the order of the parts. */
final class WeightedMean {

    private final double[] shares;

    /** With these weights, of which one at least is positive. */
    WeightedMean(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        shares = new double[weights.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = weights[i] / sum;
        }
    }

    /** Of a number of each part. */
    double of(double... values) {
        double mean = 0;
        for (int p = 0; p < shares.length; p++) {
            // The loss of a part without samples is no number.
            mean += shares[p] == 0 ? 0 : shares[p] * values[p];
        }
        return mean;
    }

    /** Of the arrays of each part, by name; a part of weight 0 may have none. In 64 bits, so that equal ones stay as they are. */
    Map<String, FloatArray> of(List<Map<String, FloatArray>> parts) {
        Map<String, FloatArray> means = new LinkedHashMap<>();
        int first = 0;
        while (shares[first] == 0) {
            first++;
        }
        parts.get(first).forEach((name, array) -> means.put(name, mean(name, array, parts)));
        return means;
    }

    private FloatArray mean(String name, FloatArray like, List<Map<String, FloatArray>> parts) {
        double[] sums = new double[like.values().length];
        for (int p = 0; p < shares.length; p++) {
            if (shares[p] > 0) {
                float[] values = parts.get(p).get(name).values();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += shares[p] * values[i];
                }
            }
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) sums[i];
        }
        return FloatArray.of(mean, like.shape());
    }
}
