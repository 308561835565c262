package polyview.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.loader.MultiInputGenerator;
import polyview.metrics.Metric;
import polyview.metrics.Metrics;
import tech.tablesaw.api.Table;

/**
 * A program that runs: the weights, and the steps that train and use them; the seed decides the first weights and all that is drawn.
 *
 * <p>It owns native memory and frees it when closed, or when Java collects it; until then it holds a few MB, and its weights. Several
 * threads may use it: they wait for each other where one changes something. Two trainings at once are refused.
 *
 * <p>Refused: any use after {@link #close()} ({@code the model is closed}) or after its model was compiled anew ({@code the model
 * was compiled anew: ask it for its engine again}), shapes and labels that do not fit, and an empty data set.
 */
public final class Engine implements AutoCloseable {

    static {
        Startup.begin();
    }

    private final RunningProgram running;
    private final TrainingGuard guard = new TrainingGuard();
    private final TrainingProgress progress;
    private final TrainingFile file;
    private final Steps steps;
    private final DataCheck check;
    private final Passes passes;

    /**
     * Starts a program: draws the first weights from the seed. A metric that {@link Metrics} does not know in this process is named in
     * a warning of the log, once, and left out of evaluations; everything else runs to the same bits.
     */
    public Engine(Program program, long seed) {
        this(program, seed, EngineMetrics.known(program));
    }

    /** The same with the metrics themselves, those of each output. */
    public Engine(Program program, long seed, List<List<Metric>> metrics) {
        this(new RunningProgram(program, seed), false, metrics, () -> {});
    }

    /** The same for a model; {@link TrainingFile} and {@link Steps} say what the others are. */
    Engine(RunningProgram running, boolean seedIsDrawn, List<List<Metric>> metrics, Runnable beforeTraining) {
        this.running = running;
        this.progress = new TrainingProgress(running);
        this.file = new TrainingFile(running, progress, seedIsDrawn);
        this.steps = new Steps(running, progress, beforeTraining);
        this.check = new DataCheck(running.program());
        this.passes = new Passes(running.program(), steps, check, EngineMetrics.copy(metrics));
    }

    /** What runs. */
    public Program program() {
        return running.program();
    }

    /** What decides everything random. */
    public long seed() {
        return running.seed();
    }

    /** The number of training steps done. */
    public long step() {
        return running.step();
    }

    /** Where it was put; empty where TensorFlow chooses: the first GPU, else the CPU. */
    public Optional<Device> device() {
        return running.placement().device();
    }

    /**
     * Puts everything on one device; ops that have no kernel there stay on the CPU. The bits of a GPU are not those of a CPU. Refused,
     * with nothing changed: {@code there is no gpu:0, only [cpu:0]: no NVIDIA driver is loaded (there is no file ...)}.
     */
    public void device(Device where) {
        running.device(where);
    }

    /** The CPU threads of its own; empty where it shares those that TensorFlow chooses, as many as the machine has cores. */
    public OptionalInt threads() {
        return running.placement().threads();
    }

    /**
     * Gives it so many CPU threads of its own, with weights and state as they are; bits may depend on the number. Refused: {@code threads
     * must be positive, got 0}.
     */
    public void threads(int count) {
        running.threads(count);
    }

    /** What it computes with here: a precision that gains no time on this machine is not used. */
    public PrecisionReport precision() {
        return running.reading(running::precision);
    }

    /** Passes over the training data that were begun since compile, those of a training that goes on here included. */
    public int epochs() {
        return progress.epochs();
    }

    /** Counts a pass over the training data, which {@link #endEpoch} ends; gives the number of those before it. */
    public int nextEpoch() {
        return progress.nextEpoch();
    }

    /**
     * Says what tells which part of this pass is done, so that a training can go on from what is saved in the middle of it; without
     * it, only from the end of one.
     */
    public void epochPart(Supplier<EpochPart> now) {
        progress.part(now);
    }

    /** The part that was done of the pass in whose middle a training goes on here; empty where it goes on at the end of one. */
    public Optional<EpochPart> resumedPart() {
        return progress.resumed();
    }

    /** Says that the pass is over. */
    public void endEpoch() {
        progress.endEpoch();
    }

    /** Steps of a pass that was begun and is not over; 0 at the end of one. */
    public long stepsInEpoch() {
        return progress.stepsInEpoch();
    }

    /** Takes back a pass of which no step was done. */
    public void leaveEpoch() {
        progress.leaveEpoch();
    }

    /** Keeps something with this training, under a name of the caller's; {@link Kept} has an example. */
    public void keep(String name, Kept what) {
        progress.keep(name, what);
    }

    /** What was kept under a name; empty where nothing was. */
    public Optional<Kept> kept(String name) {
        return progress.kept(name);
    }

