package polyview.embeddings;

import java.util.List;
import polyview.data.FloatArray;

/** How far two embeddings lie apart. */
public enum Distance {
    /** {@code sqrt(sum (a - b)^2)}, from 0. */
    EUCLIDEAN,
    /**
     * {@code 1 - a b / (|a| |b|)}, from 0 for one direction to 2 for opposite ones; an embedding of length 0 is at 1 from all. Of embeddings
     * of length 1 it is half of the squared Euclidean distance.
     */
    COSINE;

    /**
     * The distance of two embeddings, in 64 bits.
     *
     * <p>Refused: {@code embeddings must have one length, got 2 and 3}.
     *
     * <p>Example: (3, 4) and (3, 0) are 4 apart; their cosine distance is {@code 1 - 9 / 15 = 0.4}.
     */
    public double of(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("embeddings must have one length, got " + a.length + " and " + b.length);
        }
        FloatArray both = FloatArray.stack(List.of(FloatArray.of(a, a.length), FloatArray.of(b, b.length)));
        Rows rows = new Rows(both, this);
        return rows.between(0, rows, 1);
    }
}
