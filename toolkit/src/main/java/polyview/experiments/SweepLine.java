package polyview.experiments;

import polyview.training.Callback;
import polyview.training.LiveLine;

/** A {@link LiveLine} for each run, with what {@link SweepProgress} tells. */
final class SweepLine implements ExperimentListener {

    private final LiveLine line;
    private final SweepProgress progress = new SweepProgress();

    SweepLine(LiveLine line) {
        this.line = line;
    }

    @Override
    public void onBegin(Results soFar) {
        if (!soFar.done().isEmpty()) {
            line.stay(SweepProgress.done(soFar) + " before");
        }
    }

    @Override
    public void onStep(RunLabel label, Callback.Run training) {
        line.passing(training.seconds(), () -> progress.step(label, training));
    }

    @Override
    public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
        line.stay(progress.ended(label, run, soFar));
    }

    @Override
    public void onEnd(Results results) {
        if (!results.complete()) {
            boolean interrupted = Thread.currentThread().isInterrupted();
            line.stay((interrupted ? "interrupted: " : "not complete: ") + SweepProgress.done(results));
        }
    }

    /** Leaves the line as it is, so that what follows begins on a new one. */
    void end() {
        line.end();
    }
}
