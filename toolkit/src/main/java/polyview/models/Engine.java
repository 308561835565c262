package polyview.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.RunMetadata;
import polyview.base.Checks;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.metrics.Metric;
import polyview.metrics.Metrics;

/**
 * A program that runs: the weights, and the steps that train and use them.
 *
 * <p>It owns native memory and frees it when closed. One that is forgotten is freed only when Java collects it, so a
 * notebook cell may be run again and again; until then it holds a few MB, and its weights. Close it where many are
 * made. The seed decides the first weights and everything that is drawn later.
 *
 * <p>Several threads may use it: they predict, evaluate and read weights side by side, and wait for each other where one changes
 * something. Two trainings at once are refused.
 *
 * <p>Refused: any use after {@link #close()} ({@code the model is closed}) or after its model was compiled anew ({@code the model
 * was compiled anew: ask it for its engine again}), shapes and labels that do not fit, and an empty data set.
 */
public final class Engine implements AutoCloseable {

    static {
        Startup.begin();
    }

    private static final System.Logger LOG = System.getLogger(Engine.class.getName());

    private final Program program;
    private final RunningProgram running;
    private final List<List<Metric>> metrics;
    private final Runnable beforeStep;
    private final AtomicBoolean training = new AtomicBoolean();
    private volatile Optional<Device> device = Optional.empty();
    private volatile double learningRate;
    private final AtomicInteger epoch = new AtomicInteger();
    private volatile OptionalLong epochBegan = OptionalLong.empty();
    private final ClassOrder classes = new ClassOrder();
    private final Map<String, Kept> kept = new ConcurrentSkipListMap<>();
    private final boolean seedIsDrawn;

    /**
     * Starts a program: draws the first weights from the seed.
     *
     * <p>Metrics are those of {@link Metrics}. One that is not known in this process is named in a warning of the log, once, and
     * left out of evaluations; everything else runs to the same bits.
     */
    public Engine(Program program, long seed) {
        this(program, seed, EngineMetrics.known(program));
    }

    /**
     * The same with the metrics themselves.
     *
     * @param metrics those of each output
     */
    public Engine(Program program, long seed, List<List<Metric>> metrics) {
        this(program, seed, false, metrics, () -> {});
    }

