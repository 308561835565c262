package polyview.models;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import polyview.base.Shapes;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.optimizers.Optimizer;
import polyview.rules.Fired;
import polyview.rules.GraphRule;
import polyview.rules.Rules;

/**
 * A network with any number of inputs and outputs, as in Keras' functional API.
 *
 * <pre>{@code
 * var left = Input.image("left", 64, 64, 3);
 * var right = Input.image("right", 64, 64, 3);
 * var x = new DualConv2D(32, 3).apply(left, right);
 * x = new GlobalAveragePooling2D().apply(x);
 * var model = new Model(List.of(left, right), new Dense(2).apply(x)).seed(7);
 * model.compile(new Adam(1e-3), Loss.softmaxCrossEntropy(), Metric.accuracy());
 * var history = model.fit(train, Fit.epochs(10).validation(valid));
 * }</pre>
 *
 * <p>One seed decides everything: first weights, dropout, the order of the samples. The same seed gives the same bits on the
 * same machine with the same number of cores; another machine may round otherwise. Compiling again starts
 * the count of steps and epochs anew, so orders and dropout draws repeat. Without {@link #seed(long)} a seed is
 * drawn, and {@link #seed()} and the history tell it. Weights live in the compiled model: a second model with the same layers
 * starts from values of its own, and {@code second.setWeights(first.weights())} takes them over.
 *
 * <p>A model that was used holds native memory until it is closed. One that is forgotten is freed only when Java collects it:
 * close models where many are made, or expect a few MB for each until then.
 *
 * <p>Several threads may use a model that is compiled or used; the first use, and compile, happen once and alone. Layers are
 * applied by one thread.
 *
 * <p>Refused: inputs that no output uses, outputs that depend on other inputs, two inputs or layers of one name, and any use
 * after {@link #close()}.
 */
public final class Model implements AutoCloseable {

    static {
        Startup.begin();
    }

    private static final int BATCH = 32;

    private final Network network;
    private Rules rules = Rules.standard();
    private Rules rulesOfEngine = Rules.standard();
    private List<Fired> fired = List.of();
    private volatile Optional<CompiledFlags> flags = Optional.empty();
    private Precision precision = Precision.FLOAT32;
    private OptionalLong givenSeed = OptionalLong.empty();
    private boolean seedIsDrawn;
    private volatile Optional<Engine> engine = Optional.empty();
    private volatile boolean closed;
    private final AtomicBoolean fitting = new AtomicBoolean();

    /** One input, one output. */
    public Model(SymbolicTensor input, SymbolicTensor output) {
        this(List.of(input), List.of(output));
    }

    /** Several inputs, one output. */
    public Model(List<SymbolicTensor> inputs, SymbolicTensor output) {
        this(inputs, List.of(output));
    }

    /** Several inputs and outputs. */
    public Model(List<SymbolicTensor> inputs, List<SymbolicTensor> outputs) {
        this.network = new Network(inputs, outputs);
    }

    /**
     * Sets the seed; the same seed gives the same bits on the same machine with the same number of cores.
     *
     * <p>Refused once the weights exist: {@code seed must be set before the model is compiled or used}.
     */
    public synchronized Model seed(long seed) {
        requireOpen();
        if (engine.isPresent()) {
            throw new IllegalStateException("seed must be set before the model is compiled or used");
        }
        this.givenSeed = OptionalLong.of(seed);
        this.seedIsDrawn = false;
        return this;
    }

    /**
     * Sets rules of one's own that rewrite the graph, in this order, whenever the model is compiled from now on; the {@link
     * Rules#standard} ones come after them.
     *
     * <p>A model that is used without compile has them too, and what {@link #save} writes has those of the model as it predicts;
     * {@link #features} has no rules.
     */
    public synchronized Model rules(GraphRule... own) {
        return rules(Rules.standard().after(own));
    }

    /**
     * Sets all the rules that rewrite the graph, whenever the model is compiled from now on; {@link Rules#standard} by default.
     *
     * <pre>{@code
     * model.rules(Rules.none());                                      // the graph as the layers made it
     * model.rules(Rules.standard().without(BiasWithinBatchNorm.class));   // all but one
     * }</pre>
     */
    public synchronized Model rules(Rules all) {
        requireOpen();
        rules = all;
        return this;
    }

    /**
     * Sets what the model computes with, whenever it is compiled from now on; {@link Precision#FLOAT32} by default.
     *
     * <p>A model that is used without compile, and what {@link #save} writes, have it too. {@code engine().precision()} tells what
     * this machine uses.
     */
    public synchronized Model precision(Precision newPrecision) {
        requireOpen();
        precision = Objects.requireNonNull(newPrecision, "precision must not be null");
        return this;
    }

