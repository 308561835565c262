package polyview.data;

/** What {@link ClassBatches} does with classes that have fewer samples than a batch takes of each. */
public enum SmallClasses {
    /** Refuses the data, with the name of such a class; the default. */
    REFUSE,
    /**
     * Takes samples of it several times in a batch: all of them, then again, until there are enough. The copies lie at distance 0 from one
     * another, as far as random changes do not tell them apart, which they do not within an epoch.
     */
    REPEAT,
    /** Trains without it; evaluation and prediction still see its samples. */
    LEAVE_OUT
}
