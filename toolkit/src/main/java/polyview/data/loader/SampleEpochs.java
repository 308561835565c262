package polyview.data.loader;

import java.util.Optional;
import java.util.function.Function;
import polyview.base.Checks;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.data.augment.Augmentation;

/** The epochs over a source with the same options: they share a report and a cache. */
final class SampleEpochs {

    private final SampleSource source;
    private final CacheKeys keys;
    private final LoaderOptions options;
    private final ReadReport report;
    private final SampleCache cache;

    /**
     * Starts no epoch yet.
     *
     * @param what the inputs are read from, as messages name it: {@code file}
     */
    SampleEpochs(SampleSource source, CacheKeys keys, LoaderOptions options, String what) {
        this.source = source;
        this.keys = keys;
        this.options = options;
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
        boolean changed = !options.augmentation().equals(Augmentation.none());
        EpochPlan plan = new EpochPlan(
                source,
                order.permutation(size),
                options.augmentation(),
                changed && order instanceof Order.Seeded seeded ? Optional.of(seeded) : Optional.empty(),
                cache,
                keys,
                options.threads(),
                Math.min(batchSize, size));
        BatchBuilder builder =
                new BatchBuilder(plan, stream.apply(plan), report, options.onBadFile(), batchSize, dropRemainder);
        return new ReadAhead(builder, options.prefetch());
    }
}