    /**
     * The same for a model whose layers are at hand.
     *
     * @param seedIsDrawn whether nobody gave the seed, so that a training that goes on here brings its own
     * @param beforeStep refuses a training step, by an exception
     */
    Engine(Program program, long seed, boolean seedIsDrawn, List<List<Metric>> metrics, Runnable beforeStep) {
        this.seedIsDrawn = seedIsDrawn;
        this.beforeStep = beforeStep;
        this.program = program;
        this.metrics = EngineMetrics.copy(metrics);
        this.running = new RunningProgram(program, seed);
        if (!running.precision().why().isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "the model computes in {0}", running.precision());
        }
        program.training().ifPresent(t -> this.learningRate = t.firstLearningRate());
    }

    /** What runs. */
    public Program program() {
        return program;
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
        return device;
    }

    /**
     * Puts everything on one device, with the weights as they are; ops that have no kernel there stay on the CPU.
     *
     * <p>The bits of a GPU are not those of a CPU. Refused: a device that is not there ({@code there is no gpu:0, only [cpu:0]:
     * no NVIDIA driver is loaded (there is no file /proc/driver/nvidia/version)}). Where it fails, nothing has changed.
     */
    public void device(Device where) {
        running.changing(() -> {
            if (!device.equals(Optional.of(where))) {
                Devices.require(where);
                running.move(where);
                device = Optional.of(where);
            }
            return where;
        });
    }

    /** What it computes with here: a precision that gains no time on this machine is not used. */
    public PrecisionReport precision() {
        return running.reading(running::precision);
    }

    /** Passes over the training data that were begun since compile, those of a training that goes on here included. */
    public int epochs() {
        return epoch.get();
    }

    /**
     * Counts a pass over the training data, and gives the number of those before it.
     *
     * <p>A loop of your own calls {@link #endEpoch} after the last step of a pass: what is saved between the two cannot be gone on
     * with.
     */
    public int nextEpoch() {
        epochBegan = OptionalLong.of(step());
        return epoch.getAndIncrement();
    }

    /** Says that the pass is over. */
    public void endEpoch() {
        epochBegan = OptionalLong.empty();
    }

    /** Steps of a pass that was begun and is not over; 0 at the end of one. */
    public long stepsInEpoch() {
        return epochBegan.isPresent() ? step() - epochBegan.getAsLong() : 0;
    }

    /** Takes back a pass of which no step was done. */
    public void leaveEpoch() {
        if (epochBegan.isPresent() && stepsInEpoch() == 0) {
            epoch.decrementAndGet();
            endEpoch();
        }
    }

    /**
     * Keeps something with this training, under a name of the caller's: it is written by {@link #saveWeights}, and there again when
     * the training goes on, in this process or another; compile forgets it. For callbacks that remember, such as early stopping.
     *
     * <pre>{@code
     * run.engine().keep("MyPlateau", new Kept(Map.of("best", best), Map.of()));
     * double best = run.engine().kept("MyPlateau").map(k -> k.numbers().get("best")).orElse(Double.POSITIVE_INFINITY);
     * }</pre>
     */
    public void keep(String name, Kept what) {
        kept.put(name, what);
    }

    /** What was kept under a name; empty where nothing was. */
    public Optional<Kept> kept(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    /** The learning rate of the next step. */
    public double learningRate() {
        return learningRate;
    }

    /** Sets the learning rate; refused: {@code learningRate must be positive, got 0.0}. */
    public void learningRate(double rate) {
        this.learningRate = Checks.requirePositive("learningRate", rate);
    }

    /** What compile added; refused: {@code the model is not compiled: call compile before training or evaluating it}. */
    public Program.Training training() {
        return program.training()
                .orElseThrow(() -> new IllegalStateException(
                        "the model is not compiled: call compile before training or evaluating it"));
    }

    /** The metrics of each output; none where the model is not compiled. */
    public List<List<Metric>> metrics() {
        return metrics;
    }

    /** A new count of loss and metrics, for one pass over a data set. */
    public Totals totals() {
        return new Totals(training(), metrics);
    }

    /**
     * One step of training.
     *
     * <p>Refused before the step runs, so that the weights stay as they are: an input that is not finite ({@code input left
     * holds NaN in sample 3 of the batch}); a layer of the model that was fixed or freed since compile ({@code trainable of body was
     * set to false after compile: compile again, so that it takes effect, or set it back}). Evaluation and prediction take such inputs. A step whose loss, gradients or moving
     * averages are not finite is not done, and does not count: {@link NotFiniteException}, {@code gradient of dense/kernel is
     * NaN}.
     */
    public StepResult trainOnBatch(Batch batch) {
        beforeStep.run();
        return running.changing(() -> {
            StepResult result = runs().train(batch);
            running.step(running.step() + 1);
            return result;
        });
    }

    /**
     * Does a whole training, while which another one, {@link Model#compile} and {@link #loadWeights} are refused: {@code the
     * model is being trained: only one training at a time can change its weights}.
     */
    public <H> H whileTraining(Supplier<H> steps) {
        if (!training.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the model is being trained: only one training at a time can change its weights");
        }
        try {
            return steps.get();
        } finally {
            training.set(false);
        }
    }

    /** Refuses what would take a training the ground from under its feet, as a callback may ask for it. */
    void requireNotTraining(String what) {
        if (training.get()) {
            throw new IllegalStateException(
                    "the model is being trained: " + what + " before or after that, not in a callback of it");
        }
    }

    /**
     * The gradients of a batch; nothing changes. Given to {@link #apply} they do what {@link #trainOnBatch} does, to the bit:
     *
     * <pre>{@code
     * Gradients g = engine.gradients(batch);
     * engine.apply(g.gradients(), g.states());
     * }</pre>
     *
     * <p>Refused: what {@link #trainOnBatch} refuses.
     */
    public Gradients gradients(Batch batch) {
        return running.reading(() -> runs().gradients(batch));
    }

    /**
     * One step of training with given gradients, such as the mean of several batches.
     *
     * <p>Refused, with nothing changed: gradients that are not those of {@link #gradients} ({@code gradients must be given
     * for [dense/kernel], got [dense/bias]}), other shapes, and what is not finite ({@link NotFiniteException}).
     *
     * @param gradients by path, one for each weight that training changes
     * @param states by path, what weights without a gradient are set to
     */
    public void apply(Map<String, FloatArray> gradients, Map<String, FloatArray> states) {
        beforeStep.run();
        running.changing(() -> {
            runs().apply(gradients, states);
            running.step(running.step() + 1);
            return running.step();
        });
    }

    /**
     * Refuses weights, and what the optimizer keeps, that are not finite, with a {@link NotFiniteException}: {@code weight
     * dense/kernel is NaN}.
     */
    public void requireFinite() {
        running.reading(() -> {
            runs().requireFinite();
            return true;
        });
    }

    /** Loss and scores of a batch, as in evaluation. */
    public StepResult testOnBatch(Batch batch) {
        return running.reading(() -> runs().test(batch));
    }

    private BatchRuns runs() {
        return new BatchRuns(running, training(), learningRate);
    }

    /**
     * What the model puts out for a batch, one array for each output.
     *
     * <p>Refused: a layer that mixes samples ({@code output flat must have 4 samples, got 12: a layer has mixed samples}).
     */
    public List<FloatArray> predictOnBatch(List<FloatArray> inputs) {
        Feeds.requireCount("input", program.inputs(), inputs.size());
        // TensorFlow would spread a single sample over the samples of the other inputs: a batch refuses that.
        Batch batch = new Batch(inputs, List.of());
        return running.reading(() -> running.predict(running.runner(), batch));
    }

    /**
     * The data with its inputs in the order of the model's, matched by name where the data has names; see {@link
     * Dataset#inputNames}.
     *
     * <p>Refused: {@code inputs are matched by name: the model has [left, right], the data has [before, after]; name the model's
     * inputs so, or give the data other names with named("left", "right")}.
     */
    public Dataset matched(Dataset data) {
        return InputOrder.of(program.inputs(), data);
    }

    /** Predicts one sample at a time, from several threads. */
    public Predictor predictor() {
        return new Predictor(running);
    }

    /** Refuses data that this model cannot be trained on or evaluated with, before the first batch of it is read. */
    public void requireMatching(Dataset data) {
        Passes.requireMatching("input", program.inputs(), data.size(), data.inputShapes());
        Passes.requireMatching("target", training().targets(), data.size(), data.targetShapes());
    }

    /**
     * The same before a training: its classes are those of the model from now on, and the validation must have them too.
     *
     * <p>Refused: {@code classes must be those of the training, in its order: [a, b, c], got [a, c]; a manifest takes them by
     * classes(train.classNames())}, later also by {@link #evaluate}.
     */
    public void requireMatching(Dataset training, Optional<Dataset> validation) {
        requireMatching(training);
        validation.ifPresent(data -> {
            requireMatching(data);
            ClassOrder.requireEqual(training.classNames(), data.classNames());
        });
        classes.learn(training);
    }

    /** Loss and metrics over a data set; an interrupt of the thread ends it with a {@link CancellationException}. */
    public Evaluation evaluate(Dataset data, int batchSize) {
        Checks.requirePositive("batchSize", batchSize);
        Dataset matched = matched(data);
        requireMatching(matched);
        classes.require(data);
        return Passes.evaluate(totals(), this::testOnBatch, matched, batchSize);
    }

    /**
     * What the model puts out for a data set, in the order in which it is stored, one array for each output; interrupted as
     * {@link #evaluate} is.
     *
     * <p>Refused, with an {@link IllegalStateException}: data of which a sample could not be read; see {@link Model#predict(Dataset)}.
     */
    public List<FloatArray> predict(Dataset data, int batchSize) {
        return Passes.predictEach(program, this::predictOnBatch, matched(data), batchSize);
    }

    /** What the model puts out for what can be read of a data set, with the numbers of these samples; see {@link Model#predictReadable}. */
    public Predictions predictReadable(Dataset data, int batchSize) {
        return Passes.predictReadable(program, this::predictOnBatch, matched(data), batchSize);
    }

    /** The values of the weights, by path such as {@code conv2d/kernel}; what the optimizer keeps is left out. */
    public Map<String, FloatArray> weights() {
        return running.reading(() -> WeightValues.read(running));
    }

    /**
     * Sets some weights, by path; what the optimizer keeps cannot be set.
     *
     * <p>Refused: {@code no weight named conv/kernel; there are [conv2d/kernel, conv2d/bias]}, and another shape.
     */
    public void setWeights(Map<String, FloatArray> values) {
        running.changing(() -> {
            WeightValues.write(running, values);
            return values;
        });
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
    public void saveWeights(Path file) {
        running.reading(() -> {
            if (stepsInEpoch() > 0) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} is saved in epoch {1}, after {2} of its steps: its weights can be loaded, but a training goes"
                                + " on only from the end of an epoch",
                        file,
                        epochs(),
                        stepsInEpoch());
            }
            Checkpoint.save(
                    running,
                    new Checkpoint.Progress(step(), epochs(), stepsInEpoch(), learningRate, seed(), Map.copyOf(kept)),
                    file);
            return file;
        });
    }

    /** Reads what {@link #saveWeights} has written; see {@link Model#loadWeights}. */
    public LoadReport loadWeights(Path file) {
        requireNotTraining("load weights");
        return running.changing(() -> {
            Checkpoint.Loaded loaded = Checkpoint.load(running, seedIsDrawn, file);
            Checkpoint.Progress reached = loaded.progress();
            resume(reached.step(), reached.epoch());
            endEpoch();
            running.seed(reached.seed());
            kept.clear();
            kept.putAll(reached.kept());
            learningRate = reached.learningRate();
            return new LoadReport(
                    loaded.why().isEmpty(),
                    reached.epoch(),
                    reached.step(),
                    reached.learningRate(),
                    reached.seed(),
                    loaded.why().orElse(""));
        });
    }

    /**
     * Starts what {@link Model#save} has written: it predicts to the same bits, and needs none of the classes of the model.
     *
     * <p>A file holds a program: load only what comes from someone you trust. Refused with an {@link
     * java.io.UncheckedIOException}: {@code cannot read a.zip: it is not a model saved by Polyview}, other versions,
     * and what is damaged.
     */
    public static Engine load(Path file) {
        ProgramFile.Loaded loaded = ProgramFile.read(file);
        Engine engine;
        try {
            engine = new Engine(loaded.program(), loaded.seed());
        } catch (IllegalArgumentException | TensorFlowException e) {
            throw ProgramFile.refused(file, new IOException(e.getMessage(), e));
        }
        try {
            engine.setWeights(loaded.weights());
            return engine;
        } catch (IllegalArgumentException e) {
            engine.close();
            throw ProgramFile.refused(file, new IOException(e.getMessage(), e));
        }
    }

    /** Frees the native memory; closing twice does nothing more. */
    @Override
    public void close() {
        running.close();
    }

    /** Closes it because another one takes its place. */
    void replaced() {
        running.close("the model was compiled anew: ask it for its engine again");
    }

    /** Goes on as after so many steps and passes. */
    void resume(long newStep, int newEpoch) {
        running.step(newStep);
        this.epoch.set(newEpoch);
    }

    /** From now on TensorFlow traces each run. */
    void trace(Consumer<RunMetadata> to) {
        running.trace(to);
    }

    /** The values of these variables. */
    List<FloatArray> read(List<Program.Variable> variables) {
        return running.reading(() -> running.read(variables));
    }
}
