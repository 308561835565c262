package polyview.base;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A few threads that share out work of many equal pieces; each has a number, so that it can have tools of its own. */
public final class Workers implements AutoCloseable {

    /** One piece of the work. */
    public interface Piece {
        /** Does one piece; {@code worker} is the number of the thread, from 0. */
        void run(int worker, int piece);
    }

    private final int count;
    private final ExecutorService threads;
    private final List<Thread> made = new CopyOnWriteArrayList<>();

    /** Starts no thread yet; the number of threads that will run. */
    public Workers(int count) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "polyview-worker");
            thread.setDaemon(true);
            made.add(thread);
            return thread;
        });
    }

    /** Does the pieces 0 to {@code pieces - 1} and waits for them. */
    public void share(int pieces, Piece work) {
        List<Callable<Void>> shares = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            int worker = w;
            shares.add(() -> {
                for (int i = worker; i < pieces; i += count) {
                    work.run(worker, i);
                }
                return null;
            });
        }
        try {
            for (Future<Void> share : threads.invokeAll(shares)) {
                share.get();
            }
        } catch (ExecutionException e) {
            throw Threads.rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("reading was interrupted");
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            // The pool ends a moment before its last thread does.
            for (Thread thread : made) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
