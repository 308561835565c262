package polyview.experiments;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** The data of the seeds: created once for the runs of a seed, and kept until the last of these runs is done. */
final class SeedData {

    private final LongFunction<Split> maker;
    private final Map<Long, Made> held = new HashMap<>();

    SeedData(LongFunction<Split> maker) {
        this.maker = maker;
    }

    /** The data of a seed, or the error of the user's function. */
    ValueOrError<Split> of(long seed) {
        Made made;
        synchronized (held) {
            made = held.computeIfAbsent(seed, Made::new);
        }
        return made.get();
    }

    void release(long seed) {
        synchronized (held) {
            held.remove(seed);
        }
    }

    /** Data of two seeds may be created at the same time, that of one seed only once. */
    private final class Made {
        private final long seed;
        private ValueOrError<Split> data;

        Made(long seed) {
            this.seed = seed;
        }

        synchronized ValueOrError<Split> get() {
            if (data == null) {
                data = ValueOrError.of(() -> maker.apply(seed));
            }
            return data;
        }
    }
}
