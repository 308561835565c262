package polyview.experiments;

import java.util.HashMap;
import java.util.Map;

/** The data of seeds and folds: created once for the runs of a seed and fold, and kept until the last of these runs is done. */
final class SeedData {

    private final SplitMaker maker;
    private final Map<RunKey, Made> held = new HashMap<>();

    SeedData(SplitMaker maker) {
        this.maker = maker;
    }

    /** The data of a run, or the error of the user's function. */
    ValueOrError<Split> of(RunKey run) {
        Made made;
        synchronized (held) {
            made = held.computeIfAbsent(run.ofData(), Made::new);
        }
        return made.get();
    }

    void release(RunKey run) {
        synchronized (held) {
            held.remove(run.ofData());
        }
    }

    /** Data of two seeds or folds may be created at the same time, that of one only once. */
    private final class Made {
        private final RunKey run;
        private ValueOrError<Split> data;

        Made(RunKey run) {
            this.run = run;
        }

        synchronized ValueOrError<Split> get() {
            if (data == null) {
                data = ValueOrError.of(() -> maker.of(run.seed(), run.fold()));
            }
            return data;
        }
    }
}
