package polyview.models;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.Tensors;

/**
 * A program that runs: the weights, and the steps that train and use them.
 *
 * <p>It owns native memory and frees it when closed. One that is forgotten is freed only when Java collects it, so a
 * notebook cell may be run again and again; until then it holds a few MB, and its weights. Close it where many are
 * made. The seed decides the first weights and everything that is drawn later. Not for use by several threads at once.
 *
 * <p>Refused: any use after {@link #close()} ({@code the model is closed}), shapes and labels that do not fit, and an empty
 * data set.
 */
public final class Engine implements AutoCloseable {

    static {
        Startup.begin();
    }

    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final Program program;
    private final long seed;
    private NativeSession nativeSession;
    private Cleaner.Cleanable cleanable;
    private Optional<Device> device = Optional.empty();
    private double learningRate;
    private long step;
    private int epoch;
    private boolean closed;

    /** Starts a program: draws the first weights from the seed. */
    public Engine(Program program, long seed) {
        this.program = program;
        this.seed = seed;
        this.nativeSession = new NativeSession(program);
        this.cleanable = FORGOTTEN.register(this, nativeSession);
        program.training().ifPresent(t -> this.learningRate = t.firstLearningRate());
        Session.Runner runner = session().runner().addTarget(program.initialise());
        run(runner, feeds -> {});
    }

    /** What runs. */
    public Program program() {
        return program;
    }

    /** What decides everything random. */
    public long seed() {
        return seed;
    }

    /** The number of training steps done. */
    public long step() {
        return step;
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
        requireOpen();
        if (device.equals(Optional.of(where))) {
            return;
        }
        Devices.require(where);
        Map<Program.Variable, FloatArray> values = new LinkedHashMap<>();
        List<FloatArray> read = read(program.variables());
        for (int i = 0; i < read.size(); i++) {
            values.put(program.variables().get(i), read.get(i));
        }
        NativeSession before = nativeSession;
        Cleaner.Cleanable freesBefore = cleanable;
        nativeSession = new NativeSession(program, Optional.of(where));
        cleanable = FORGOTTEN.register(this, nativeSession);
        try {
            assign(values);
        } catch (RuntimeException e) {
            // As of a GPU whose memory is full: the model stays where it was.
            cleanable.clean();
            nativeSession = before;
            cleanable = freesBefore;
            throw e;
        }
        freesBefore.clean();
        device = Optional.of(where);
    }

    /** Counts a pass over the training data, and gives the number of those before it. */
    public int nextEpoch() {
        return epoch++;
    }

    /** The learning rate of the next step. */
    public double learningRate() {
        return learningRate;
    }

