package polyview.data.loader;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import polyview.base.Checks;
import polyview.data.Epoch;
import polyview.data.Order;

/** The epochs over a source with the same options: they share a report and a cache. */
final class SampleEpochs {

    private final SampleSource source;
    private final CacheKeys keys;
    private final LoaderOptions options;
    private final List<ImagePart> changes;
    private final ReadReport report;
    private final SampleCache cache;

    /**
     * Starts no epoch yet.
     *
     * @param changes the images that are changed in training; none where nothing is
     * @param what the inputs are read from, as messages name it: {@code file}
     */
    SampleEpochs(SampleSource source, CacheKeys keys, LoaderOptions options, List<ImagePart> changes, String what) {
        this.source = source;
        this.keys = keys;
        this.options = options;
        this.changes = List.copyOf(changes);
        this.report = new ReadReport(source, what);
        this.cache = new SampleCache(options.cacheBytes());
    }

    ReadReport report() {
        return report;
    }

    /** Starts a pass over all samples, read by a stream. */
    Epoch epoch(int batchSize, Order order, Function<EpochPlan, SampleStream> stream) {
        int size = source.size();
        Checks.requirePositive("batchSize", batchSize);
        // Evaluation and prediction see every sample.
        boolean dropRemainder = options.dropRemainder() && order instanceof Order.Seeded;
        if (dropRemainder && size < batchSize) {
            throw new IllegalArgumentException(
                    "dropRemainder leaves no batch of " + batchSize + " of " + size + " samples");
        }
        EpochPlan plan = new EpochPlan(
                source,
                order.permutation(size),
                changes,
                !changes.isEmpty() && order instanceof Order.Seeded seeded ? Optional.of(seeded) : Optional.empty(),
                cache,
                keys,
                options.threads(),
                EpochPlan.ahead(source, Math.min(batchSize, size)));
        BatchBuilder builder =
                new BatchBuilder(plan, stream.apply(plan), report, options.onBadFile(), batchSize, dropRemainder);
        return new ReadAhead(builder, options.prefetch());
    }
}
