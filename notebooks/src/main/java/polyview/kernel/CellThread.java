package polyview.kernel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The thread on which cells run their code, and the only one that an interrupt reaches.
 *
 * <p>One cell is {@link #begin()}, any number of {@link #run(Callable)}, {@link #end()}, all on one thread of the
 * kernel, which waits while the code runs. {@link #interrupt()} comes from another thread. It sets the interrupt flag
 * of the code that runs; code that has not returned when the grace time is over is left alone on its thread, and the
 * next code gets a fresh one. The flag is cleared when the code ends, so it never reaches the next cell.
 */
final class CellThread {
    /** How a piece of a cell's code ended. */
    sealed interface Result permits Returned, Threw, Abandoned {}

    /** It returned this value; empty for void and null. */
    record Returned(Optional<Object> value) implements Result {}

    /** It threw this. */
    record Threw(Throwable thrown) implements Result {}

    /** It did not end within the grace time after an interrupt; its thread runs on. */
    record Abandoned() implements Result {}

    private static final class Task {
        final Callable<?> code;
        Optional<Result> result = Optional.empty();

        Task(Callable<?> code) {
            this.code = code;
        }
    }

    private final Duration grace;
    private Optional<Worker> worker = Optional.empty();
    private Optional<Task> next = Optional.empty();
    private boolean inCell;
    private boolean running;
    private boolean asked;
    private long askedAt;

    /** Code has {@code grace} to end after an interrupt. */
    CellThread(Duration grace) {
        this.grace = grace;
    }

    /** The time that code has to end after an interrupt. */
    Duration grace() {
        return grace;
    }

    /** A cell begins: from now on an interrupt counts. */
    synchronized void begin() {
        inCell = true;
        asked = false;
    }

    /** The cell is over: an interrupt that comes now has nothing to end. */
    synchronized void end() {
        inCell = false;
        asked = false;
    }

    /** Whether the cell was interrupted: by {@link #interrupt()}, or its code ended with its interrupt flag set. */
    synchronized boolean interrupted() {
        return asked;
    }

    /** Interrupts the cell that runs; does nothing when none runs. */
    synchronized void interrupt() {
        if (inCell && !asked) {
            asked = true;
            askedAt = System.nanoTime();
            if (running) {
                worker.ifPresent(Thread::interrupt);
            }
            notifyAll();
        }
    }

    /** Whether the calling thread is one that runs cells. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof Worker;
    }

    /**
     * Runs code on the cell's thread and waits for its end. An interrupt of the waiting thread counts as one of the cell.
     *
     * <p>Code of a cell may call this too, for code within its own.
     */
    Result run(Callable<?> code) {
        return Thread.currentThread() instanceof Worker me ? within(me, code) : handedOver(code);
    }

    private Result within(Worker me, Callable<?> code) {
        synchronized (this) {
            if (!isMine(me)) {
                throw new IllegalStateException("a cell that was left behind cannot run more code");
            }
        }
        return resultOf(code);
    }

    private static Result resultOf(Callable<?> code) {
        try {
            return new Returned(Optional.ofNullable(code.call()));
        } catch (Throwable t) {
            return new Threw(t);
        }
    }

    private synchronized Result handedOver(Callable<?> code) {
        Task task = new Task(code);
        if (worker.isEmpty()) {
            Worker fresh = new Worker();
            worker = Optional.of(fresh);
            fresh.start();
        }
        next = Optional.of(task);
        notifyAll();
        while (task.result.isEmpty()) {
            long left = asked ? grace.toMillis() - (System.nanoTime() - askedAt) / 1_000_000 : Long.MAX_VALUE;
            if (left <= 0) {
                worker = Optional.empty();
                next = Optional.empty();
                running = false;
                notifyAll();
                return new Abandoned();
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupt();
            }
        }
        return task.result.get();
    }

    private synchronized Optional<Task> take(Worker me) {
        while (isMine(me) && next.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                continue; // Set by someone else's code between two pieces: it means nothing here.
            }
        }
        if (!isMine(me)) {
            return Optional.empty();
        }
        Optional<Task> task = next;
        next = Optional.empty();
        running = true;
        if (asked) {
            me.interrupt();
        }
        return task;
    }

    private synchronized void finish(Worker me, Task task, Result result) {
        boolean flag = Thread.interrupted();
        if (!isMine(me)) {
            return; // Abandoned meanwhile: nobody waits for this result.
        }
        running = false;
        asked |= flag;
        task.result = Optional.of(result);
        notifyAll();
    }

    private boolean isMine(Worker me) {
        return worker.isPresent() && worker.get() == me;
    }

    private final class Worker extends Thread {
        Worker() {
            super("cell");
            setDaemon(true);
        }

        @Override
        public void run() {
            for (Optional<Task> task = take(this); task.isPresent(); task = take(this)) {
                finish(this, task.get(), resultOf(task.get().code));
            }
        }
    }
}
