package polyview.data.loader;

import java.util.Optional;

/** All samples of a pass in their order, good and bad; for one thread, which closes it. */
interface SampleStream extends AutoCloseable {

    /** Waits for the next sample, which holds until the next call; empty behind the last, and after {@link #cancel}. */
    Optional<Sample> next();

    /** Ends a wait, now or later; from any thread. */
    void cancel();

    /** Ends all threads and frees all memory. */
    @Override
    void close();
}
