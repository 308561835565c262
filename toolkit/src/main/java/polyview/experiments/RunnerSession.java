package polyview.experiments;

import java.util.List;

/**
 * A runner for several sweeps one after the other, which keeps what it needs for its runs, such as a connection to a cluster, until it is
 * closed; {@link Runner#session()} gives it.
 *
 * <pre>{@code
 * try (RunnerSession session = Runner.spark("spark://host:7077").session()) {
 *     experiment.run(session);                 // connects once
 *     another.run(session);
 * }
 * }</pre>
 *
 * <p>A search that is given a session uses it and leaves it open. For one sweep at a time.
 */
public interface RunnerSession extends Runner, AutoCloseable {

    /** Lets go of what it keeps; once is enough, and after the last run. */
    @Override
    void close();

    /**
     * Of a runner that keeps nothing, or that somebody else closes: each sweep is given to it, and to close does nothing.
     *
     * <p>Example: {@code RunnerSession.of(Runner.local(2)).run(tasks, report)} is {@code Runner.local(2).run(tasks, report)}.
     */
    static RunnerSession of(Runner runner) {
        return new RunnerSession() {
            @Override
            public void run(List<RunTask> tasks, RunReport report) throws InterruptedException {
                runner.run(tasks, report);
            }

            @Override
            public void close() {
                // Nothing was opened here.
            }
        };
    }
}
