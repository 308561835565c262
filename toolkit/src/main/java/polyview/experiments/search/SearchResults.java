package polyview.experiments.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.Shapes;
import polyview.base.Startup;
import polyview.data.Dataset;
import polyview.experiments.Experiment;
import polyview.experiments.SharedSamples;
import tech.tablesaw.api.Table;

/**
 * What a search has found: every trial, the best ones, and how the best score grew with the runs.
 *
 * <p>The best score of a search is too good: it is the largest of many, on data that it was chosen by. {@link #experiment} trains the best designs
 * anew, from other seeds, and scores them on data that the search has not seen.
 */
public final class SearchResults {

    static {
        Startup.begin();
    }

    private final SearchPlan plan;
    private final String score;
    private final boolean higherIsBetter;
    private final int epochs;
    private final List<Trial> trials;
    private final boolean complete;

    SearchResults(
            SearchPlan plan, String score, boolean higherIsBetter, int epochs, List<Trial> trials, boolean complete) {
        this.plan = plan;
        this.score = score;
        this.higherIsBetter = higherIsBetter;
        this.epochs = epochs;
        this.trials = List.copyOf(trials);
        this.complete = complete;
    }

    /**
     * The best score that was known when a trial ended.
     *
     * @param runs what the search had spent, in whole runs
     * @param best the mean score of the best trial that was done
     */
    public record Point(double runs, double best) {}

    /** The name of the search. */
    public String name() {
        return plan.name();
    }

    /** The name of the score; {@code value} of a function. */
    public String score() {
        return score;
    }

    /** Which way of the score is better, as its metric says. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** What was searched. */
    public Space space() {
        return plan.space();
    }

    /** How it was searched. */
    public Strategy strategy() {
        return plan.strategy();
    }

    /** The seed that the strategy drew from. */
    public long seed() {
        return plan.seed();
    }

    /** The seeds of the runs of each trial. */
    public List<Long> seeds() {
        return plan.seeds();
    }

    /** The epochs of a whole training. */
    public int epochs() {
        return epochs;
    }

    /** All trials, in the order of their numbers. */
    public List<Trial> trials() {
        return trials;
    }

    /** Whether it came to its end; false where it was interrupted. The trials of a generation that was not finished are left out. */
    public boolean complete() {
        return complete;
    }

    /** What of an earlier search was left out, and why; see {@link Search#startFrom}. */
    public List<String> notes() {
        return plan.earlier().notes();
    }

    /** The budget, in whole runs. */
    public int runs() {
        return plan.runs();
    }

    /** What was spent of it; a run that goes on from 3 to 9 epochs of 27 is 6/27. */
    public double runsSpent() {
        return trials.stream().mapToDouble(Trial::runsSpent).max().orElse(0);
    }

    /** Epochs that were trained, repeated ones too; those of runs that failed are not known. */
    public long epochsSpent() {
        return trials.stream().mapToLong(Trial::epochsSpent).sum();
    }

    /** The best trial of those that are done; of equal ones the first. Empty where none is. */
    public Optional<Trial> best() {
        return best(1).stream().findFirst();
    }

    /** The best trials of those that are done, the best first; fewer where fewer are done. */
    public List<Trial> best(int k) {
        Checks.requirePositive("k", k);
        Comparator<Trial> order = Comparator.comparingDouble(trial -> higherIsBetter ? -trial.score() : trial.score());
        return trials.stream()
                .filter(trial -> trial.state() == Trial.State.DONE)
                .sorted(order)
                .limit(k)
                .toList();
    }

    /** The best score against the runs spent: a point for each trial that was done, in the order in which they ended. */
    public List<Point> bestSoFar() {
        List<Trial> done = trials.stream()
                .filter(trial -> trial.state() == Trial.State.DONE)
                .sorted(Comparator.comparingDouble(Trial::runsSpent))
                .toList();
        List<Point> points = new ArrayList<>();
        double best = Double.NaN;
        for (Trial trial : done) {
            boolean better = higherIsBetter ? trial.score() > best : trial.score() < best;
            best = Double.isNaN(best) || better ? trial.score() : best;
            points.add(new Point(trial.runsSpent(), best));
        }
        return points;
    }

