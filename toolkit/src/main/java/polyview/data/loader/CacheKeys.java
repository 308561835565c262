package polyview.data.loader;

import java.util.Optional;

/** The keys of the arrays of samples in the cache. */
interface CacheKeys {

    /**
     * The key of one array; empty for one that is as fast to read as to cache.
     *
     * @param index the number of the sample
     * @param array the number of the array: inputs first, then targets
     */
    Optional<SampleCache.Key> key(int index, int array);

    /** A separate key for each array of each sample. */
    static CacheKeys byIndex() {
        record ArrayOf(int index, int array) {}
        return (index, array) -> Optional.of(new SampleCache.Key("", new ArrayOf(index, array)));
    }
}
