package polyview.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import polyview.base.Checks;
import polyview.base.Startup;
import polyview.data.Dataset;
import polyview.data.Fold;
import polyview.data.Folds;
import polyview.metrics.ColumnNames;
import polyview.metrics.Metric;
import polyview.models.Model;
import polyview.training.Callback;
import polyview.training.Fit;
import polyview.training.LiveLine;
import polyview.training.tensorboard.TensorBoard;

/**
 * Several designs, trained from several seeds on the same data, or over the same {@link #folds}, and compared.
 *
 * <pre>{@code
 * var results = Experiment.named("fusion")
 *     .variant("concat", () -> pairs(Fusion.concat()))        // gives a new compiled model
 *     .variant("multiply", () -> pairs(Fusion.multiply()))
 *     .seeds(5)                                               // the seeds 1, 2, 3, 4 and 5
 *     .fit(Fit.epochs(8)).data(train, valid, test)
 *     .run();
 * results.table()             // one row for each variant: mean, spread, interval, difference, p-value, time
 * Plots.compare(results)
 * }</pre>
 *
 * <p>The runs of a seed are paired: they have the same data, see the same batches in the same order, and draw their first
 * weights and all else that is random from this seed. The seed of the experiment counts, not one that the model was given.
 * A model is built once, and each run starts its program anew. Weights that were set in the model, such as trained ones, are set
 * in every run; all others are drawn. The model is closed once its program is known.
 *
 * <p>An experiment is a builder: each method changes it and gives it back. For a second one with other options, make it by a method of your
 * own that is called twice.
 *
 * <p>A run that fails does not stop the others: its row has the reason. An interrupt of the thread stops the sweep after the
 * step that runs; the runs that are done are given back, and the thread's interrupt flag stays set. With a {@link #directory}
 * the next sweep goes on from there.
 *
 * <p>Refused by {@link #run}: no variant, no seeds, no {@code fit} or no {@code data} ({@code seeds must be set: seeds(5) for
 * the seeds 1 to 5, or seeds(7, 8, 9)}, but for folds); a baseline that is no variant ({@code no variant named sum; there are [concat]});
 * a score that a model does not have ({@code variant concat has no score auc; it has [loss, accuracy]}); a measure with the
 * name of a score ({@code measure loss must have another name: variant concat has a score of this name}); metrics of one name,
 * upper and lower case being the same, that are not the same metric in all variants ({@code score f1 of variant sum must be the
 * same metric as in the variants before, ...}); parts of the data that share samples (see {@link #allowSharedSamples}); loss as the score of variants with different losses ({@code score loss cannot be
 * compared: the variants have different losses, ...}).
 */
public final class Experiment {

    static {
        Startup.begin();
    }

    private final String name;
    private final List<Variant> variants = new ArrayList<>();
    private final List<ExperimentListener> listeners = new ArrayList<>();
    private List<Long> seeds = List.of();
    private Optional<String> baseline = Optional.empty();
    private Optional<Fit> fit = Optional.empty();
    private final Map<String, Fit> ownFits = new LinkedHashMap<>();
    private Optional<SplitMaker> data = Optional.empty();
    private Optional<Split> fixed = Optional.empty();
    private Optional<Resampling> resampling = Optional.empty();
    private String foldRows = "";
    private boolean dataDependsOnSeed;
    private boolean sharedSamples;
    private final List<Measure> measures = new ArrayList<>();
    private Optional<String> score = Optional.empty();
    private RunCallbacks callbacks = RunCallbacks.none();
    private RunStore store = RunStore.none();
    private boolean verbose = true;

    private Experiment(String name) {
        this.name = name;
    }

