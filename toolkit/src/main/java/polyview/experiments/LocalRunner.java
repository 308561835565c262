package polyview.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import polyview.base.Checks;
import polyview.base.Threads;

/**
 * Several runs at once in this process, each on a thread of its own; see {@link Runner#local(int)}.
 *
 * @param atOnce the most runs at a time
 */
record LocalRunner(int atOnce) implements Runner {

    LocalRunner {
        Checks.requirePositive("atOnce", atOnce);
    }

    @Override
    public void run(List<RunTask> tasks, RunReport report) throws InterruptedException {
        if (Math.min(atOnce, tasks.size()) <= 1) {
            Runner.local().run(tasks, report);
        } else {
            new Crew(tasks, report).work(Math.min(atOnce, tasks.size()));
        }
    }

    /** The threads of one sweep; each takes the next task when it is done with one. */
    private static final class Crew {

        private final List<RunTask> tasks;
        private final RunReport report;
        private final AtomicInteger next = new AtomicInteger();
        private final List<Thread> threads = new ArrayList<>();
        private final List<Throwable> errors = new ArrayList<>();
        private boolean interrupted;

        Crew(List<RunTask> tasks, RunReport report) {
            this.tasks = tasks;
            this.report = report;
        }

        void work(int count) throws InterruptedException {
            for (int i = 1; i <= count; i++) {
                // Not daemons: what runs must not be killed in the middle of a step when the main thread ends.
                threads.add(new Thread(this::member, "polyview-run-" + i));
            }
            threads.forEach(Thread::start);
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                stop();
                // The data and the sessions of the runs are in use until their threads have ended.
                Threads.join(threads);
                throw e;
            }
            end();
        }

        private void end() throws InterruptedException {
            if (!errors.isEmpty()) {
                Throwable first = errors.get(0);
                errors.stream().skip(1).filter(e -> e != first).forEach(first::addSuppressed);
                throw Threads.rethrown(first);
            }
            if (interrupted) {
                throw new InterruptedException("a run was interrupted");
            }
        }

        private void member() {
            try {
                int i = next.getAndIncrement();
                while (i < tasks.size() && !Thread.currentThread().isInterrupted()) {
                    tasks.get(i).run(report);
                    i = next.getAndIncrement();
                }
                if (Thread.currentThread().isInterrupted()) {
                    // Also where a callback did it: as with one run after another, it ends all.
                    stop();
                }
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }

        private void stop() {
            synchronized (errors) {
                interrupted = true;
            }
            threads.forEach(Thread::interrupt);
        }

        /** What one throws ends all; the caller throws it. */
        private void failed(Throwable e) {
            synchronized (errors) {
                errors.add(e);
            }
            threads.forEach(Thread::interrupt);
        }
    }
}
