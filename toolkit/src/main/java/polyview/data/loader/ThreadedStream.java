package polyview.data.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyview.base.Threads;

/**
 * Reads samples on Java threads into a ring buffer, which is filled in any order and emptied in the order of the pass.
 *
 * <p>A thread takes the next row as soon as there is a free place for it. So no thread waits for another, and memory is limited to
 * the ring.
 */
final class ThreadedStream implements SampleStream {

    private final EpochPlan plan;
    private final SampleSource.Opened source;
    private final Sample[] ring;
    private final boolean[] filled;
    private final List<Thread> threads = new ArrayList<>();
    private int claimed;
    private int taken;
    private boolean lent;
    private boolean cancelled;
    private Optional<Throwable> failure = Optional.empty();

    ThreadedStream(EpochPlan plan) {
        this.plan = plan;
        this.source = plan.source().open();
        // One extra place for the sample that the consumer still uses.
        this.ring = new Sample[Math.min(plan.ahead() + plan.threads(), plan.visit().length) + 1];
        this.filled = new boolean[ring.length];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new Sample(plan.source());
        }
        for (int i = 0; i < Math.min(plan.threads(), plan.visit().length); i++) {
            Thread thread = new Thread(this::work, "polyview-reader-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work() {
        try {
            SampleReader reader = new SampleReader(plan, source);
            for (int place = claim(); place >= 0; place = claim()) {
                reader.read(plan.visit()[place], ring[place % ring.length]);
                deliver(place);
            }
        } catch (RuntimeException | Error e) {
            // Not lost: the consumer throws it.
            fail(e);
        }
    }

    private synchronized int claim() {
        while (!cancelled && claimed < plan.visit().length && claimed - taken >= ring.length) {
            await();
        }
        return cancelled || claimed == plan.visit().length ? -1 : claimed++;
    }

    private synchronized void deliver(int place) {
        filled[place % ring.length] = true;
        notifyAll();
    }

    private synchronized void fail(Throwable e) {
        failure = Optional.of(e);
        cancelled = true;
        notifyAll();
    }

    @Override
    public synchronized Optional<Sample> next() {
        if (lent) {
            lent = false;
            filled[taken % ring.length] = false;
            taken++;
            notifyAll();
        }
        while (!cancelled && taken < plan.visit().length && !filled[taken % ring.length]) {
            await();
        }
        if (failure.isPresent()) {
            throw Threads.rethrown(failure.get());
        }
        if (cancelled || taken == plan.visit().length) {
            return Optional.empty();
        }
        lent = true;
        return Optional.of(ring[taken % ring.length]);
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            // The threads belong to this epoch only: an interrupt means that it was cancelled.
            throw new IllegalStateException("a reading thread was interrupted", e);
        }
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    @Override
    public void close() {
        cancel();
        Threads.join(threads);
        source.close();
    }
}
