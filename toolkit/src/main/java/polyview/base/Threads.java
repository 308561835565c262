package polyview.base;

import java.util.List;

/** Threads that are waited for to the end, since they use what is freed after them. */
public final class Threads {

    private Threads() {}

    /** Waits for all; an interrupt in between is kept for later. */
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