    /** The seed; one is drawn here where none was given. */
    public synchronized long seed() {
        requireOpen();
        if (engine.isPresent()) {
            return engine.get().seed(); // a training that goes on brings its own
        }
        if (givenSeed.isEmpty()) {
            seedIsDrawn = true;
            givenSeed = OptionalLong.of(new SecureRandom().nextInt(1 << 30));
        }
        return givenSeed.getAsLong();
    }

    /**
     * Layers, shapes and parameters.
     *
     * <p>Of a compiled model it tells what is compiled: a layer that was fixed or freed since takes effect when the model is
     * compiled again, the summary says so, and a training step is refused until then.
     */
    public Summary summary() {
        requireOpen();
        return Summary.of(network, flags);
    }

    /**
     * Which rules changed the graph when the model was compiled, and what each kind of op costs: a training step of 32 made
     * samples is traced, or a prediction where the model is not compiled. It runs in a copy, so the model does not change.
     *
     * <pre>{@code
     * model.explain()                // two tables in a notebook
     * model.explain().ops()          // op, count, ms, share
     * }</pre>
     *
     * <p>Times are those of one machine in one moment; on a GPU an op's is the time until it was handed over. Refused: an input
     * of unknown size ({@code explain cannot make input left (N, ?, ?, 3): give it a batch}).
     */
    public Explanation explain() {
        return explain(MadeBatch.of(engine().program(), BATCH), "made");
    }

    /** The same on a batch of one's own; refused: what {@link Engine#trainOnBatch} refuses. */
    public Explanation explain(Batch batch) {
        return explain(batch, "given");
    }

    private Explanation explain(Batch batch, String kind) {
        Engine running = engine();
        try (Engine copy = new Engine(running.program(), seed(), running.metrics())) {
            running.device().ifPresent(copy::device);
            copy.setWeights(running.weights());
            return StepTrace.of(copy, batch, kind, fired);
        }
    }

