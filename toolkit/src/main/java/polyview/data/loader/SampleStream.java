package polyview.data.loader;

import java.util.Optional;

/** All samples of a pass in their order, good and bad. It is used, and closed, by one thread. */
interface SampleStream extends AutoCloseable {

    /** Waits for the next sample, which is valid until the next call; empty after the last, and after {@link #cancel}. */
    Optional<Sample> next();

    /** Ends a wait, now or later; may be called from any thread. */
    void cancel();

    /** Ends all threads and frees all memory. */
    @Override
    void close();
}
