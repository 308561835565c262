package polyview.models;

import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Several threads at one thing until it is closed: what only reads runs side by side, what changes anything runs alone, so that
 * nobody reads weights of which a part has changed.
 */
final class SharedAccess {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile Optional<String> closed = Optional.empty();

    /** Does what reads and changes nothing, beside others that do the same. */
    <T> T reading(Supplier<T> action) {
        return locked(lock.readLock(), action);
    }

    /** Does what changes something, alone. */
    <T> T changing(Supplier<T> action) {
        return locked(lock.writeLock(), action);
    }

    private <T> T locked(Lock held, Supplier<T> action) {
        held.lock();
        try {
            requireOpen();
            return action.get();
        } finally {
            held.unlock();
        }
    }

    /** Refused after {@link #close}, with its message. */
    void requireOpen() {
        closed.ifPresent(why -> {
            throw new IllegalStateException(why);
        });
    }

    /** Frees it when nothing runs any more; any use later is refused with this message, the first where there are several. */
    void close(String why, Runnable free) {
        lock.writeLock().lock();
        try {
            closed = closed.or(() -> Optional.of(why));
            free.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
