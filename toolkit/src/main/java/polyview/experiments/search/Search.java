package polyview.experiments.search;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import polyview.base.Checks;
import polyview.base.Sha256;
import polyview.base.Startup;
import polyview.data.Dataset;
import polyview.experiments.Description;
import polyview.experiments.RunKey;
import polyview.experiments.RunLock;
import polyview.experiments.RunStore;
import polyview.experiments.Runner;
import polyview.experiments.RunnerSession;
import polyview.models.Model;
import polyview.training.Fit;
import polyview.training.LiveLine;

/**
 * Looks for good options of networks, or of any function.
 *
 * <pre>{@code
 * SearchResults results = Search.named("fusion")
 *     .space(Space.empty().choice("fusion", "concat", "multiply").logUniform("rate", 1e-4, 1e-1))
 *     .model(options -> pairs(options.text("fusion"), options.number("rate")))   // gives a new compiled model
 *     .fit(Fit.epochs(8)).data(train, valid)
 *     .strategy(Strategy.tpe()).seeds(3).runs(90)
 *     .run();
 * results.best()                          // the trial with the best mean on the validation data
 * results.experiment(3, test).run()       // the best three on test data, from other seeds
 * }</pre>
 *
 * <p>A trial is a design, trained from each of the seeds and scored on the validation data; test data has no part in it. Which way of
 * a score is better, its metric says. Trials come in generations, and what a strategy proposes follows from the seed of the search and from
 * generations that are done: the trials are the same whatever {@link Runner} does the runs, in whatever order they end.
 *
 * <p>The budget is counted in whole runs, a design from one seed; a run for 3 of 27 epochs is 1/9, and going on to 9 costs 2/9. A trial
 * whose runs the budget does not last for is not begun.
 *
 * <p>A function takes the place of model, fit and data:
 *
 * <pre>{@code
 * Search.named("parabola").space(Space.empty().uniform("x", -5, 5))
 *     .minimize(options -> Math.pow(options.number("x") - 2, 2)).runs(40).run().best()
 * }</pre>
 *
 * <p>Refused by {@link #run}: no space, runs, or things to search ({@code model must be set, or a function: minimize(...)}); a model without
 * the score ({@code trial-1 has no score auc; it has [loss, accuracy]}), and scores that are not the same metric in all designs; {@code runs
 * must be at least the 3 seeds of one trial, got 2}; what a strategy or a {@link Pruning} refuses. A design that cannot be built
 * or trained is a failed trial.
 */
public final class Search {

    static {
        Startup.begin();
    }

    private static final int DIGITS = 16;

    private final String name;
    private Optional<Space> space = Optional.empty();
    private Optional<Function<Options, Model>> model = Optional.empty();
    private Optional<Function<Options, Fit>> fit = Optional.empty();
    private Optional<Dataset> train = Optional.empty();
    private Optional<Dataset> valid = Optional.empty();
    private Optional<String> score = Optional.empty();
    private Optional<Objective> objective = Optional.empty();
    private boolean maximize;
    private int epochs = 1;
    private Strategy strategy = Strategy.tpe();
    private long seed = 1;
    private List<Long> seeds = List.of(1L);
    private int runs;
    private Optional<Pruning> pruning = Optional.empty();
    private Optional<SearchResults> earlier = Optional.empty();
    private Optional<Path> folder = Optional.empty();
    private final List<SearchListener> listeners = new ArrayList<>();
    private boolean verbose = true;

    private Search(String name) {
        this.name = name;
    }

