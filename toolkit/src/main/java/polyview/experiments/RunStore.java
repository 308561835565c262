package polyview.experiments;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the results of runs are kept, so that a stopped sweep can continue, and several sweeps can divide the runs.
 *
 * <p>{@link #directory} keeps them in files. Another store, such as a database, implements this interface; {@link
 * RunResult#entries} and {@link RunResult#of} write a result as text and read it back. A sweep calls a store from one thread
 * at a time; a store that several sweeps share must be safe for calls from all of them.
 */
public interface RunStore {

    /**
     * Refuses the runs of another experiment than the stored one, with an {@link IllegalStateException}.
     *
     * @param description everything that the runs depend on, as text by name; called only by stores that keep runs
     */
    void require(Supplier<Map<String, String>> description);

    /**
     * Keeps what {@link Results} need besides the runs, so that the sweep can be looked at from elsewhere while it runs; the last sweep
     * that began counts. By default nothing is kept.
     *
     * @param results names of variants, seeds, score and which way is better, as text by name
     */
    default void keep(Map<String, String> results) {}

    /** The result of a run; empty where none is kept. */
    Optional<RunResult> read(RunKey run);

    /** That of an experiment without folds. */
    default Optional<RunResult> read(String variant, long seed) {
        return read(RunKey.of(variant, seed));
    }

    /**
     * Locks a run while it is executed, so that no other sweep does it too.
     *
     * <p>The lock of a process that died must not block the run.
     *
     * @return the lock; empty where another sweep has it
     */
    Optional<RunLock> lock(RunKey run);

    /** That of an experiment without folds. */
    default Optional<RunLock> lock(String variant, long seed) {
        return lock(RunKey.of(variant, seed));
    }

    /** Stores a result, replacing an older one of the same run. */
    void write(RunResult run);

    /** A folder with a file for each run; see {@link Experiment#directory}. It is created when the experiment runs. */
    static RunStore directory(Path folder) {
        return new RunDirectory(folder);
    }

    /** A store that keeps nothing. */
    static RunStore none() {
        return new RunStore() {
            @Override
            public void require(Supplier<Map<String, String>> description) {}

            @Override
            public Optional<RunResult> read(RunKey run) {
                return Optional.empty();
            }

            @Override
            public Optional<RunLock> lock(RunKey run) {
                return Optional.of(() -> {});
            }

            @Override
            public void write(RunResult run) {}
        };
    }
}
