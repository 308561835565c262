package polyview.experiments;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where finished runs are kept, so that a sweep that was stopped goes on. */
interface RunStore extends AutoCloseable {

    /**
     * Refuses another experiment than the one whose runs are kept here.
     *
     * @param description what the runs depend on; asked for only where runs are kept
     */
    void require(Supplier<Map<String, String>> description);

    /** A run that is kept. */
    Optional<RunResult> read(String variant, long seed);

    /** Keeps a run. */
    void write(RunResult run);

    @Override
    void close();

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
            public void write(RunResult run) {}

            @Override
            public void close() {}
        };
    }
}
