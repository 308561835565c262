package polyview.models;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.layers.Shapes;

/**
 * A program that runs: the weights, and the steps that train and use them.
 *
 * <p>It owns native memory and frees it when closed. One that is forgotten is freed only when Java collects it, so a notebook
 * cell may be run again and again; until then it holds a few MB, and its weights. Close it where many are made. The seed decides the first weights and everything that is drawn later. Not for use by several
 * threads at once.
 *
 * <p>Refused: any use after {@link #close()} ({@code the model is closed}), shapes and labels that do not fit, and an empty
 * data set.
 */
public final class Engine implements AutoCloseable {

    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final Program program;
    private final long seed;
    private final NativeSession nativeSession;
    private final Cleaner.Cleanable cleanable;
    private double learningRate;
    private long step;
    private int epoch;
    private boolean closed;

    /** Starts a program: draws the first weights from the seed. */
    public Engine(Program program, long seed) {
        this.program = program;
        this.seed = seed;
        this.nativeSession = new NativeSession(program.graphDef());
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
        requireFitting("input", program.inputs(), data.size(), data.inputShapes());
        requireFitting("target", training().targets(), data.size(), data.targetShapes());
    }

    private static void requireFitting(String what, List<Program.Port> ports, int samples, List<Shape> shapes) {
        if (samples == 0) {
            throw new IllegalArgumentException("the data set is empty");
        }
        Feeds.requireCount(what, ports, shapes.size());
        for (int i = 0; i < ports.size(); i++) {
            Feeds.requireShape(what, ports.get(i), shapes.get(i).prepend(-1));
        }
    }

    /** Loss and metrics over a data set; an interrupt of the thread ends it with a {@link CancellationException}. */
    public Evaluation evaluate(Dataset data, int batchSize) {
        Shapes.requirePositive("batchSize", batchSize);
        requireFitting(data);
        Totals totals = new Totals(training());
        try (Epoch pass = data.epoch(batchSize, Order.asStored())) {
            while (pass.hasNext()) {
                requireNotInterrupted("evaluate");
                Batch batch = pass.next();
                totals.add(batch, testOnBatch(batch));
            }
        }
        return totals.evaluation();
    }

    /** What the model puts out for a data set, in the order in which it is stored, one array for each output. */
    public List<FloatArray> predict(Dataset data, int batchSize) {
        Shapes.requirePositive("batchSize", batchSize);
        requireFitting("input", program.inputs(), data.size(), data.inputShapes());
        List<List<FloatArray>> rows = new ArrayList<>();
        program.outputs().forEach(output -> rows.add(new ArrayList<>()));
        try (Epoch pass = data.epoch(batchSize, Order.asStored())) {
            while (pass.hasNext()) {
                requireNotInterrupted("predict");
                List<FloatArray> outputs = predictOnBatch(pass.next().inputs());
                for (int i = 0; i < rows.size(); i++) {
                    rows.get(i).add(outputs.get(i));
                }
            }
        }
        return rows.stream().map(FloatArray::concat).toList();
    }

    /** The values of the weights, by path such as {@code conv2d/kernel}; what the optimizer keeps is left out. */
    public Map<String, FloatArray> weights() {
        List<Program.Variable> wanted = weightVariables();
        Map<String, FloatArray> values = new LinkedHashMap<>();
        if (wanted.isEmpty()) {
            return values;
        }
        Session.Runner runner = session().runner();
        wanted.forEach(v -> runner.fetch(v.tensor()));
        List<FloatArray> arrays = run(runner, feeds -> {});
        for (int i = 0; i < arrays.size(); i++) {
            values.put(wanted.get(i).path(), arrays.get(i));
        }
        return values;
    }

    /**
     * Sets some weights, by path; what the optimizer keeps cannot be set.
     *
     * <p>Refused: {@code no weight named conv/kernel; there are [conv2d/kernel, conv2d/bias]}, and another shape.
     */
    public void setWeights(Map<String, FloatArray> values) {
        Map<String, Program.Variable> known = new LinkedHashMap<>();
        weightVariables().forEach(v -> known.put(v.path(), v));
        values.forEach((path, value) -> {
            Program.Variable variable = known.get(path);
            if (variable == null) {
                throw new IllegalArgumentException("no weight named " + path + "; there are " + known.keySet());
            }
            if (!variable.shape().equals(value.shape())) {
                throw new IllegalArgumentException(
                        "weight " + path + " has shape " + variable.shape() + ", got " + value.shape());
            }
        });
        if (values.isEmpty()) {
            return;
        }
        Session.Runner runner = session().runner();
        values.keySet().forEach(path -> runner.addTarget(known.get(path).assign()));
        run(
                runner,
                feeds -> values.forEach(
                        (path, value) -> feeds.array(known.get(path).fed(), value)));
    }

    private List<Program.Variable> weightVariables() {
        return program.variables().stream()
                .filter(v -> v.role() != Program.Role.OPTIMIZER)
                .toList();
    }

    /** Frees the native memory; closing twice does nothing more. */
    @Override
    public void close() {
        closed = true;
        cleanable.clean();
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
                    arrays.add(read((TFloat32) result.get(i)));
                }
                return arrays;
            }
        } finally {
            // The native session must not be freed while it runs, not even where nobody needs this engine afterwards.
            Reference.reachabilityFence(this);
        }
    }

    private static FloatArray read(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.copyTo(DataBuffers.of(values));
        return FloatArray.of(values, tensor.shape());
    }

    private Session session() {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        return nativeSession.session();
    }

    private static void requireNotInterrupted(String what) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(what + " was interrupted");
        }
    }
}