    /** The learning rate of the next step. */
    public double learningRate() {
        return progress.learningRate();
    }

    /** Sets the learning rate; refused: {@code learningRate must be positive, got 0.0}. */
    public void learningRate(double rate) {
        progress.learningRate(rate);
    }

    /** What compile added; refused: {@code the model is not compiled: call compile before training or evaluating it}. */
    public Program.Training training() {
        return program().requireTraining();
    }

    /** The metrics of each output; none where the model is not compiled. */
    public List<List<Metric>> metrics() {
        return passes.metrics();
    }

    /** A new count of loss and metrics, for one pass over a data set. */
    public Totals totals() {
        return passes.totals();
    }

    /**
     * One step of training. Refused before it runs: an input that is not finite ({@code input left holds NaN in sample 3 of the batch});
     * a layer that was fixed or freed since compile ({@code trainable of body was set to false after compile: compile again, so that
     * it takes effect, or set it back}). A step whose loss, gradients or moving averages are not finite is not done, and does not
     * count: {@link NotFiniteException}, {@code gradient of dense/kernel is NaN}.
     */
    public StepResult trainOnBatch(Batch batch) {
        return steps.train(batch);
    }

    /**
     * Does a whole training, while which another one, {@link Model#compile} and {@link #loadWeights} are refused: {@code the model
     * is being trained: train it again when that is over, not in a callback of it}.
     */
    public <H> H whileTraining(Supplier<H> training) {
        return guard.steps(training);
    }

    /** The gradients of a batch; nothing changes. {@link Gradients} has an example; refused: what {@link #trainOnBatch} refuses. */
    public Gradients gradients(Batch batch) {
        return steps.gradients(batch);
    }

    /**
     * One step of training with given gradients and states, such as the means of those of several batches. Refused, with nothing
     * changed: others than those of {@link #gradients} ({@code gradients must be given for [dense/kernel], got [dense/bias]}), other
     * shapes, and what is not finite ({@link NotFiniteException}).
     */
    public void apply(Map<String, FloatArray> gradients, Map<String, FloatArray> states) {
        steps.apply(gradients, states);
    }

    /** Refuses, with a {@link NotFiniteException}, weights that are not finite: {@code weight dense/kernel is NaN}. */
    public void requireFinite() {
        steps.requireFinite();
    }

    /** Loss and scores of a batch, as in evaluation; refused: {@code input left holds NaN in sample 3 of the batch}. */
    public StepResult testOnBatch(Batch batch) {
        return steps.test(batch);
    }

    /**
     * What the model puts out for a batch, one array for each output.
     *
     * <p>Refused: an input without samples ({@code input left must hold at least one sample, got (0, 64, 64, 3)}); an input that is not finite
     * ({@code input left holds NaN in sample 3 of the batch}); a layer that mixes samples ({@code output flat must have 4 samples, got 12: a
     * layer has mixed samples}).
     */
    public List<FloatArray> predictOnBatch(List<FloatArray> inputs) {
        return steps.predict(inputs);
    }

    /**
     * The data with its inputs in the order of the model's, by name where it has names; see {@link Dataset#inputNames}. Refused: {@code
     * inputs are matched by name: the model has [left, right], the data has [before, after]; name the model's inputs so, or give the data
     * other names with named("left", "right")}.
     */
    public Dataset matched(Dataset data) {
        return check.inOrder(data);
    }

    /** Predicts one sample at a time, from several threads. */
    public Predictor predictor() {
        return new Predictor(running);
    }

    /** Refuses data that this model cannot be trained on or evaluated with, before the first batch of it is read. */
    public void requireMatching(Dataset data) {
        check.requireMatching(data);
    }

    /**
     * The same before a training: its classes are those of the model from now on, and the validation must have them too. Refused: {@code
     * classes must be those of the training, in its order: [a, b, c], got [a, c]; a manifest takes them by classes(train.classNames())},
     * later also by {@link #evaluate}.
     */
    public void requireMatching(Dataset training, Optional<Dataset> validation) {
        check.requireMatching(training, validation);
    }

    /** Loss and metrics over a data set; an interrupt of the thread ends it with a {@link CancellationException}. */
    public Evaluation evaluate(Dataset data, int batchSize) {
        return passes.evaluate(data, batchSize);
    }

    /** What the model puts out for a data set, one array for each output; see {@link Model#predict(Dataset)}. */
    public List<FloatArray> predict(Dataset data, int batchSize) {
        return passes.predictEach(data, batchSize);
    }

    /** What the model puts out for large images, one array for each output; see {@link Model#predict(Tiling, FloatArray...)}. */
    public List<FloatArray> predict(Tiling tiling, List<FloatArray> images) {
        return new TiledPrediction(program(), tiling, images).with(steps::predict);
    }

