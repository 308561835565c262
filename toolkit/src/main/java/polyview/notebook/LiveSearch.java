package polyview.notebook;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import polyview.base.Shapes;
import polyview.base.Startup;
import polyview.experiments.RunLabel;
import polyview.experiments.RunProgress;
import polyview.experiments.RunResult;
import polyview.experiments.SweepProgress;
import polyview.experiments.search.SearchListener;
import polyview.experiments.search.SearchResults;
import polyview.experiments.search.Trial;
import polyview.training.LiveLine;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Shows a search while it runs, in one place of the cell; the results stay.
 *
 * <pre>{@code
 * Search.named("fusion")...listeners(new LiveSearch()).verbose(false).run();
 * }</pre>
 *
 * <p>Until the search ends there are a line with the runs spent of the budget, the trials, the best one so far and the time left; a row for each
 * run under way, wherever it is executed: the run, where, the epoch, how much of it is done, loss and metrics; and the five best trials. With s
 * runs spent in t seconds of a budget of b, the time left is {@code (b - s) t / s}. It is updated a few times a second at most. Without a
 * kernel the results are printed when the search ends.
 */
public final class LiveSearch implements SearchListener {

    static {
        Startup.begin();
    }

    /** Trials in the table of the best. */
    private static final int BEST = 5;

    private final LongSupplier clock;
    private SweepProgress runs;
    private Throttle throttle;
    private Optional<SearchResults> soFar = Optional.empty();
    private Optional<Screen.Handle> display = Optional.empty();
    private long begun;

    /** A new live table. */
    public LiveSearch() {
        this(System::nanoTime);
    }

    LiveSearch(LongSupplier clock) {
        this.clock = clock;
        this.runs = new SweepProgress(clock);
        this.throttle = new Throttle(clock);
    }

    @Override
    public void onBegin(SearchResults before) {
        runs = new SweepProgress(clock);
        throttle = new Throttle(clock);
        begun = clock.getAsLong();
        soFar = Optional.of(before);
        throttle.now(() -> display = Optional.of(Screen.current().show(state(before))));
    }

    @Override
    public void onRunBegin(RunLabel label) {
        runs.onRunBegin(label);
        update();
    }

    @Override
    public void onProgress(RunLabel label, RunProgress progress) {
        runs.onProgress(label, progress);
        update();
    }

    @Override
    public void onRunAbandoned(RunLabel label) {
        runs.onRunAbandoned(label);
        update();
    }

    @Override
    public void onRunEnd(RunLabel label, RunResult run) {
        runs.onRunAbandoned(label);
        update();
    }

    @Override
    public void onTrial(Trial trial, SearchResults now) {
        soFar = Optional.of(now);
        update();
    }

    @Override
    public void onEnd(SearchResults results) {
        display.ifPresent(handle -> handle.stay(results));
    }

    private void update() {
        if (Screen.current().live()) {
            display.ifPresent(handle -> throttle.ifDue(() -> soFar.ifPresent(now -> handle.update(state(now)))));
        }
    }

    private RichOutput state(SearchResults now) {
        String line = line(now);
        StringBuilder html = new StringBuilder(Html.note(line));
        StringBuilder text = new StringBuilder(line);
        Stream.of(RunsUnderWay.table(runs.underWay()), best(now))
                .filter(table -> !table.isEmpty())
                .forEach(table -> {
                    html.append(Html.table(table));
                    text.append('\n').append(table.printAll());
                });
        return new RichOutput.Markup(html.toString(), text.toString());
    }

    private String line(SearchResults now) {
        long failed = now.trials().stream()
                .filter(trial -> trial.state() == Trial.State.FAILED)
                .count();
        OptionalDouble left = secondsLeft(now);
        return String.format(Locale.ROOT, "%.1f of %d runs spent", now.runsSpent(), now.runs()) + ", "
                + Shapes.count(now.trials().size(), "trial") + (failed == 0 ? "" : ", " + failed + " failed")
                + now.best()
                        .map(trial -> String.format(
                                Locale.ROOT, "; best so far: %s, %s %.4f", trial.name(), now.score(), trial.score()))
                        .orElse("")
                + (left.isPresent() ? "; " + LiveLine.time(left.getAsDouble()) + " left" : "");
    }

    private OptionalDouble secondsLeft(SearchResults now) {
        double spent = now.runsSpent();
        double toCome = now.runs() - spent;
        return spent == 0 || toCome <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((clock.getAsLong() - begun) / 1e9 / spent * toCome);
    }

    private static Table best(SearchResults now) {
        var best = now.best(BEST);
        return Table.create(
                "best",
                StringColumn.create("best trials", best.stream().map(Trial::name)),
                StringColumn.create(
                        now.score(), best.stream().map(trial -> String.format(Locale.ROOT, "%.4f", trial.score()))),
                StringColumn.create(
                        "options", best.stream().map(trial -> trial.options().toString())));
    }
}
