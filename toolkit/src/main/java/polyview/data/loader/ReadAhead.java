package polyview.data.loader;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import polyview.base.Threads;
import polyview.data.Batch;
import polyview.data.Epoch;

/**
 * One epoch of a {@link MultiInputGenerator}: a thread builds batches ahead, up to a limit, and the caller gets the next one or
 * waits.
 *
 * <p>An interrupt ends the waiting: {@link #hasNext} says that there may be more and leaves the flag set, as training
 * expects it; {@link #next} throws.
 */
final class ReadAhead implements Epoch {

    private final BatchBuilder builder;
    private final int ahead;
    private final Thread thread;
    private final Deque<ReadBatch> ready = new ArrayDeque<>();
    private int[] last = {};
    private Optional<Throwable> failure = Optional.empty();
    private boolean finished;
    private boolean closed;

    ReadAhead(BatchBuilder builder, int ahead) {
        this.builder = builder;
        this.ahead = ahead;
        this.thread = new Thread(this::work, "polyview-batches");
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        // The builder is closed by the thread that uses it.
        try (builder) {
            boolean wanted = true;
            while (wanted) {
                Optional<ReadBatch> batch = builder.next();
                wanted = batch.isPresent() && hand(batch.get());
            }
        } catch (RuntimeException | Error e) {
            // Not lost: hasNext throws it after the batches before it.
            fail(e);
        } finally {
            finish();
        }
    }

    private synchronized boolean hand(ReadBatch batch) {
        ready.add(batch);
        notifyAll();
        while (!closed && ready.size() > ahead) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException("a reading thread was interrupted", e);
            }
        }
        return !closed;
    }

    private synchronized void fail(Throwable e) {
        failure = Optional.of(e);
    }

    private synchronized void finish() {
        finished = true;
        notifyAll();
    }

    @Override
    public synchronized boolean hasNext() {
        try {
            while (!closed && ready.isEmpty() && !finished) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        if (!closed && ready.isEmpty() && failure.isPresent()) {
            throw Threads.rethrown(failure.get());
        }
        return !closed && !ready.isEmpty();
    }

    @Override
    public synchronized Batch next() {
        boolean more = hasNext();
        if (more && ready.isEmpty()) {
            throw new CancellationException("reading was interrupted");
        }
        if (!more) {
            throw new NoSuchElementException("the epoch is over");
        }
        ReadBatch batch = ready.remove();
        last = batch.samples();
        notifyAll();
        return batch.batch();
    }

    @Override
    public synchronized Optional<int[]> samples() {
        return Optional.of(last.clone());
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            ready.clear();
            notifyAll();
        }
        builder.cancel();
        Threads.join(List.of(thread));
    }
}
