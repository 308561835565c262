package polyview.notebook;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import polyview.base.Startup;
import polyview.plots.Plots;
import polyview.training.Callback;
import polyview.training.History;

/**
 * Draws the curves of a training while it runs, in one place of the cell; the last state stays.
 *
 * <pre>{@code
 * model.fit(train, Fit.epochs(8).validation(valid).callbacks(new LivePlot()));
 * }</pre>
 *
 * <p>The chart is {@link Plots#history(History)} of the epochs so far. It is drawn a few times a second at most, and once more
 * at the end. It refuses to travel to another process. One object may serve several trainings, one after the other: each has its own place in the output. For the runs
 * of an experiment there is {@link LiveTable}. Without a kernel it does nothing; {@link polyview.training.tensorboard.TensorBoard} shows
 * the curves of a program while it runs.
 */
public final class LivePlot implements Callback {

    static {
        Startup.begin();
    }

    private final LongSupplier clock;
    private final List<History.EpochLog> logs = new ArrayList<>();
    private Optional<Screen.Handle> display = Optional.empty();
    private Throttle throttle;
    private int drawn;

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(
                "LivePlot shows in the notebook of this process: leave it out of runs that are"
                        + " executed elsewhere; LiveTable shows how far they are, and TensorBoard writes their curves");
    }

    /** A new live plot. */
    public LivePlot() {
        this(System::nanoTime);
    }

    LivePlot(LongSupplier clock) {
        this.clock = clock;
        this.throttle = new Throttle(clock);
    }

    @Override
    public void onTrainBegin(Run run) {
        Screen screen = Screen.current();
        logs.clear();
        drawn = 0;
        throttle = new Throttle(clock);
        // Shown before the first line of progress is printed, so that the curves are above it.
        display = screen.live() ? Optional.of(screen.show(note("the first epoch runs"))) : Optional.empty();
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        logs.add(log);
        display.ifPresent(handle -> throttle.ifDue(() -> handle.update(chart())));
    }

    @Override
    public void onTrainEnd(Run run, History history) {
        last();
    }

    /** The curves up to the error stay, so that they show where it began. */
    @Override
    public void onTrainFailed(Run run, History history) {
        last();
    }

    private void last() {
        display.ifPresent(handle -> {
            if (logs.isEmpty()) {
                handle.stay(note("no epoch was finished"));
            } else if (drawn < logs.size()) {
                handle.stay(chart());
            }
        });
    }

    private Object chart() {
        drawn = logs.size();
        // The curves show only epochs.
        return Plots.history(new History(logs, History.Stop.DONE, 0, 0, false));
    }

    private static RichOutput note(String text) {
        return new RichOutput.Markup(Html.note(text), text);
    }
}
