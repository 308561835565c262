package polyview.data;

import java.util.Iterator;
import java.util.Optional;

/**
 * One pass over a data set, batch by batch; it may be closed at any point, and must be closed by whoever opened it.
 *
 * <pre>{@code
 * try (Epoch epoch = data.epoch(32, Order.shuffled(7, 0))) {
 *     while (epoch.hasNext()) {
 *         Batch batch = epoch.next();
 *     }
 * }
 * }</pre>
 */
public interface Epoch extends Iterator<Batch>, AutoCloseable {

    /**
     * The numbers of the samples in the last batch that {@link #next} gave: their places in the data set, from 0. By default it is
     * empty, which means that batches hold all samples in the order of the visit. An epoch that leaves out samples must override
     * it.
     */
    default Optional<int[]> samples() {
        return Optional.empty();
    }

    /**
     * Passes over some batches, as a training does that goes on in the middle of an epoch; gives the number of their samples.
     *
     * <p>By default they are read and thrown away, so that what comes next is as if they had been used. Ends where there are no
     * more.
     */
    default int skip(long batches) {
        int samples = 0;
        for (long i = 0; i < batches && hasNext(); i++) {
            samples += next().size();
        }
        return samples;
    }

    /** Ends the pass and frees what it holds; closing twice does nothing more. */
    @Override
    void close();
}
