package polyview.embeddings;

import polyview.data.FloatArray;

/** Embeddings {@code (N, E)} prepared for a distance. */
final class Rows {

    private final float[] values;
    private final int width;
    private final Distance distance;
    /** One over the length of each, for cosines; 0 for length 0. */
    private final double[] scales;

    Rows(FloatArray vectors, Distance distance) {
        this.values = vectors.values();
        this.width = vectors.size(1);
        this.distance = distance;
        this.scales = new double[distance == Distance.COSINE ? vectors.size(0) : 0];
        for (int i = 0; i < scales.length; i++) {
            double squares = product(i, this, i);
            scales[i] = squares > 0 ? 1 / Math.sqrt(squares) : 0;
        }
    }

    int count() {
        return width == 0 ? 0 : values.length / width;
    }

    /** The distance of row i from row j of others. */
    double between(int i, Rows others, int j) {
        return fromKey(key(i, others, j));
    }

    /** What grows with the distance and takes fewer steps: its square where it is Euclidean. */
    double key(int i, Rows others, int j) {
        if (distance == Distance.COSINE) {
            double cosine = product(i, others, j) * scales[i] * others.scales[j];
            // Rounding may lead past 1, and a distance below 0 is none.
            return Math.min(2, Math.max(0, 1 - cosine));
        }
        int a = i * width;
        int b = j * width;
        double sum = 0;
        for (int e = 0; e < width; e++) {
            double difference = (double) values[a + e] - others.values[b + e];
            sum += difference * difference;
        }
        return sum;
    }

    double fromKey(double key) {
        return distance == Distance.COSINE ? key : Math.sqrt(key);
    }

    private double product(int i, Rows others, int j) {
        int a = i * width;
        int b = j * width;
        double sum = 0;
        for (int e = 0; e < width; e++) {
            sum += (double) values[a + e] * others.values[b + e];
        }
        return sum;
    }
}
