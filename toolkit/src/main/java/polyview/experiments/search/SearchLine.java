package polyview.experiments.search;

import java.util.Locale;
import polyview.experiments.RunLabel;
import polyview.experiments.RunProgress;
import polyview.experiments.RunResult;
import polyview.experiments.SweepProgress;
import polyview.training.LiveLine;

/** A line for each trial, and one in passing for the runs that are under way. */
final class SearchLine implements SearchListener {

    private final LiveLine line;
    private final SweepProgress progress = new SweepProgress();
    private final long begin = System.nanoTime();

    SearchLine(LiveLine line) {
        this.line = line;
    }

    @Override
    public void onRunBegin(RunLabel label) {
        progress.onRunBegin(label);
    }

    @Override
    public void onProgress(RunLabel label, RunProgress now) {
        progress.onProgress(label, now);
        line.passing((System.nanoTime() - begin) / 1e9, progress::underWayLine);
    }

    @Override
    public void onRunAbandoned(RunLabel label) {
        progress.onRunAbandoned(label);
    }

    @Override
    public void onRunEnd(RunLabel label, RunResult run) {
        progress.onRunAbandoned(label);
    }

    @Override
    public void onTrial(Trial trial, SearchResults soFar) {
        line.stay(text(trial, soFar));
    }

    /** {@code trial-7 accuracy 0.9123 after 3 of 27 epochs: fusion concat  12.0 of 40 runs, best trial-2 0.9211}. */
    static String text(Trial trial, SearchResults soFar) {
        String score =
                Double.isNaN(trial.score()) ? "" : String.format(Locale.ROOT, " %s %.4f", soFar.score(), trial.score());
        String reason = trial.reason().isEmpty() ? "" : " " + trial.state() + " (" + trial.reason() + ")";
        String best = soFar.best()
                .map(found -> String.format(Locale.ROOT, ", best %s %.4f", found.name(), found.score()))
                .orElse("");
        return trial.name() + score + reason + ": " + trial.options()
                + String.format(Locale.ROOT, "  %.1f of %d runs", soFar.runsSpent(), soFar.runs()) + best;
    }

    @Override
    public void onEnd(SearchResults results) {
        if (!results.complete()) {
            line.stay("interrupted: " + results.title());
        }
    }

    /** Leaves the line as it is, so that what follows begins on a new one. */
    void end() {
        line.end();
    }
}
