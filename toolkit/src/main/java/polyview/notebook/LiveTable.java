package polyview.notebook;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import polyview.base.Startup;
import polyview.experiments.ExperimentListener;
import polyview.experiments.Results;
import polyview.experiments.RunLabel;
import polyview.experiments.RunResult;
import polyview.experiments.SweepProgress;
import polyview.training.Callback;
import tech.tablesaw.api.Table;

/**
 * Shows the table of an experiment while it runs, in one place of the cell; the results stay.
 *
 * <pre>{@code
 * Experiment.named("fusion")...listeners(new LiveTable()).verbose(false).run();
 * }</pre>
 *
 * <p>Until the last run ends, a line above the table shows the run, its epoch, loss and metrics, and the time left. It is
 * updated a few times a second at most. One object may serve several sweeps, one after the other: each has its own place in the
 * output. Without a kernel the results are printed when the sweep ends.
 */
public final class LiveTable implements ExperimentListener {

    static {
        Startup.begin();
    }

    private final LongSupplier clock;
    private Optional<Screen.Handle> display = Optional.empty();
    private Optional<Results> results = Optional.empty();
    private SweepProgress progress = new SweepProgress();
    private Throttle throttle;

    /** A new live table. */
    public LiveTable() {
        this(System::nanoTime);
    }

    LiveTable(LongSupplier clock) {
        this.clock = clock;
        this.throttle = new Throttle(clock);
    }

    @Override
    public void onBegin(Results soFar) {
        results = Optional.of(soFar);
        progress = new SweepProgress();
        throttle = new Throttle(clock);
        throttle.now(() -> display = Optional.of(Screen.current().show(state(SweepProgress.done(soFar), soFar))));
    }

    @Override
    public void onStep(RunLabel label, Callback.Run training) {
        results.ifPresent(soFar -> ifDue(() -> state(progress.step(label, training), soFar)));
    }

    @Override
    public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
        results = Optional.of(soFar);
        String line = progress.ended(label, run, soFar);
        ifDue(() -> state(line, soFar));
    }

    @Override
    public void onEnd(Results all) {
        display.ifPresent(handle -> handle.stay(all));
    }

    private void ifDue(Supplier<RichOutput> state) {
        if (Screen.current().live()) {
            display.ifPresent(handle -> throttle.ifDue(() -> handle.update(state.get())));
        }
    }

    private static RichOutput state(String line, Results soFar) {
        Table table = soFar.readable();
        return new RichOutput.Markup(Html.note(line) + Html.table(table), line + "\n" + table.printAll());
    }
}