    /** The best score once so many runs were spent; NaN where no trial was done by then. */
    public double bestAfter(double runs) {
        return bestSoFar().stream()
                .filter(point -> point.runs() <= runs)
                .reduce((first, last) -> last)
                .map(Point::best)
                .orElse(Double.NaN);
    }

    /**
     * One row for each trial.
     *
     * <p>The columns, with {@code accuracy} for the score: trial; state; a column for each option, empty where it does not exist; accuracy, the
     * mean over the seeds, on the validation data; accuracy_std, with n - 1; seeds, how many have a score; epochs of each run; epochs_spent;
     * runs_spent by the search when the trial had ended; reason.
     */
    public Table table() {
        return SearchTable.of(this);
    }

    /** {@link #experiment(int, Dataset, int)} with five seeds. */
    public Experiment experiment(int k, Dataset test) {
        return experiment(k, test, 5);
    }

    /**
     * The best designs as an experiment on test data: trained on the search's training data from fresh seeds, evaluated on its validation data after each epoch, and
     * scored on data that had no part in choosing them.
     *
     * <p>The variants have the names of the trials, the best one is the baseline, and the seeds follow the largest one of the search.
     *
     * <pre>{@code
     * Results held = results.experiment(3, test).run();
     * held.table()
     * }</pre>
     *
     * <p>Refused: {@code test must share no sample with the data of the search: valid: 3 of 64 samples are also among the 16, the first is sample 17
     * here and sample 5 there}; a search of a function ({@code a function has no test data}); one without a trial that is done.
     */
    public Experiment experiment(int k, Dataset test, int seeds) {
        Checks.requirePositive("seeds", seeds);
        Designs designs = plan.designs()
                .orElseThrow(() -> new IllegalStateException("a function has no test data: " + plan.name()));
        List<Trial> chosen = best(k);
        if (chosen.isEmpty()) {
            throw new IllegalStateException("no trial of " + plan.name() + " is done");
        }
        Map.of("train", designs.train(), "valid", designs.valid()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(part -> requireUnseen(part.getKey(), part.getValue(), test));
        long first = plan.seeds().stream().mapToLong(s -> s).max().orElse(0) + 1;
        Experiment experiment = Experiment.named(plan.name() + ", the best on test data")
                .data(designs.train(), designs.valid(), test)
                .score(score);
        for (Trial trial : chosen) {
            experiment.variant(trial.name(), () -> designs.model().apply(trial.options()));
            experiment.fit(trial.name(), designs.fit(trial.options()));
        }
        return seeds == 1
                ? experiment.seed(first)
                : experiment.seeds(
                        first,
                        first + 1,
                        IntStream.range(2, seeds).mapToLong(i -> first + i).toArray());
    }

    private static void requireUnseen(String part, Dataset seen, Dataset test) {
        SharedSamples.between(test, seen).ifPresent(shared -> {
            throw new IllegalArgumentException(
                    "test must share no sample with the data of the search: " + part + ": " + shared);
        });
    }

    /** The search in one line: {@code fusion: 12 trials (8 done, 3 pruned, 1 failed), 40.0 of 40 runs; best trial-7 accuracy 0.9123}. */
    public String title() {
        String states = IntStream.range(0, Trial.State.values().length)
                .mapToObj(i -> Trial.State.values()[i])
                .filter(state -> count(state) > 0)
                .map(state -> count(state) + " " + state)
                .reduce((a, b) -> a + ", " + b)
                .map(text -> " (" + text + ")")
                .orElse("");
        String found = best().map(trial -> String.format(
                        Locale.ROOT, "; best %s %s %.4f: %s", trial.name(), score, trial.score(), trial.options()))
                .orElse("");
        return name() + ": " + Shapes.count(trials.size(), "trial") + states
                + String.format(Locale.ROOT, ", %.1f of %d runs", runsSpent(), runs())
                + (complete ? "" : ", not complete") + found;
    }

    private long count(Trial.State state) {
        return trials.stream().filter(trial -> trial.state() == state).count();
    }

    /** The search in one line, the table, and what was left out of an earlier search. */
    @Override
    public String toString() {
        return title() + "\n" + table().printAll()
                + String.join("", notes().stream().map(note -> "\n" + note).toList());
    }
}
