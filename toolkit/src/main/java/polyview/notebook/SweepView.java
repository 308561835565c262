package polyview.notebook;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import polyview.experiments.ExperimentListener;
import polyview.experiments.Results;
import polyview.experiments.RunLabel;
import polyview.experiments.RunProgress;
import polyview.experiments.RunResult;
import polyview.experiments.SweepProgress;
import polyview.experiments.VariantScore;
import tech.tablesaw.api.Table;

/** What {@link LiveTable} shows of a sweep under way: a line, the runs under way, and the table of what is done. */
final class SweepView implements ExperimentListener {

    private final SweepProgress progress;
    private String counts = "";
    private RichOutput.Markup results = new RichOutput.Markup("", "");

    SweepView(LongSupplier clock) {
        this.progress = new SweepProgress(clock);
    }

    @Override
    public void onBegin(Results soFar) {
        progress.onBegin(soFar);
        take(soFar);
    }

    @Override
    public void onRunBegin(RunLabel label) {
        progress.onRunBegin(label);
    }

    @Override
    public void onProgress(RunLabel label, RunProgress now) {
        progress.onProgress(label, now);
    }

    @Override
    public void onRunAbandoned(RunLabel label) {
        progress.onRunAbandoned(label);
    }

    @Override
    public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
        progress.onRunEnd(label, run, soFar);
        take(soFar);
    }

    /** Once for each run that ends: of many variants the table and the best one take their time. */
    private void take(Results soFar) {
        int failed = soFar.failures().size();
        counts = SweepProgress.done(soFar)
                + (failed == 0 ? "" : ", " + failed + " failed")
                + soFar.best().map(name -> best(name, soFar)).orElse("");
        Table table = soFar.readable();
        results = new RichOutput.Markup(Html.table(table), table.printAll());
    }

    private static String best(String name, Results soFar) {
        VariantScore score = soFar.of(name);
        int runs = score.runs();
        return "; best so far: " + name + ", " + soFar.score() + String.format(Locale.ROOT, " %.4f", score.mean())
                + (runs == 1 ? " in 1 run" : ", the mean of " + runs + " runs");
    }

    /** All of it, as it is now. */
    RichOutput state() {
        String left = progress.left();
        String line = counts + (left.isEmpty() ? "" : "; " + left);
        List<SweepProgress.UnderWay> runs = progress.underWay();
        if (runs.isEmpty()) {
            return new RichOutput.Markup(Html.note(line) + results.content(), line + "\n" + results.text());
        }
        Table rows = RunsUnderWay.table(runs);
        return new RichOutput.Markup(
                Html.note(line) + Html.table(rows) + results.content(),
                line + "\n" + rows.printAll() + "\n" + results.text());
    }
}
