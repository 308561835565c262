package polyview.data;

import java.util.Iterator;

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

    /** Ends the pass and frees what it holds; closing twice does nothing more. */
    @Override
    void close();
}