    /** What the model puts out for what can be read of a data set; see {@link Model#predictReadable}. */
    public Predictions predictReadable(Dataset data, int batchSize) {
        return passes.predictReadable(data, batchSize);
    }

    /** What the model puts out for the rows of a manifest, as a table; see {@link Model#predictTable(MultiInputGenerator)}. */
    public Table predictTable(MultiInputGenerator data, int batchSize, List<String> classes) {
        if (classes.isEmpty()) {
            check.requireClasses(data);
        }
        return PredictionTable.of(program(), passes, data, batchSize, classes);
    }

    /** The values of the weights, by path such as {@code conv2d/kernel}; what the optimizer keeps is left out. */
    public Map<String, FloatArray> weights() {
        return WeightValues.read(running);
    }

    /** Sets some weights, by path; refused: {@code no weight named conv/kernel; there are [conv2d/kernel]}, and another shape. */
    public void setWeights(Map<String, FloatArray> values) {
        WeightValues.write(running, values);
    }

    /**
     * Everything that the next step depends on: weights, what the optimizer keeps, the number of the step, its learning rate and the
     * seed; see {@link EngineState}.
     */
    public EngineState state() {
        return EngineState.of(running, progress.learningRate());
    }

    /**
     * Goes on from a state, which may have some of the variables only: the others stay. Refused, with nothing changed: {@code no variable
     * named conv/kernel; there are [conv2d/kernel, conv2d/kernel/m]}; {@code variable conv2d/kernel has shape [3, 3, 1, 4], got [4]}.
     */
    public void state(EngineState state) {
        if (program().training().isPresent()) {
            progress.learningRate(state.learningRate());
        }
        state.set(running);
    }

    /**
     * The moving averages of the weights, by path, where the optimizer keeps them, as {@code new Adam().useEma()} does: {@code
     * engine.setWeights(engine.averages())} makes them the weights.
     *
     * <p>Weights that training does not change have none. Refused, with an {@link IllegalStateException}: {@code the optimizer
     * keeps no moving average of the weights: compile with one, as new Adam().useEma()}; {@code the moving average of the weights
     * begins with the first step of training}.
     */
    public Map<String, FloatArray> averages() {
        return running.reading(() -> Averages.read(running));
    }

    /**
     * Does something with the moving averages in the place of the weights, and puts the weights back, to the bit: {@code
     * engine.withAverages(() -> engine.evaluate(test, 32))}.
     *
     * <p>For evaluation, prediction and {@link Model#save}, between the steps of a training too, as in a callback. Other threads
     * see the averages meanwhile. Refused: what {@link #averages} refuses, and afterwards, with the weights put back, steps of
     * training in it ({@code withAverages is for evaluation, prediction and saving, and 2 training steps were done in it: the
     * weights are put back}).
     */
    public <T> T withAverages(Supplier<T> action) {
        return Averages.in(running, action);
    }

    /** Writes the weights and the state of the training; see {@link Model#saveWeights}. */
    public void saveWeights(Path to) {
        file.save(to);
    }

    /** Reads what {@link #saveWeights} has written; see {@link Model#loadWeights}. */
    public LoadReport loadWeights(Path from) {
        guard.requireNoSteps("load weights");
        return file.load(from);
    }

    /** Goes on with the training that {@link #saveWeights} has written; see {@link Model#resume}. */
    public LoadReport resume(Path from) {
        guard.requireNoSteps("resume a training");
        return file.resume(from);
    }

    /** Trains, as {@link Model#fit} does, without the model: after {@link #load} for example. */
    public <H> H fit(Dataset data, Trainer<H> how) {
        training();
        return guard.fit(() -> how.train(this, data));
    }

    /** Writes it with its training, see {@link Model#saveForTraining}. */
    public void saveForTraining(Path to) {
        file.saveWhole(to);
    }

    /** Writes it as TensorFlow's SavedModel, see {@link Model#export}. */
    public void export(Path folder) {
        SavedModelFolder.write(this, folder);
    }

    /**
     * Starts what {@link Model#save} has written, which predicts to the same bits, or what {@link Model#saveForTraining} has written, which
     * trains too; it needs none of the classes of the model. A file holds a program: load only what comes from someone you trust.
     * Refused with an {@link java.io.UncheckedIOException}: {@code cannot read a.zip: it is not a model saved by Polyview}, other
     * versions, and what is damaged.
     */
    public static Engine load(Path file) {
        return SavedModel.start(file);
    }

    /** Frees the native memory; closing twice does nothing more. */
    @Override
    public void close() {
        running.close();
    }

    /** What keeps it to one training at a time. */
    TrainingGuard guard() {
        return guard;
    }

    /** How far its training is. */
    TrainingProgress progress() {
        return progress;
    }

    /** What it runs on. */
    RunningProgram running() {
        return running;
    }
}