    /** Sets the learning rate; refused: {@code learningRate must be positive, got 0.0}. */
    public void learningRate(double rate) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learningRate must be positive, got " + rate);
        }
        this.learningRate = rate;
    }

    /** What compile added; refused: {@code the model is not compiled: call compile before training or evaluating it}. */
    public Program.Training training() {
        return program.training()
                .orElseThrow(() -> new IllegalStateException(
                        "the model is not compiled: call compile before training or evaluating it"));
    }

    /**
     * One step of training.
     *
     * <p>Refused before the step runs, so that the weights stay as they are: an input that is not finite ({@code input left
     * holds NaN in sample 3 of the batch}). Evaluation and prediction take such inputs.
     */
    public StepResult trainOnBatch(Batch batch) {
        Program.Training t = training();
        Feeds.requireFinite(program.inputs(), batch);
        Session.Runner runner = session().runner().addTarget(t.trainStep());
        StepResult result = runStep(runner, batch, t, t.trainLoss(), t.trainScores());
        step++;
        return result;
    }

    /** Loss and scores of a batch, as in evaluation. */
    public StepResult testOnBatch(Batch batch) {
        Program.Training t = training();
        return runStep(session().runner(), batch, t, t.testLoss(), t.testScores());
    }

    /** What the model puts out for a batch, one array for each output. */
    public List<FloatArray> predictOnBatch(List<FloatArray> inputs) {
        Feeds.requireCount("input", program.inputs(), inputs.size());
        // TensorFlow would spread a single sample over the samples of the other inputs: a batch refuses that.
        Batch batch = new Batch(inputs, List.of());
        Session.Runner runner = session().runner();
        program.outputs().forEach(port -> runner.fetch(port.tensor()));
        return run(runner, feeds -> feeds.arrays("input", program.inputs(), batch.inputs()));
    }

    /** Refuses data that this model cannot be trained on or evaluated with, before the first batch of it is read. */
    public void requireFitting(Dataset data) {
        Passes.requireFitting("input", program.inputs(), data.size(), data.inputShapes());
        Passes.requireFitting("target", training().targets(), data.size(), data.targetShapes());
    }

    /** Loss and metrics over a data set; an interrupt of the thread ends it with a {@link CancellationException}. */
    public Evaluation evaluate(Dataset data, int batchSize) {
        return Passes.evaluate(this, data, batchSize);
    }

    /**
     * What the model puts out for a data set, in the order in which it is stored, one array for each output; interrupted as
     * {@link #evaluate} is.
     */
    public List<FloatArray> predict(Dataset data, int batchSize) {
        return Passes.predict(this, data, batchSize);
    }

    /** The values of the weights, by path such as {@code conv2d/kernel}; what the optimizer keeps is left out. */
    public Map<String, FloatArray> weights() {
        return WeightValues.read(this);
    }

    /**
     * Sets some weights, by path; what the optimizer keeps cannot be set.
     *
     * <p>Refused: {@code no weight named conv/kernel; there are [conv2d/kernel, conv2d/bias]}, and another shape.
     */
    public void setWeights(Map<String, FloatArray> values) {
        WeightValues.write(this, values);
    }

    /** Writes the weights and the state of the training; see {@link Model#saveWeights}. */
    public void saveWeights(Path file) {
        requireOpen();
        Checkpoint.save(this, file);
    }

    /** Reads what {@link #saveWeights} has written; see {@link Model#loadWeights}. */
    public void loadWeights(Path file) {
        requireOpen();
        Checkpoint.load(this, file);
    }

    /**
     * Starts what {@link Model#save} has written: it predicts to the same bits, and needs none of the classes of the model.
     *
     * <p>A file holds a program: load only what comes from someone you trust. Refused with an {@link
     * java.io.UncheckedIOException}: {@code cannot read a.zip: it is not a model saved by Polyview}, other versions,
     * and what is damaged.
     */
    public static Engine load(Path file) {
        return ProgramFile.load(file);
    }

    /** Frees the native memory; closing twice does nothing more. */
    @Override
    public void close() {
        closed = true;
        cleanable.clean();
    }

    /** The number of passes over the training data that were begun. */
    int epochs() {
        return epoch;
    }

    /** Goes on as after so many steps and passes. */
    void resume(long newStep, int newEpoch) {
        this.step = newStep;
        this.epoch = newEpoch;
    }

    /** The values of these variables. */
    List<FloatArray> read(List<Program.Variable> variables) {
        Session.Runner runner = session().runner();
        variables.forEach(v -> runner.fetch(v.tensor()));
        return variables.isEmpty() ? List.of() : run(runner, feeds -> {});
    }

    /** Sets these variables, all in one run; shapes were looked at before. */
    void assign(Map<Program.Variable, FloatArray> values) {
        Session.Runner runner = session().runner();
        values.keySet().forEach(v -> runner.addTarget(v.assign()));
        if (!values.isEmpty()) {
            run(runner, feeds -> values.forEach((v, value) -> feeds.array(v.fed(), value)));
        }
    }

    private StepResult runStep(
            Session.Runner runner, Batch batch, Program.Training t, String loss, List<String> scores) {
        if (batch.size() == 0) {
            throw new IllegalArgumentException("the batch is empty");
        }
        runner.fetch(loss);
        scores.forEach(runner::fetch);
        List<FloatArray> fetched = run(runner, feeds -> {
            feeds.arrays("input", program.inputs(), batch.inputs());
            feeds.arrays("target", t.targets(), batch.targets());
            for (int i = 0; i < t.objectives().size(); i++) {
                t.objectives()
                        .get(i)
                        .check(batch.targets().get(i), program.outputs().get(i).shape());
            }
            feeds.number(t.learningRate(), learningRate);
        });
        return new StepResult(fetched.get(0).values()[0], fetched.subList(1, fetched.size()));
    }

    private interface Feeding {
        void feed(Feeds feeds);
    }

    private List<FloatArray> run(Session.Runner runner, Feeding feeding) {
        try (Feeds feeds = new Feeds(runner)) {
            feeding.feed(feeds);
            feeds.number(program.seed(), seed);
            feeds.number(program.step(), step);
            try (Result result = runner.run()) {
                List<FloatArray> arrays = new ArrayList<>();
                for (int i = 0; i < result.size(); i++) {
                    arrays.add(Tensors.read((TFloat32) result.get(i)));
                }
                return arrays;
            }
        } finally {
            // The native session must not be freed while it runs, not even where nobody needs this engine afterwards.
            Reference.reachabilityFence(this);
        }
    }

    private Session session() {
        requireOpen();
        return nativeSession.session();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
    }
}
