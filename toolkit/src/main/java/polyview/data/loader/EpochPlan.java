package polyview.data.loader;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import polyview.data.Order;

/**
 * One pass over all samples of a source, as the reading threads need it.
 *
 * @param source the samples
 * @param visit their indices in the order of the visit
 * @param changes the images that are changed at random, and how
 * @param draws the seed and the epoch of the changes; empty where nothing is changed
 * @param cache arrays that were read before
 * @param keys the keys of arrays in the cache
 * @param threads that read
 * @param ahead how many samples may be read ahead
 */
record EpochPlan(
        SampleSource source,
        int[] visit,
        List<ImagePart> changes,
        Optional<Order.Seeded> draws,
        SampleCache cache,
        CacheKeys keys,
        int threads,
        int ahead) {

    /** What the samples that are read ahead may take together. */
    private static final long AHEAD_BYTES = 1L << 26;

    /** How many samples to read ahead of a batch: as many as it has, but fewer of large ones. */
    static int ahead(SampleSource source, int batch) {
        return (int) Math.max(1, Math.min(batch, AHEAD_BYTES / Math.max(1, bytes(source))));
    }

    /** The bytes of the arrays of one sample. */
    static long bytes(SampleSource source) {
        return Stream.of(source.inputShapes(), source.targetShapes())
                .flatMap(List::stream)
                .mapToLong(shape -> Float.BYTES * shape.size())
                .sum();
    }
}