    /** An experiment with nothing in it yet; refused: {@code experiment must have a name, got ""}. */
    public static Experiment named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("experiment must have a name, got \"" + name + "\"");
        }
        return new Experiment(name);
    }

    /**
     * Adds a design.
     *
     * <p>A model that cannot be built, or is not compiled, makes the runs of this variant fail. Refused: {@code variant must
     * have a name, got ""}; {@code there is a variant named concat already}.
     *
     * @param model gives a new compiled model; asked once in each {@link #run}
     */
    public Experiment variant(String variant, Supplier<Model> model) {
        return variant(new Variant(variant, model));
    }

    /** The same, where variants are made in a loop. */
    public Experiment variant(Variant variant) {
        if (names().contains(variant.name())) {
            throw new IllegalArgumentException("there is a variant named " + variant.name() + " already");
        }
        variants.add(variant);
        return this;
    }

    /** The variant that the others are compared with; the first one by default. */
    public Experiment baseline(String variant) {
        this.baseline = Optional.of(variant);
        return this;
    }

    /** The seeds 1, 2, ... up to a number of seeds; refused: {@code seeds must be positive, got 0}. */
    public Experiment seeds(int count) {
        Checks.requirePositive("seeds", count);
        return seeds(LongStream.rangeClosed(1, count));
    }

    /** These seeds; refused: {@code seeds must differ, got [7, 7]}. */
    public Experiment seeds(long first, long second, long... more) {
        return seeds(LongStream.concat(LongStream.of(first, second), LongStream.of(more)));
    }

    /** A single seed, for a first look without spread and p-values. */
    public Experiment seed(long seed) {
        return seeds(LongStream.of(seed));
    }

    private Experiment seeds(LongStream stream) {
        List<Long> list = stream.boxed().toList();
        if (list.stream().distinct().count() < list.size()) {
            throw new IllegalArgumentException("seeds must differ, got " + list);
        }
        this.seeds = list;
        return this;
    }

    /**
     * How every run is trained; its callbacks are called in every run, from several threads if the runner has several; its verbose
     * is not used.
     *
     * <p>Refused: {@code fit must have no validation data: name them in data(train, valid, test)}.
     */
    public Experiment fit(Fit how) {
        this.fit = Optional.of(withoutValidation(how));
        return this;
    }

    /**
     * How the runs of one variant are trained, where it is not as {@link #fit(Fit)} says: designs that a search has found may differ in
     * their batch size.
     *
     * <p>Refused: validation data, and by {@link #run} a name that is no variant ({@code no variant named sum; there are [concat]}).
     */
    public Experiment fit(String variant, Fit how) {
        ownFits.put(variant, withoutValidation(how));
        return this;
    }

    private static Fit withoutValidation(Fit how) {
        if (how.validation().isPresent()) {
            throw new IllegalArgumentException(
                    "fit must have no validation data: name them in data(train, valid, test)");
        }
        return how;
    }

    /**
     * Callbacks of each run, besides those of {@link #fit}: the function gives new ones whenever it is called, before the first
     * run.
     *
     * <p>So runs may write logs and checkpoints without writing over each other's. A run whose callbacks cannot be made fails ({@code no
     * callbacks: ...}). With a {@link #directory} they must stay the same, seen by {@code toString}, those that write ({@link
     * Callback#writesTo}) by their class. Called again, it takes the place of what it was given before.
     *
     * <pre>{@code
     * .callbacks(run -> List.of(CsvLog.to(logs.resolve(run.fileName() + ".csv"))))      // logs/concat-seed-1.csv
     * }</pre>
     *
     * <p>Refused by {@link #run}: two runs that write to one place ({@code callbacks must write to a place of their own in each run, got
     * CsvLog to log.csv in concat seed 1 and in multiply seed 1: ...}), also where it is a callback of {@link #fit}.
     */
    public Experiment callbacks(Function<RunKey, List<Callback>> ofRun) {
        this.callbacks = this.callbacks.of(ofRun);
        return this;
    }

    /**
     * Writes TensorBoard's files of each run into a folder of its own in this one: {@code logs/concat-seed-1}, {@code
     * logs/concat-seed-1-fold-2}; then {@code tensorboard --logdir logs} shows all. It changes no run.
     *
     * <p>For more than scalars, {@link #callbacks} gives a {@link TensorBoard} that is set up as you like.
     */
    public Experiment tensorBoard(Path folder) {
        this.callbacks = this.callbacks.tensorBoard(folder);
        return this;
    }

    /** The same data for every seed: one part for training, one for the score. */
    public Experiment data(Dataset train, Dataset test) {
        return data(Split.of(train, test));
    }

    /** The same with a part that is evaluated after each epoch. */
    public Experiment data(Dataset train, Dataset valid, Dataset test) {
        return data(Split.of(train, valid, test));
    }

    private Experiment data(Split split) {
        data((LongFunction<Split>) seed -> split);
        this.fixed = Optional.of(split);
        this.dataDependsOnSeed = false;
        return this;
    }

    /**
     * Data for each seed, such as synthetic data or another split: {@code seed -> Split.of(made(2000, seed), test)}.
     *
     * <p>It is called once for the runs of a seed; if it fails, they fail, and so if its parts share samples, see {@link #allowSharedSamples}.
     *
     * @param split gives the same data for the same seed
     */
    public Experiment data(LongFunction<Split> split) {
        if (resampling.isPresent()) {
            throw new IllegalStateException("data must not be given beside folds: a run has the parts of its fold");
        }
        this.data = Optional.of((seed, fold) -> split.apply(seed));
        this.fixed = Optional.empty();
        this.dataDependsOnSeed = true;
        return this;
    }

    /**
     * Folds in the place of {@link #data}, beside which they are refused ({@code folds must not be given beside data: a run has the parts of
     * its fold}): every variant is trained and tested on the same folds, from each of the seeds, or from seed 1
     * where none are set. Results name fold and seed.
     *
     * <p>Means, intervals and p-values are then of the folds, with the corrected resampled t-test: see {@link Resampling}.
     *
     * <pre>{@code
     * Experiment.named("fusion")
     *     .variant("concat", () -> pairs(Fusion.concat()))
     *     .variant("multiply", () -> pairs(Fusion.multiply()))
     *     .folds(reader.splitter().byGroup().stratified().kFold(5, 7))
     *     .fit(Fit.epochs(8)).run()
     * }</pre>
     */
    public Experiment folds(Folds<? extends Dataset> folds) {
        return folds(folds, Split::of);
    }

    /**
     * The same with a split made of each fold, such as a part of its training part for validation, or statistics that must be those of the
     * training part alone.
     *
     * <pre>{@code
     * .folds(folds, fold -> {
     *     var parts = fold.train().splitter().byGroup().split(1, 0.8, 0.2);
     *     return Split.of(parts.get(0), parts.get(1), fold.test());
     * })
     * }</pre>
     *
     * @param split is called once for the runs of a seed and fold; if it fails, they fail
     */
    public <T> Experiment folds(Folds<T> folds, Function<? super Fold<T>, Split> split) {
        if (data.isPresent() && resampling.isEmpty()) {
            throw new IllegalStateException("folds must not be given beside data: a run has the parts of its fold");
        }
        this.data = Optional.of((seed, fold) -> split.apply(folds.get(fold - 1)));
        this.fixed = Optional.empty();
        this.dataDependsOnSeed = false;
        this.resampling = Optional.of(new Resampling(folds.size(), folds.testOverTrain()));
        this.foldRows = Description.of(folds);
        return this;
    }

    /**
     * Lets the parts of the data share samples, where that is meant, such as a look at how well designs can learn their training data by heart.
     *
     * <p>Otherwise {@link #run} refuses it: {@code train and test must share no sample: 3 of 64 samples are also among the 16, the first is
     * sample 17 here and sample 5 there; give each part samples of its own, such as by splitter(), or say allowSharedSamples() if they are
     * meant}; where the data is made by your function, or is a fold, the runs of that seed or fold fail with this reason. Validation and test
     * data that are all the same stay refused: {@code valid and test must be different data: they are one data set; ...}. How samples are
     * recognized: {@link SharedSamples}.
     */
    public Experiment allowSharedSamples() {
        this.sharedSamples = true;
        return this;
    }

    /**
     * Adds a number that is computed at the end of each run from separate data: a column of {@link Results#runs}, which {@link
     * Results#by} can compare.
     *
     * <p>The data is visited in its stored order; the score is computed from the model's first output and the data's first target.
     * Where the data does not fit the model, the run fails.
     *
     * <pre>{@code
     * .measure("one_shot", omniglot.oneShot(200, 7).dataset(), NWayAccuracy.among(20))
     * }</pre>
     *
     * <p>Refused: {@code measure must have a name, got ""}; {@code there is a measure named one_shot already}; {@code
     * measure seconds must have another name: every table has a column of this name}; by {@link #run},
     * the name of a score that a model has.
     */
    public Experiment measure(String what, Dataset data, Metric how) {
        ColumnNames.require("measure", List.of(what));
        if (measures.stream().anyMatch(measure -> measure.name().equals(what))) {
            throw new IllegalArgumentException("there is a measure named " + what + " already");
        }
        measures.add(new Measure(what, data, how));
        return this;
    }

    /** The score that is compared, by its name; by default the first metric, or the loss if there is none. */
    public Experiment score(String which) {
        this.score = Optional.of(which);
        return this;
    }

    /**
     * Keeps each run in a file of this folder once it is done, so that a sweep that was stopped or killed goes on where it
     * stood: no finished run is repeated, one that failed is tried again.
     *
     * <p>Variants and seeds may be added later; runs that are no longer asked for stay in the folder. What the runs depend on
     * must stay the same: name, options, models and data, of which the sizes, the shapes and the first 32 samples of each
     * part are looked at. Callbacks are compared by {@code toString}, or else by their class.
     *
     * <p>Two sweeps, also of two processes, may share a folder at the same time and divide the runs between them: each run is
     * locked by the sweep that does it, until it is done or its process dies. A sweep ends when there is nothing left to begin;
     * runs that the other one is still doing are missing in its results ({@link Results#complete}), and {@link #run} again reads
     * them.
     *
     * <p>Refused by {@link #run}: {@code directory d holds the runs of another experiment: fit was "...", is "..."; take
     * another directory, or delete this one to begin anew}; a file in it that cannot be read.
     */
    public Experiment directory(Path folder) {
        return store(RunStore.directory(folder));
    }

    /** Keeps the results in your own store, as {@link #directory} does in a folder. */
    public Experiment store(RunStore results) {
        this.store = results;
        return this;
    }

    /** Adds listeners. */
    public Experiment listeners(ExperimentListener... more) {
        listeners.addAll(List.of(more));
        return this;
    }

    /** Whether a line is written for each run; true by default. */
    public Experiment verbose(boolean newVerbose) {
        this.verbose = newVerbose;
        return this;
    }

    /** Does all runs on this thread, seed by seed and fold by fold. */
    public Results run() {
        return run(Runner.local());
    }

    /**
     * Lets a runner do all runs, in any order; the results are the same.
     *
     * <p>A run that fails does not stop the others; an error of the runner itself, of a listener or of the store is thrown.
     */
    public Results run(Runner runner) {
        ExperimentPlan plan = plan();
        SweepLine line = new SweepLine(LiveLine.standard());
        List<ExperimentListener> all = new ArrayList<>(listeners);
        if (verbose) {
            all.add(line);
        }
        try {
            return new Sweep(plan, all, store).run(runner);
        } finally {
            line.end();
        }
    }

    private ExperimentPlan plan() {
        if (variants.isEmpty()) {
            throw new IllegalStateException("variant must be called at least once");
        }
        if (seeds.isEmpty() && resampling.isEmpty()) {
            throw new IllegalStateException("seeds must be set: seeds(5) for the seeds 1 to 5, or seeds(7, 8, 9)");
        }
        ownFits.keySet().forEach(variant -> Variant.known(variant, names()));
        String compared = Variant.known(baseline.orElse(names().get(0)), names());
        boolean allowed = sharedSamples;
        Map<String, Fit> fits = fits();
        SplitMaker maker = data.orElseThrow(
                () -> new IllegalStateException("data must be set: data(train, valid, test), or folds(folds)"));
        // Data that is the same for all seeds is looked at once.
        fixed.ifPresent(split -> SharedSamples.require(split, allowed));
        return new ExperimentPlan(
                name,
                List.copyOf(variants),
                compared,
                seeds.isEmpty() ? List.of(1L) : seeds,
                fits,
                callbacks,
                fixed.isPresent() ? maker : (seed, fold) -> SharedSamples.require(maker.of(seed, fold), allowed),
                dataDependsOnSeed,
                resampling,
                foldRows,
                List.copyOf(measures),
                score);
    }

    /** That of each variant. */
    private Map<String, Fit> fits() {
        Map<String, Fit> fits = new LinkedHashMap<>();
        for (String variant : names()) {
            fits.put(
                    variant,
                    Optional.ofNullable(ownFits.get(variant))
                            .or(() -> fit)
                            .orElseThrow(() -> new IllegalStateException("fit must be set: fit(Fit.epochs(8))")));
        }
        return fits;
    }

    /** The settings so far: {@code Experiment fusion: variants [concat, multiply], seeds [1, 2]; run() runs it}. */
    @Override
    public String toString() {
        return "Experiment " + name + ": variants " + names() + ", seeds " + seeds + "; run() runs it";
    }

    private List<String> names() {
        return variants.stream().map(Variant::name).toList();
    }
}
