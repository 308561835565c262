package polyview.notebook;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import polyview.base.Startup;
import polyview.experiments.ExperimentListener;
import polyview.experiments.Results;
import polyview.experiments.RunLabel;
import polyview.experiments.RunProgress;
import polyview.experiments.RunResult;

/**
 * Shows the table of an experiment while it runs, in one place of the cell; the results stay.
 *
 * <pre>{@code
 * Experiment.named("fusion")...listeners(new LiveTable()).verbose(false).run();
 * }</pre>
 *
 * <p>Until the last run ends, there are above the table: a line with the runs that are done and that failed, the best variant so far
 * with its mean and the number of its runs, and the time left; and a row for each run under way, wherever it is executed: the run,
 * where, the epoch, how much of the run is done, loss and metrics. It is updated a few times a second at most. One object may serve
 * several sweeps, one after the other: each has its own place in the output. Without a kernel the results are printed when the sweep
 * ends. {@link Results#load} shows a sweep of another process.
 */
public final class LiveTable implements ExperimentListener {

    static {
        Startup.begin();
    }

    private final LongSupplier clock;
    private Optional<Screen.Handle> display = Optional.empty();
    private Optional<SweepView> view = Optional.empty();
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
        SweepView shown = new SweepView(clock);
        shown.onBegin(soFar);
        view = Optional.of(shown);
        throttle = new Throttle(clock);
        throttle.now(() -> display = Optional.of(Screen.current().show(shown.state())));
    }

    @Override
    public void onRunBegin(RunLabel label) {
        tell(listener -> listener.onRunBegin(label));
    }

    @Override
    public void onProgress(RunLabel label, RunProgress progress) {
        tell(listener -> listener.onProgress(label, progress));
    }

    @Override
    public void onRunAbandoned(RunLabel label) {
        tell(listener -> listener.onRunAbandoned(label));
    }

    @Override
    public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
        tell(listener -> listener.onRunEnd(label, run, soFar));
    }

    private void tell(Consumer<ExperimentListener> news) {
        view.ifPresent(shown -> {
            news.accept(shown);
            if (Screen.current().live()) {
                display.ifPresent(handle -> throttle.ifDue(() -> handle.update(shown.state())));
            }
        });
    }

    @Override
    public void onEnd(Results all) {
        display.ifPresent(handle -> handle.stay(all));
    }
}
