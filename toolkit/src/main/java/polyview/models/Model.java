package polyview.models;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.loader.MultiInputGenerator;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.optimizers.Optimizer;
import polyview.rules.GraphRule;
import polyview.rules.Rules;
import tech.tablesaw.api.Table;

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
 * <p>One seed decides everything: first weights, dropout, the order of the samples. The same seed gives the same bits on the same
 * machine with the same number of cores. Weights live in the compiled model: a second model with the same layers starts from values
 * of its own, and {@code second.setWeights(first.weights())} takes them over.
 *
 * <p>A model that was used holds native memory, a few MB, until it is closed or, where it is forgotten, Java collects it. Several
 * threads may use it; the first use, and compile, happen once and alone. Layers are applied by one thread.
 *
 * <p>Refused: inputs that no output uses, outputs that depend on other inputs, two inputs or layers of one name, and any use after
 * {@link #close()}.
 */
public final class Model implements AutoCloseable {

    static {
        Startup.begin();
    }

    private static final int BATCH = 32;

    private final Lifecycle life;

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
        this.life = new Lifecycle(new Network(inputs, outputs));
    }

    /** Sets the seed; refused once the weights exist: {@code seed must be set before the model is compiled or used}. */
    public Model seed(long seed) {
        life.seed(seed);
        return this;
    }

    /** Sets rules of one's own, in this order; the {@link Rules#standard} ones come after them. See {@link #rules(Rules)}. */
    public Model rules(GraphRule... own) {
        return rules(Rules.standard().after(own));
    }

    /**
     * Sets all the rules that rewrite the graph, whenever the model is compiled from now on; {@link Rules#standard} by default. What
     * {@link #save} writes has those of the model as it predicts; {@link #features} has none.
     *
     * <pre>{@code
     * model.rules(Rules.none());                                          // the graph as the layers made it
     * model.rules(Rules.standard().without(BiasWithinBatchNorm.class));   // all but one
     * }</pre>
     */
    public Model rules(Rules all) {
        life.rules(all);
        return this;
    }

    /**
     * Sets what the model computes with, whenever it is compiled from now on; {@link Precision#FLOAT32} by default. It holds for what
     * {@link #save} writes too; {@code engine().precision()} tells what this machine uses.
     */
    public Model precision(Precision newPrecision) {
        life.precision(newPrecision);
        return this;
    }

    /** The seed; one is drawn here where none was given. */
    public long seed() {
        return life.seed();
    }

    /**
     * Layers, shapes and parameters, as they are compiled: a layer that was fixed or freed since takes effect when the model is
     * compiled again, the summary says so, and a training step is refused until then.
     */
    public Summary summary() {
        return life.summary();
    }

    /**
     * Which rules changed the graph, and what each kind of op costs in a step of 32 made samples, run in a copy; see {@link
     * Explanation}. Refused: {@code explain cannot make input left (N, ?, ?, 3): give it a batch}.
     */
    public Explanation explain() {
        return life.compiled().explain();
    }

    /** The same on a batch of one's own; refused: what {@link Engine#trainOnBatch} refuses. */
    public Explanation explain(Batch batch) {
        return life.compiled().explain(batch, "given");
    }

    /** Sets the optimizer, the loss and the metrics, for a model of one output. */
    public Model compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        return compile(optimizer, Collections.singletonList(loss), metrics);
    }

    /**
     * The same for several outputs, one loss for each and the same metrics for all; training minimizes the sum of the losses. Weights
     * are kept; steps and epochs are counted anew, so that orders and draws of dropout repeat, and what the optimizer kept is gone.
     * Refused: {@code the model has 2 outputs [a, b], got 1 loss}, and a trainable weight that no gradient reaches.
     */
    public Model compile(Optimizer optimizer, List<? extends Loss> losses, Metric... metrics) {
        life.compile(Compilation.of(optimizer, life.network().outputNames(), losses, metrics));
        return this;
    }

    /**
     * The same for several outputs, each with a weight and metrics of its own, in any order; see {@link Head}. Refused: {@code there
     * must be one head for each output [kind, angle], got [kind]}.
     */
    public Model compile(Optimizer optimizer, Head... heads) {
        life.compile(Compilation.of(optimizer, life.network().outputNames(), heads));
        return this;
    }

    /**
     * Trains, and gives what the trainer tells: a {@code History} from {@code Fit}. While it does, another fit and a compile are
     * refused: {@code the model is being trained: compile it when that is over, not in a callback of it}.
     */
    public <H> H fit(Dataset data, Trainer<H> how) {
        return life.fit(data, how);
    }

    /** Loss and metrics over a data set, 32 samples at once; refused: {@code input left holds NaN in sample 3 of the batch}. */
    public Evaluation evaluate(Dataset data) {
        return evaluate(data, BATCH);
    }

    /** The same with so many samples at once; refused: {@code batchSize must be positive, got 0}. */
    public Evaluation evaluate(Dataset data, int batchSize) {
        return life.engine().evaluate(data, batchSize);
    }

    /**
     * What the model puts out for a data set: {@code (N, ...)}, row i for sample i; for models of one output. As many samples are
     * computed at once as fit into 64 MiB, at most 512; 32 where the size of the images is open. Refused: {@code predict gives an
     * answer for each of 10 samples, but 9 could be read: predictReadable gives the answers of these, with the numbers of their samples}.
     */
    public FloatArray predict(Dataset data) {
        return predict(data, PredictionBatch.of(life.network()));
    }

    /** The same with so many samples at once; refused: {@code batchSize must be positive, got 0}. */
    public FloatArray predict(Dataset data, int batchSize) {
        return life.engineOfOneOutput().predict(data, batchSize).get(0);
    }

    /**
     * What the model puts out for these inputs, one array for each: {@code (N, ...)}; for models of one output.
     *
     * <p>Refused: an input without samples ({@code input left must hold at least one sample, got (0, 64, 64, 3)}); an input that is not finite,
     * also where it is the padding of a missing view ({@code input left holds NaN in sample 3 of the batch}).
     */
    public FloatArray predict(FloatArray... inputs) {
        return life.engineOfOneOutput().predictOnBatch(List.of(inputs)).get(0);
    }

    /**
     * What the model puts out for images that are larger than it takes, or than memory holds the layers of: computed tile by tile, and joined
     * with blended edges; for models of one output (N, H, W, K).
     *
     * <p>All images (N, H, W, C) are cut alike; inputs (N, F) go to every tile as they are. Tiles of a model for any size are no larger than
     * the image. Outputs may be larger or smaller than the image by a whole factor. {@link Tiling} tells where the answers are those of the
     * whole image, and where they cannot be.
     *
     * <p>Refused: {@code images must have one height and width, to be cut alike, got left (1, 512, 512, 3) and right (1, 256, 256, 3)}; {@code
     * images must have at least the 64 rows of a tile, got 40: pad them, or make the model for smaller ones}; {@code tile must have the size
     * (128, 128) that input image of the model takes, got (64, 64)}; {@code input image holds NaN in sample 0 of the batch}; {@code output dense must
     * have numbers for each pixel, (N, H, W, K), to be joined from tiles, got (8, 10)}; {@code output edges must have the 64 rows of a tile, or a whole
     * multiple or part of them, got 60: use Padding.SAME, or tiles that the strides divide}; {@code tile, overlap and image must have
     * multiples of 4 rows, as output small has one for each 4, and a tile begins at 58}.
     *
     * <pre>{@code
     * var unet = new UNet(128, 128, 3).depth(2);
     * Model model = unet.build();
     * FloatArray mask = model.predict(unet.tiling(128), photograph);     // (1, 600, 800, 3) -> (1, 600, 800, 1)
     * }</pre>
     */
    public FloatArray predict(Tiling tiling, FloatArray... images) {
        return life.engineOfOneOutput().predict(tiling, List.of(images)).get(0);
    }

    /** The same for models of several outputs, one array for each. */
    public List<FloatArray> predictAll(Tiling tiling, FloatArray... images) {
        return life.engine().predict(tiling, List.of(images));
    }

    /** What the model puts out for a data set, one array for each output; see {@link #predict(Dataset)}. */
    public List<FloatArray> predictAll(Dataset data) {
        return predictAll(data, PredictionBatch.of(life.network()));
    }

    /** The same with so many samples at once; refused: {@code batchSize must be positive, got 0}. */
    public List<FloatArray> predictAll(Dataset data, int batchSize) {
        return life.engine().predict(data, batchSize);
    }

    /** What the model puts out for those samples of a data set that can be read, with their numbers; see {@link Predictions}. */
    public Predictions predictReadable(Dataset data) {
        return predictReadable(data, PredictionBatch.of(life.network()));
    }

    /** The same with so many samples at once; refused: {@code batchSize must be positive, got 0}. */
    public Predictions predictReadable(Dataset data, int batchSize) {
        return life.engine().predictReadable(data, batchSize);
    }

    /**
     * What the model puts out for the rows of a manifest, as a table with a row for each, in their order: files that cannot be read leave
     * their row without a prediction and shift no other.
     *
     * <p>The columns: {@code row} (the line of the CSV file, see {@link polyview.data.manifest.Manifest#line}); the identifiers; the files
     * of the inputs; {@code label} where the manifest has one, or {@code target x} for numbers; {@code prediction}, the class of the
     * largest number; {@code score}, its probability; a number of the output in each of {@code output cat}, {@code output dog}, or {@code
     * prediction x} for numbers; {@code reason}, why a row could not be read. With several outputs, all but the first and the last begin
     * with the name of the output; the target of an output is the one of its name, or else of its place.
     *
     * <p>Classes have the names of the manifest, or else their indices. The score is missing where it is not known that the output holds
     * probabilities or logits: compile tells it, or a softmax or sigmoid at the end. One number with a sigmoid decides between two classes
     * at 0.5. {@code write().csv(file)} of the table writes it; a missing cell is empty.
     *
     * <pre>{@code
     * model.predictTable(reader).write().csv("predictions.csv")
     * // row,left,right,label,prediction,score,output cat,output dog,reason
     * // 2,l/1.png,r/1.png,cat,cat,0.93,0.93,0.07,
     * // 3,l/2.png,r/2.png,dog,,,,,l/2.png: there is no such file
     * }</pre>
     *
     * <p>Refused: what {@link #predictReadable} refuses; classes other than those of the training; {@code predictTable has a column for each
     * number, and output mask has 65536, more than 1000: use predictReadable}.
     */
    public Table predictTable(MultiInputGenerator data) {
        return predictTable(data, List.of());
    }

    /**
     * The same with the names of the classes, by index, where the manifest has no labels.
     *
     * <p>Refused: {@code classes must be 3 for output dense, got 2}.
     */
    public Table predictTable(MultiInputGenerator data, List<String> classes) {
        return life.engine().predictTable(data, PredictionBatch.of(life.network()), classes);
    }

    /** What the model puts out for these inputs, one array for each output; refused: what {@link #predict(FloatArray...)} refuses. */
    public List<FloatArray> predictAll(FloatArray... inputs) {
        return life.engine().predictOnBatch(List.of(inputs));
    }

    /** Predicts one sample at a time, from several threads; it is that of the model as it is compiled now. */
    public Predictor predictor() {
        return life.engine().predictor();
    }

    /** The values of the weights, by path such as {@code conv2d/kernel}. */
    public Map<String, FloatArray> weights() {
        return life.engine().weights();
    }

    /** Sets some weights, by path. */
    public void setWeights(Map<String, FloatArray> values) {
        life.engine().setWeights(values);
    }

    /**
     * What a layer gives in prediction, or a part of it such as {@code dual_conv2d/attention/gate}: {@code (N, ...)}, for an array (N,
     * ...) for each input. Refused: {@code no layer named edges; there are [conv2d, dense]}; {@code layer conv2d is applied 2 times:
     * use featuresAll to get them all}; what {@link #predict(FloatArray...)} refuses.
     *
     * <pre>{@code
     * ImagePlots.featureMaps(model.features("conv2d", left.rows(0), right.rows(0)), 16)   // of (1, H', W', filters)
     * }</pre>
     */
    public FloatArray features(String layer, FloatArray... inputs) {
        return new LayerOutputs(life, layer).only(inputs);
    }

    /** What a layer that is used several times gives, one array for each application, in their order. */
    public List<FloatArray> featuresAll(String layer, FloatArray... inputs) {
        return new LayerOutputs(life, layer).all(inputs);
    }

    /** The weights of one layer, by name or path such as {@code dual_conv2d/first}; refused: {@code no layer named edges; there are [a, b]}. */
    public LayerWeights layer(String name) {
        return new LayerWeights(life, name);
    }

    /**
     * Fixes all layers and their parts, whatever else uses them, when the model is compiled next: see {@link Layer#trainable(boolean)}.
     * Batch normalization then takes its moving averages, and keeps them.
     */
    public Model frozen() {
        return frozen(layer -> true);
    }

    /** The same for some layers: {@code frozen(layer -> layer instanceof BatchNormalization)}; the others stay as they are. */
    public Model frozen(Predicate<Layer> which) {
        Freezing.freeze(life.network(), which);
        return this;
    }

    /**
     * Frees a layer, as {@code block5_conv1} or, inside another, {@code encoder/block5_conv1}, and all after it in {@link #summary}; those
     * before it stay as they are. Refused: {@code no layer named edges; there are [conv2d, dense]}.
     */
    public Model unfreezeFrom(String layer) {
        Freezing.unfreezeFrom(life.network(), layer);
        return this;
    }

    /**
     * Writes all weights and, for a compiled model, the state of the training, as an .npz file that Python can read too: the file is
     * there whole or not at all. In the middle of an epoch, as after an interrupt, a warning of the log says that a training cannot
     * go on from it. Entries are named by path: {@code conv2d/kernel}, {@code conv2d/kernel/m} for what the optimizer keeps; {@code
     * step}, {@code epoch}, {@code steps_in_epoch}, {@code learning_rate} and {@code seed} tell how far the training is; what
     * callbacks keep begins with {@code @}.
     */
    public void saveWeights(Path file) {
        life.engine().saveWeights(file);
    }

    /**
     * Reads what {@link #saveWeights} has written: a model that was compiled the same goes on training to the same bits, everything else
     * takes the weights alone. {@link LoadReport} tells which, and what is refused, with nothing changed.
     */
    public LoadReport loadWeights(Path file) {
        return life.engine().loadWeights(file);
    }

    /**
     * Goes on with the training that {@link #saveWeights} has written, to the same bits; with nothing changed, it refuses what {@link
     * #loadWeights} refuses and a file from which this model can only take the weights ({@code a.npz cannot be gone on with: the model
     * is not compiled}).
     */
    public LoadReport resume(Path file) {
        return life.engine().resume(file);
    }

    /**
     * Writes a model that predicts, in one file: {@code Engine.load(file).predict(data, 32)} gives the same bits. Graph, weights and
     * seed are in it, so that nobody needs the classes of the layers; what compile added is not, see {@link #saveWeights}.
     */
    public void save(Path file) {
        life.compiled().save(file);
    }

    /**
     * Writes a model that trains on, in one file: {@code Engine.load(file).fit(data, Fit.epochs(3))} goes on to the same bits as this
     * model would, without the code that built it; metrics of your own must be known there, see {@link polyview.metrics.Metrics#add}.
     * Refused: a model that is not compiled.
     */
    public void saveForTraining(Path file) {
        life.engine().saveForTraining(file);
    }

    /**
     * Writes TensorFlow's SavedModel into a folder, for programs without this toolkit: Python, TensorFlow Serving, C++. Its signature
     * {@code serving_default} has the names of the inputs and outputs. Refused: a folder that is there and not empty.
     */
    public void export(Path folder) {
        life.compiled().export(folder);
    }

    /** What runs the model; started on first use. */
    public Engine engine() {
        return life.engine();
    }

    /** What it consists of and what was made of it. */
    Lifecycle life() {
        return life;
    }

    /**
     * The model as a layer of another one, with the same declarations of weights; refused: a model of several outputs.
     *
     * <p>Unlike in Keras, what the weights hold stays with this model, and the other one draws its own. What was learned here goes there by
     * {@code other.layer("encoder").setWeights(model.weights())}, where the layer was named by {@code asLayer().name("encoder")}.
     */
    public Layer asLayer() {
        return new NetworkLayer(life.network());
    }

    /** Frees the native memory; closing twice does nothing more. */
    @Override
    public void close() {
        life.close();
    }

    /** Inputs, outputs and parameters in one line; {@link #summary} tells all. */
    @Override
    public String toString() {
        return life.toString();
    }
}
