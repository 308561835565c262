package polyview.data.loader;

import java.util.Optional;
import polyview.data.Order;
import polyview.data.augment.Augmentation;

/**
 * One pass over all samples of a source, as the reading threads need it.
 *
 * @param source the samples
 * @param visit their indices in the order of the visit
 * @param changes the random changes
 * @param draws the seed and the epoch of the changes; empty where nothing is changed
 * @param cache arrays that were read before
 * @param keys the keys of arrays in the cache
 * @param threads that read
 * @param ahead how many samples may be read ahead
 */
record EpochPlan(
        SampleSource source,
        int[] visit,
        Augmentation changes,
        Optional<Order.Seeded> draws,
        SampleCache cache,
        CacheKeys keys,
        int threads,
        int ahead) {}
