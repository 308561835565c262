package polyview.losses;

/** What the targets of a loss are: it decides which metrics have a meaning, and how logits become probabilities. */
public enum Task {
    /** One class of several for each sample, or for each pixel: an index from 0. The output has a score for each class. */
    CLASSES,
    /**
     * Binary labels, one or several for each sample: 1 for yes, 0 for no, or a number between. The output has one score for each.
     */
    LABELS,
    /** Any numbers. */
    NUMBERS,
    /** The pixels of an image, compared as an image: {@code (N, H, W, C)}. */
    IMAGES,
    /**
     * Which samples belong together: a whole number for each, the same for those that do. The output is a vector for each sample, and
     * the distances between them count, so no metric of decisions or errors has a meaning.
     */
    EMBEDDINGS;

    /** Whether targets are classes or labels, so that a decision is right or wrong. */
    public boolean isClassification() {
        return this == CLASSES || this == LABELS;
    }
}
