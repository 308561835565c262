package polyview.data.loader;

import java.util.Optional;

/** Under which names the arrays of samples lie in the cache. */
interface CacheKeys {

    /**
     * The name of one array; empty for one that is as quick to read as to keep.
     *
     * @param index the number of the sample
     * @param array its inputs, then its targets
     */
    Optional<SampleCache.Key> key(int index, int array);

    /** A name for each array of each sample. */
    static CacheKeys byIndex() {
        record ArrayOf(int index, int array) {}
        return (index, array) -> Optional.of(new SampleCache.Key("", new ArrayOf(index, array)));
    }
}
