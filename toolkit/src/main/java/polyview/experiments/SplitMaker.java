package polyview.experiments;

/** Makes the data of a run. */
@FunctionalInterface
interface SplitMaker {

    /** The same data for the same seed and fold. */
    Split of(long seed, int fold);
}
