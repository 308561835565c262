package polyview.losses;

/** What the targets of a loss are. */
public enum Task {
    /** One class of several for each sample, or for each position: an index from 0. */
    CLASSES,
    /** Yes or no, once or several times for each sample: a number in [0, 1]. */
    LABELS,
    /** Any numbers. */
    NUMBERS,
    /** The pixels of an image, compared as an image: {@code (N, H, W, C)}. */
    IMAGES;

    /** Whether targets name classes, so that there are right and wrong decisions. */
    public boolean isClassification() {
        return this == CLASSES || this == LABELS;
    }
}
