package polyview.metrics;

import java.util.Arrays;

/** One embedding, and how near the others are that were seen so far. */
final class Neighbours {

    private final double[] embedding;
    private final float label;
    /** The distance of the nearest one of the own label. */
    private double own = Double.POSITIVE_INFINITY;
    /** Those of the k nearest ones of other labels, in rising order. */
    private final double[] others;

    Neighbours(double[] embedding, float label, int k) {
        this.embedding = embedding;
        this.label = label;
        this.others = new double[k];
        Arrays.fill(others, Double.POSITIVE_INFINITY);
    }

    double[] embedding() {
        return embedding;
    }

    float label() {
        return label;
    }

    /** Takes another embedding into account. */
    void meet(Neighbours other) {
        double distance = 0;
        for (int e = 0; e < embedding.length; e++) {
            double difference = embedding[e] - other.embedding[e];
            distance += difference * difference;
        }
        if (other.label == label) {
            own = Math.min(own, distance);
        } else if (distance < others[others.length - 1]) {
            int at = others.length - 1;
            while (at > 0 && others[at - 1] > distance) {
                others[at] = others[at - 1];
                at--;
            }
            others[at] = distance;
        }
    }

    /** Whether there is another one of the own label. */
    boolean hasOwn() {
        return own < Double.POSITIVE_INFINITY;
    }

    /** Whether one of the own label is among the k nearest; of equally near ones the others come first. */
    boolean findsOwn() {
        return own < others[others.length - 1];
    }
}
