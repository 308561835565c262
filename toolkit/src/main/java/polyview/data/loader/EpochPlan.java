package polyview.data.loader;

import java.util.Optional;
import polyview.data.Order;
import polyview.data.augment.Augmentation;

/**
 * One visit of all samples of a source, as those who read are told of it.
 *
 * @param source the samples
 * @param visit their indices in the order of the visit
 * @param changes what is changed at random
 * @param draws the seed and the epoch of the changes; empty where samples are read as they are
 * @param cache what was read before
 * @param keys under which names arrays lie in the cache
 * @param threads that read
 * @param ahead how many samples may be read before they are asked for
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
