package polyview.experiments;

import java.util.Locale;
import polyview.base.Shapes;
import polyview.base.ShortTexts;
import polyview.training.Callback;
import polyview.training.LiveLine;

/**
 * The progress of a sweep in one line: the run, the epoch, loss and metrics, and the time left for the whole sweep at the
 * speed of the runs so far.
 */
public final class SweepProgress {

    private double seconds;
    private int runs;

    /** Before the first run. */
    public SweepProgress() {}

    /**
     * A running run.
     *
     * <p>Example: {@code run 2/4 concat seed 1: epoch 4/8   50%  loss 0.5000, accuracy 0.7500  1 min 0 s left}.
     */
    public String step(RunLabel label, Callback.Run training) {
        return label + ": epoch " + training.epoch() + "/" + training.lastEpoch()
                + String.format(Locale.ROOT, "  %3.0f%%", 100.0 * training.samplesDone() / training.samples())
                + "  " + ShortTexts.numbers(training.values()) + left(label.runs() - label.number() + 1);
    }

    /**
     * A run that has ended.
     *
     * <p>Example: {@code run 1/4 concat seed 1: accuracy 0.9123 in 20.0 s  1 min 0 s left}.
     *
     * @param soFar this run and all before it
     */
    public String ended(RunLabel label, RunResult run, Results soFar) {
        seconds += run.seconds();
        runs++;
        return label.numbers() + " " + run.line(soFar.score())
                + left(soFar.asked() - soFar.done().size());
    }

    /** The number of runs that are done: {@code 3 of 10 runs done}. */
    public static String done(Results soFar) {
        return soFar.done().size() + " of " + Shapes.count(soFar.asked(), "run") + " done";
    }

    /** The time left, at the speed of the runs so far. */
    private String left(int toCome) {
        return runs == 0 || toCome == 0 ? "" : "  " + LiveLine.time(seconds / runs * toCome) + " left";
    }
}
