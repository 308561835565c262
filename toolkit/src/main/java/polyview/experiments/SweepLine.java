package polyview.experiments;

import java.util.function.LongSupplier;
import polyview.training.LiveLine;

/** A {@link LiveLine} for each run, with what {@link SweepProgress} tells. */
final class SweepLine implements ExperimentListener {

    private final LiveLine line;
    private final LongSupplier nanoseconds;
    private final SweepProgress progress;
    private final long begin;

    SweepLine(LiveLine line) {
        this(line, System::nanoTime);
    }

    SweepLine(LiveLine line, LongSupplier nanoseconds) {
        this.line = line;
        this.nanoseconds = nanoseconds;
        this.progress = new SweepProgress(nanoseconds);
        this.begin = nanoseconds.getAsLong();
    }

    @Override
    public void onBegin(Results soFar) {
        progress.onBegin(soFar);
        if (!soFar.done().isEmpty()) {
            line.stay(SweepProgress.done(soFar) + " before");
        }
    }

    @Override
    public void onRunBegin(RunLabel label) {
        progress.onRunBegin(label);
    }

    @Override
    public void onProgress(RunLabel label, RunProgress now) {
        progress.onProgress(label, now);
        line.passing((nanoseconds.getAsLong() - begin) / 1e9, progress::line);
    }

    @Override
    public void onRunAbandoned(RunLabel label) {
        progress.onRunAbandoned(label);
    }

    @Override
    public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
        progress.onRunEnd(label, run, soFar);
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
