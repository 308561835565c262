package polyview.experiments;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the results of runs are kept, so that a sweep that was stopped goes on, and several sweeps can divide the runs.
 *
 * <p>{@link #directory} keeps them in files. Another one, such as a database, implements this interface; {@link
 * RunResult#entries} and {@link RunResult#of} write a result as text and read it back. A sweep calls a store from one thread
 * at a time; a store that several sweeps share must bear calls of all of them.
 */
public interface RunStore {

    /**
     * Refuses another experiment than the one whose runs are kept here, with an {@link IllegalStateException}.
     *
     * @param description what the runs depend on, as text by name; asked for only where runs are kept
     */
    void require(Supplier<Map<String, String>> description);

    /** The result of a run; empty where none is kept. */
    Optional<RunResult> read(String variant, long seed);

    /**
     * Holds a run while it is executed, so that no other sweep does it too.
     *
     * <p>The lock of a process that died must not hold the run.
     *
     * @return empty where another sweep holds the run
     */
    Optional<RunLock> lock(String variant, long seed);

    /** Keeps a result, in place of an older one of the same run. */
    void write(RunResult run);

    /** A folder with a file for each run; see {@link Experiment#directory}. It is made when the experiment runs. */
    static RunStore directory(Path folder) {
        return new RunDirectory(folder);
    }

    /** Keeps nothing. */
    static RunStore none() {
        return new RunStore() {
            @Override
            public void require(Supplier<Map<String, String>> description) {}

            @Override
            public Optional<RunResult> read(String variant, long seed) {
                return Optional.empty();
            }

            @Override
            public Optional<RunLock> lock(String variant, long seed) {
                return Optional.of(() -> {});
            }

            @Override
            public void write(RunResult run) {}
        };
    }
}
