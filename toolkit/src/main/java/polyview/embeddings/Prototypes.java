package polyview.embeddings;

import java.util.stream.IntStream;
import polyview.data.FloatArray;

/**
 * The mean embedding of each class: {@code c_k = (1 / n_k) sum x_i}, over the n_k embeddings of class k. A query belongs to the class whose
 * prototype is nearest.
 *
 * <p>Embeddings are taken as they are. For means of directions, in which a long embedding counts no more than a short one, take {@code
 * Prototypes.of(embeddings.normalized())}; with {@link Distance#COSINE} the length of a mean itself does not matter.
 *
 * <p>Refused: {@code embeddings must not be empty}; what {@link Gallery} refuses.
 *
 * <p>Example: embeddings 0 and 2 of class a and 10 of class b have the prototypes 1 and 10. Source: Snell, Swersky and Zemel 2017,
 * <i>Prototypical networks for few-shot learning</i>.
 */
public final class Prototypes {

    private final Embeddings means;
    private final int[] counts;

    private Prototypes(Embeddings means, int... counts) {
        this.means = means;
        this.counts = counts;
    }

    /** Of all classes that occur, in rising order of their numbers; sums are made in 64 bits. */
    public static Prototypes of(Embeddings embeddings) {
        int[] classes = embeddings.classes();
        if (classes.length == 0) {
            throw new IllegalArgumentException("embeddings must not be empty");
        }
        int width = embeddings.width();
        float[] means = new float[classes.length * width];
        int[] counts = new int[classes.length];
        for (int c = 0; c < classes.length; c++) {
            int label = classes[c];
            int[] rows = IntStream.range(0, embeddings.size())
                    .filter(i -> embeddings.label(i) == label)
                    .toArray();
            counts[c] = rows.length;
            for (int e = 0; e < width; e++) {
                double sum = 0;
                for (int row : rows) {
                    sum += embeddings.vectors().values()[row * width + e];
                }
                means[c * width + e] = (float) (sum / rows.length);
            }
        }
        return new Prototypes(
                Embeddings.of(FloatArray.of(means, classes.length, width), classes, embeddings.classNames()), counts);
    }

    /** The mean of each class, with its number. */
    public Embeddings means() {
        return means;
    }

    /** How many embeddings each mean is of. */
    public int[] counts() {
        return counts.clone();
    }

    /** Its entries are the prototypes: {@code gallery(Distance.EUCLIDEAN).classify(queries)} gives each query the class of the nearest. */
    public Gallery gallery(Distance distance) {
        return Gallery.of(means, distance);
    }
}