    /** A search with nothing in it yet; refused: {@code search must have a name, got ""}. */
    public static Search named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("search must have a name, got \"" + name + "\"");
        }
        return new Search(name);
    }

    /** The options and their values. */
    public Search space(Space options) {
        this.space = Optional.of(options);
        return this;
    }

    /** Gives a new compiled model for a design; asked once for each trial, and once more for each that goes on. */
    public Search model(Function<Options, Model> compiled) {
        this.model = Optional.of(compiled);
        return this;
    }

    /** How every design is trained. */
    public Search fit(Fit how) {
        return fit(options -> how);
    }

    /**
     * How each design is trained: {@code options -> Fit.epochs(8).batchSize(options.integer("batch"))}. Asked for each run, so that callbacks
     * made there belong to one run.
     *
     * <p>A strategy that gives designs some of the epochs needs the same number for all: {@code fit must have the same epochs for every
     * design where the strategy gives some of them, 27, got 9 for ...}. Refused too: validation data.
     */
    public Search fit(Function<Options, Fit> how) {
        this.fit = Optional.of(how);
        return this;
    }

    /** What designs are trained on, and what scores them; test data has its place in {@link SearchResults#experiment}. */
    public Search data(Dataset newTrain, Dataset newValid) {
        if (newTrain == newValid) {
            throw new IllegalArgumentException("valid must be other data than train, got the same data set");
        }
        this.train = Optional.of(newTrain);
        this.valid = Optional.of(newValid);
        return this;
    }

    /** The score that counts, by its name; by default the first metric, or the loss if there is none. */
    public Search score(String which) {
        this.score = Optional.of(which);
        return this;
    }

    /** Searches the smallest value of a function, in the place of model, fit and data. */
    public Search minimize(ToDoubleFunction<Options> function) {
        return minimize((options, s, e) -> function.applyAsDouble(options));
    }

    /** The same of a function that knows of seeds and {@link #epochs}. */
    public Search minimize(Objective function) {
        return optimize(function, false);
    }

    /** Searches the largest value of a function. */
    public Search maximize(ToDoubleFunction<Options> function) {
        return maximize((options, s, e) -> function.applyAsDouble(options));
    }

    /** The same of a function that knows of seeds and {@link #epochs}. */
    public Search maximize(Objective function) {
        return optimize(function, true);
    }

    private Search optimize(Objective function, boolean largest) {
        this.objective = Optional.of(function);
        this.maximize = largest;
        return this;
    }

    /** The epochs of a whole training, for a function; 1 by default. Networks have those of their fit. */
    public Search epochs(int wholeTraining) {
        this.epochs = Checks.requirePositive("epochs", wholeTraining);
        return this;
    }

    /** How designs are chosen; {@link Strategy#tpe} by default. */
    public Search strategy(Strategy how) {
        this.strategy = how;
        return this;
    }

    /** The seed from which the strategy draws; 1 by default. */
    public Search seed(long ofStrategy) {
        this.seed = ofStrategy;
        return this;
    }

    /** Every design is trained from the seeds 1 to this number; 1 by default. */
    public Search seeds(int count) {
        Checks.requirePositive("seeds", count);
        this.seeds = LongStream.rangeClosed(1, count).boxed().toList();
        return this;
    }

    /** The budget in whole runs: 40 designs of one seed, or 8 of five. */
    public Search runs(int budget) {
        this.runs = Checks.requirePositive("runs", budget);
        return this;
    }

    /** Leaves designs before all their seeds are trained; without it every one has them all. */
    public Search pruning(Pruning how) {
        this.pruning = Optional.of(how);
        return this;
    }

    /**
     * Counts the trials of an earlier search among the first observations, for {@link Tpe} and strategies of your own that look at {@link
     * Study#earlier}; they cost nothing. {@link Tpe} proposes none of them again that was trained for as many epochs and from the same seeds, so
     * the best one of all may stand in the earlier results.
     *
     * <p>Options that the space does not have, and values that it does not allow, are left out, and {@link SearchResults#notes} tells of
     * them. Their scores are taken as they are, so they should be of the same data. Refused by {@link #run}: {@code the earlier search must have
     * the score accuracy, got loss}, and one that runs the other way.
     */
    public Search startFrom(SearchResults found) {
        this.earlier = Optional.of(found);
        return this;
    }

    /**
     * Keeps each run in a file of this folder, so that a search that was stopped or killed goes on where it stood: no finished run is
     * repeated, and the proposals are the same. A larger budget goes on too. One that failed stays failed.
     *
     * <p>Where trials go on to more epochs, the state of their training lies in {@code states} meanwhile; without a folder it is trained anew,
     * to the same scores, and {@link SearchResults#epochsSpent} counts what was trained.
     *
     * <p>Refused by {@link #run}: {@code directory d holds the runs of another search: space was "...", is "..."}, the same for
     * all else that the runs depend on; {@code another search is under way in directory d}.
     */
    public Search directory(Path newFolder) {
        this.folder = Optional.of(newFolder);
        return this;
    }

    /** Adds listeners. */
    public Search listeners(SearchListener... more) {
        listeners.addAll(List.of(more));
        return this;
    }

    /** Whether a line is written for each trial; true by default. */
    public Search verbose(boolean newVerbose) {
        this.verbose = newVerbose;
        return this;
    }

    /** Does all runs on this thread, one after another. */
    public SearchResults run() {
        return run(Runner.local());
    }

    /**
     * Lets a runner do the runs of each generation. A function is called on this thread, whatever the runner.
     *
     * <p>A runner on a cluster connects once: the search holds one {@link Runner#session} from its first runs to its end.
     *
     * <p>An interrupt of the thread ends the search after the step that runs; the generations that are done are given back.
     */
    public SearchResults run(Runner runner) {
        SearchPlan plan = plan();
        SearchLine line = new SearchLine(LiveLine.standard());
        List<SearchListener> all = new ArrayList<>(listeners);
        if (verbose) {
            plan.earlier().notes().forEach(note -> LiveLine.standard().stay(note));
            all.add(line);
        }
        try {
            return plan.designs().isPresent()
                    ? networks(plan, plan.designs().get(), runner, all)
                    : new SearchLoop(plan, new FunctionEvaluator(objective.orElseThrow(), epochs, maximize), all).run();
        } finally {
            line.end();
        }
    }

    private SearchResults networks(SearchPlan plan, Designs designs, Runner runner, List<SearchListener> all) {
        RunStore store = folder.map(RunStore::directory).orElse(RunStore.none());
        int whole = designs.epochs(plan.space());
        store.require(() -> description(plan, designs, whole));
        Optional<States> states = folder.map(path -> new States(path.resolve("states")));
        RunLock lock = store.lock(RunKey.of("search", 0))
                .orElseThrow(() ->
                        new IllegalStateException("another search is under way in directory " + folder.orElseThrow()));
        try (RunnerSession session = runner.session()) {
            CommonScore common = new CommonScore(
                    score.or(() -> earlier.map(SearchResults::score)), earlier.map(SearchResults::higherIsBetter));
            Evaluator evaluator =
                    new NetworkEvaluator(designs, whole, plan.runs(), session, store, states, all, common);
            SearchResults results = new SearchLoop(plan, evaluator, all).run();
            if (results.complete()) {
                states.ifPresent(States::clear);
            }
            return results;
        } finally {
            lock.close();
        }
    }

    private static Map<String, String> description(SearchPlan plan, Designs designs, int whole) {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("name", plan.name());
        description.put("space", plan.space().toString());
        description.put("strategy", plan.strategy().toString());
        description.put("seed", Long.toString(plan.seed()));
        description.put("seeds of each trial", plan.seeds().toString());
        description.put("epochs", Integer.toString(whole));
        description.put("pruning", plan.pruning().map(Pruning::toString).orElse("none"));
        description.put("earlier trials", hash(plan.earlier().trials()));
        description.put("score", designs.score().orElse("the first"));
        description.put("train", Description.of(designs.train()));
        description.put("valid", Description.of(designs.valid()));
        return description;
    }

    /** Their number, and a hash of what they were and gave. */
    private static String hash(List<Trial> trials) {
        String text = trials.stream()
                .map(t -> t.options() + " " + t.state() + " " + t.rungs() + "\n")
                .collect(Collectors.joining());
        String hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
        return trials.isEmpty() ? "none" : trials.size() + ", " + hash;
    }

    private SearchPlan plan() {
        Space options = space.orElseThrow(
                () -> new IllegalStateException("space must be set: space(Space.empty().uniform(...))"));
        if (options.options().isEmpty()) {
            throw new IllegalArgumentException("space must have options");
        }
        if (runs == 0) {
            throw new IllegalStateException("runs must be set: runs(40)");
        }
        if (runs < seeds.size()) {
            throw new IllegalArgumentException(
                    "runs must be at least the " + seeds.size() + " seeds of one trial, got " + runs);
        }
        pruning.ifPresent(how -> how.requireReachable(seeds.size()));
        Optional<Designs> designs = objective.isPresent() ? Optional.empty() : Optional.of(designs());
        Earlier known = earlier.map(found -> Earlier.of(found, options)).orElse(Earlier.NONE);
        earlier.ifPresent(this::requireSameScore);
        return new SearchPlan(name, options, strategy, seed, seeds, runs, pruning, known, designs);
    }

    private void requireSameScore(SearchResults found) {
        String mine = objective.isPresent() ? "value" : score.orElse(found.score());
        if (!mine.equals(found.score())) {
            throw new IllegalArgumentException(
                    "the earlier search must have the score " + mine + ", got " + found.score());
        }
        if (objective.isPresent() && maximize != found.higherIsBetter()) {
            throw new IllegalArgumentException("the earlier search must " + (maximize ? "maximize" : "minimize")
                    + " its function, as this one does");
        }
    }

    private Designs designs() {
        return new Designs(
                model.orElseThrow(() -> new IllegalStateException("model must be set, or a function: minimize(...)")),
                fit.orElseThrow(() -> new IllegalStateException("fit must be set: fit(Fit.epochs(8))")),
                train.orElseThrow(() -> new IllegalStateException("data must be set: data(train, valid)")),
                valid.orElseThrow(),
                score);
    }

    /** {@code Search fusion: fusion: one of [concat, multiply]; run() runs it}. */
    @Override
    public String toString() {
        return "Search " + name + space.map(options -> ": " + options).orElse("") + "; run() runs it";
    }
}