    /** Sets the optimizer, the loss and the metrics, for a model of one output. */
    public Model compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        return compile(optimizer, Collections.singletonList(loss), metrics);
    }

    /**
     * The same for several outputs, one loss for each and the same metrics for all; training minimizes the sum of the losses.
     *
     * <p>Weights that exist already are kept; what the optimizer kept is not, and steps and epochs are counted anew.
     * Refused: {@code the model has 2 outputs [a, b], got 1 loss}, and a trainable weight that no gradient reaches.
     */
    public Model compile(Optimizer optimizer, List<? extends Loss> losses, Metric... metrics) {
        requireOpen();
        return start(Compilation.of(optimizer, network.outputNames(), losses, metrics));
    }

    /**
     * The same for several outputs, each with a weight and metrics of its own, in any order; see {@link Head}.
     *
     * <p>Refused: {@code there must be one head for each output [kind, angle], got [kind]}.
     */
    public Model compile(Optimizer optimizer, Head... heads) {
        requireOpen();
        return start(Compilation.of(optimizer, network.outputNames(), heads));
    }

    /**
     * Trains.
     *
     * <p>While it does, another fit and a compile are refused, as in a callback: {@code the model is being trained: compile it
     * before or after fit, not in a callback of it}.
     *
     * @return what the trainer tells: a {@code History} from {@code Fit}
     */
    public <H> H fit(Dataset data, Trainer<H> how) {
        Engine running = engine();
        running.training();
        if (!fitting.compareAndSet(false, true)) {
            throw new IllegalStateException("the model is being trained: call fit again when that is over");
        }
        try {
            return how.train(running, data);
        } finally {
            fitting.set(false);
        }
    }

    /** Loss and metrics over a data set, 32 samples at once. */
    public Evaluation evaluate(Dataset data) {
        return evaluate(data, BATCH);
    }

    /** The same with so many samples at once; refused: {@code batchSize must be positive, got 0}. */
    public Evaluation evaluate(Dataset data, int batchSize) {
        return engine().evaluate(data, batchSize);
    }

    /**
     * What the model puts out for a data set: {@code (N, ...)}, row i for sample i; for models of one output.
     *
     * <p>As many samples are computed at once as fit into 64 MiB with what a layer takes and gives, at most 512; 32 where the size of
     * the images is open.
     *
     * <p>Refused, with an {@link IllegalStateException}, where a sample could not be read: {@code predict gives an answer for each of
     * 10 samples, but 9 could be read: predictReadable gives the answers of these, with the numbers of their samples}.
     */
    public FloatArray predict(Dataset data) {
        return predict(data, PredictionBatch.of(network));
    }

    /** The same with so many samples at once; refused: {@code batchSize must be positive, got 0}. */
    public FloatArray predict(Dataset data, int batchSize) {
        requireOneOutput();
        return predictAll(data, batchSize).get(0);
    }

    /** What the model puts out for these inputs, one array for each: {@code (N, ...)}; for models of one output. */
    public FloatArray predict(FloatArray... inputs) {
        requireOneOutput();
        return predictAll(inputs).get(0);
    }

    /** What the model puts out for a data set, one array for each output; see {@link #predict(Dataset)}. */
    public List<FloatArray> predictAll(Dataset data) {
        return predictAll(data, PredictionBatch.of(network));
    }

    /** The same with so many samples at once; refused: {@code batchSize must be positive, got 0}. */
    public List<FloatArray> predictAll(Dataset data, int batchSize) {
        return engine().predict(data, batchSize);
    }

    /**
     * What the model puts out for those samples of a data set that can be read, with their numbers: answers and
     * numbers come from the same pass, so that they belong together whatever happens to the files before or after it.
     *
     * <pre>{@code
     * Predictions answers = model.predictReadable(reader);
     * answers.output()                                   // (9, 2) of 10 samples
     * reader.manifest().subset(answers.samples())        // the 9 rows
     * }</pre>
     */
    public Predictions predictReadable(Dataset data) {
        return predictReadable(data, PredictionBatch.of(network));
    }

    /** The same with so many samples at once; refused: {@code batchSize must be positive, got 0}. */
    public Predictions predictReadable(Dataset data, int batchSize) {
        return engine().predictReadable(data, batchSize);
    }

    /** What the model puts out for these inputs, one array for each output. */
    public List<FloatArray> predictAll(FloatArray... inputs) {
        return engine().predictOnBatch(List.of(inputs));
    }

    /** Predicts one sample at a time, from several threads; it is that of the model as it is compiled now. */
    public Predictor predictor() {
        return engine().predictor();
    }

    /** The values of the weights, by path such as {@code conv2d/kernel}. */
    public Map<String, FloatArray> weights() {
        return engine().weights();
    }

    /** Sets some weights, by path. */
    public void setWeights(Map<String, FloatArray> values) {
        engine().setWeights(values);
    }

    /**
     * What a layer gives for these inputs, as in prediction: {@code (N, ...)}.
     *
     * <p>The layer is named as in {@link #layer}; parts of layers have outputs too, such as the gate of {@link
     * polyview.layers.Fusion#attention}, {@code dual_conv2d/attention/gate}, with a share for each position and channel. A
     * graph of its own is built for it and freed again; weights are those of this moment.
     *
     * <p>Refused: {@code no layer named edges; there are [conv2d, dense]}; {@code layer conv2d is applied 2 times: use
     * featuresAll to get them all}; what {@link #predict(FloatArray...)} refuses of inputs.
     *
     * <pre>{@code
     * FloatArray maps = model.features("conv2d", left.rows(0), right.rows(0));   // (1, H', W', filters)
     * ImagePlots.featureMaps(maps, 16)
     * }</pre>
     *
     * @param inputs one array (N, ...) for each input of the model
     */
    public FloatArray features(String layer, FloatArray... inputs) {
        List<FloatArray> all = featuresAll(layer, inputs);
        if (all.size() != 1) {
            throw new IllegalArgumentException(
                    "layer " + layer + " is applied " + all.size() + " times: use featuresAll to get them all");
        }
        return all.get(0);
    }

    /** What a layer that is used several times gives, one array for each application, in their order. */
    public List<FloatArray> featuresAll(String layer, FloatArray... inputs) {
        Program program = Compiler.features(network, layer, named(layer))
                .with(engine().program().precision());
        try (Engine running = new Engine(program, seed())) {
            running.setWeights(weights());
            return running.predictOnBatch(List.of(inputs));
        }
    }

    /**
     * The weights of one layer, by its name or, inside others, by its path such as {@code dual_conv2d/first}.
     *
     * <p>Refused: {@code no layer named edges; there are [conv2d, dense]}.
     */
    public LayerWeights layer(String name) {
        return new LayerWeights(this, name, network.weightPaths(named(name)), network.weightShapes());
    }

    private Layer named(String name) {
        requireOpen();
        Layer layer = network.layerPaths().get(name);
        if (layer == null) {
            throw new IllegalArgumentException("no layer named " + name + "; there are "
                    + network.layerNames().values());
        }
        return layer;
    }

    /**
     * Writes all weights and, for a compiled model, the state of the training, as an .npz file that Python can read too.
     *
     * <p>Entries are named by path: {@code conv2d/kernel}, and {@code conv2d/kernel/m} for what the optimizer keeps; {@code
     * step}, {@code epoch}, {@code steps_in_epoch}, {@code learning_rate} and {@code seed} tell how far the training is; what callbacks
     * such as early stopping remember begins with {@code @}. The file is there whole or not at all. Saved in the middle of an
     * epoch, as after an interrupt, it cannot be gone on with: a warning of the log says so.
     */
    public void saveWeights(Path file) {
        engine().saveWeights(file);
    }

    /**
     * Reads what {@link #saveWeights} has written.
     *
     * <p>A model of the same layers that was compiled with the same optimizer goes on training to the same bits, as if it had never
     * stopped: orders of samples, dropout, learning rate, schedules and early stopping included, where {@code fit} is told the same
     * and the file was saved at the end of an epoch. Where no seed was given, the file's is taken. Everything else takes
     * the weights alone: a model that is not compiled, one whose optimizer keeps something of other names, and a file
     * without the state of a training. A compiled model then begins its training anew: steps and epochs at 0, nothing in the
     * optimizer, the learning rate of compile. Compile first, then load, to go on. What is given back says which it was.
     *
     * <p>Refused, with nothing changed: a weight that is missing ({@code a.npz has no weight named dense/bias; there are
     * [dense/kernel]}), one that the model does not have, another shape ({@code weight dense/bias has shape [3], a.npz has it
     * with shape [2]}), a file of {@link #save} ({@code a.zip holds a whole model: read it with Engine.load; loadWeights reads
     * what saveWeights wrote}), a file that cannot be read ({@link java.io.UncheckedIOException}), and, where the training would go on,
     * one that was saved inside an epoch ({@code a.npz was saved in epoch 2, after 5 steps of it, and a training goes on only
     * from the end of an epoch: ...}) or in a training of another seed than the one that was given ({@code a.npz was saved in a
     * training of seed 7, this model has seed 8: give it seed(7) to go on; ...}).
     */
    public LoadReport loadWeights(Path file) {
        return engine().loadWeights(file);
    }

    /**
     * Writes a model that predicts, in one file: {@code Engine.load(file).predict(data, 32)} gives the same bits.
     *
     * <p>Graph, weights and seed are in it, so that nobody needs the classes of the layers; what compile added is not. See
     * {@link #saveWeights} for a training that is to go on.
     */
    public void save(Path file) {
        long usedSeed = engine().seed();
        // Rules that were set since compile are not those of what predicts here.
        Precision used = engine().program().precision();
        ProgramFile.write(
                file,
                Compiler.compile(network, Optional.empty(), rulesOfEngine, used).program(),
                usedSeed,
                weights());
    }

    /** What runs the model; started on first use. */
    public synchronized Engine engine() {
        requireOpen();
        if (engine.isEmpty()) {
            start(Optional.empty());
        }
        return engine.orElseThrow();
    }

    /** The model as a layer of another one; it shares the declarations of the weights, not their values. */
    public Layer asLayer() {
        requireOpen();
        if (network.outputs().size() != 1) {
            throw new IllegalStateException("only a model of one output can be a layer, this one has "
                    + network.outputs().size());
        }
        return new NetworkLayer(network);
    }

    /** Frees the native memory; closing twice does nothing more. */
    @Override
    public void close() {
        // Not after a compile that runs: what it makes would never be freed.
        synchronized (this) {
            closed = true;
        }
        engine.ifPresent(Engine::close);
    }

    /** Inputs, outputs and parameters in one line; {@link #summary} tells all. */
    @Override
    public String toString() {
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < network.outputs().size(); i++) {
            outputs.add(network.outputNames().get(i) + " "
                    + Shapes.text(network.outputs().get(i).shape()));
        }
        return "Model " + network.inputs() + " -> " + outputs + ", "
                + Summary.of(network, flags).totals();
    }

    private Model start(Compilation compilation) {
        start(Optional.of(compilation));
        return this;
    }

    private synchronized void start(Optional<Compilation> compilation) {
        requireOpen();
        if (fitting.get()) {
            throw new IllegalStateException(
                    "the model is being trained: compile it before or after fit, not in a callback of it");
        }
        engine.ifPresent(before -> before.requireNotTraining("compile it"));
        Compiler.Compiled compiled = Compiler.compile(network, compilation, rules, precision);
        Optional<CompiledFlags> seen = compilation.map(c -> new CompiledFlags(network));
        long used = seed();
        Engine next = new Engine(
                compiled.program(),
                used,
                seedIsDrawn,
                compilation.map(Compilation::metrics).orElse(List.of()),
                () -> seen.ifPresent(CompiledFlags::requireUnchanged));
        engine.ifPresent(before -> {
            next.setWeights(before.weights());
            before.replaced();
        });
        engine = Optional.of(next);
        flags = seen;
        rulesOfEngine = rules;
        fired = compiled.fired();
    }

    private void requireOneOutput() {
        requireOpen();
        int outputs = network.outputs().size();
        if (outputs != 1) {
            throw new IllegalStateException("the model has " + outputs + " outputs: use predictAll to get them all");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
    }
}
