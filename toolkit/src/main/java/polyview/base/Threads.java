package polyview.base;

import java.util.List;

/** Waits for threads to end, before the memory that they use is freed. */
public final class Threads {

    private Threads() {}

    /** Waits for all; an interrupt meanwhile is kept for later. */
    public static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a thread ended with, thrown where it is waited for. */
    public static RuntimeException rethrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) e;
    }
}
