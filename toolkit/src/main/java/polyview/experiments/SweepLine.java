package polyview.experiments;

import java.util.Locale;
import polyview.layers.Shapes;
import polyview.models.Evaluation;
import polyview.training.Callback;
import polyview.training.LiveLine;

/**
 * A {@link LiveLine} for each run: where the sweep stands, the epoch, loss and metrics, and the time left for the whole sweep
 * at the speed of the runs so far.
 */
final class SweepLine implements ExperimentListener {

    private final LiveLine line;
    private double seconds;
    private int runs;

    SweepLine(LiveLine line) {
        this.line = line;
    }

    @Override
    public void onBegin(Results soFar) {
        if (!soFar.done().isEmpty()) {
            line.stay(soFar.done().size() + " of " + Shapes.count(soFar.asked(), "run") + " done before");
        }
    }

    @Override
    public void onStep(Place place, Callback.Run training) {
        line.passing(
                training.seconds(),
                () -> place + ": epoch " + training.epoch() + "/"
                        + training.options().epochs()
                        + String.format(Locale.ROOT, "  %3.0f%%", 100.0 * training.samplesDone() / training.samples())
                        + "  " + new Evaluation(training.values()) + left(place.runs() - place.number() + 1));
    }

    @Override
    public void onRunEnd(Place place, RunResult run, Results soFar) {
        seconds += run.seconds();
        runs++;
        line.stay(place.numbers() + " " + run.line(soFar.score())
                + left(soFar.asked() - soFar.done().size()));
    }

    @Override
    public void onEnd(Results results) {
        if (!results.complete()) {
            line.stay(
                    "interrupted: " + results.done().size() + " of " + Shapes.count(results.asked(), "run") + " done");
        }
    }

    /** Leaves the line as it is, so that what follows begins on a new one. */
    void end() {
        line.end();
    }

    /** The runs that are still to come, at the speed so far. */
    private String left(int toCome) {
        return runs == 0 || toCome == 0 ? "" : "  " + LiveLine.time(seconds / runs * toCome) + " left";
    }
}
