package polyview.training.tensorboard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import polyview.base.Checks;
import polyview.data.FloatArray;
import polyview.training.Callback;
import polyview.training.History;

/**
 * Writes event files that TensorBoard shows, in the folders and with the tags of Keras' callback.
 *
 * <pre>{@code
 * var board = TensorBoard.in(Path.of("logs/first")).everySteps(10).histograms(1);
 * model.fit(train, Fit.epochs(20).validation(valid).callbacks(board));      // then: tensorboard --logdir logs
 * }</pre>
 *
 * <table>
 *   <caption>What is written</caption>
 *   <tr><th>folder</th><th>tag</th><th>when, and its step</th></tr>
 *   <tr><td>train</td><td>{@code epoch_loss}, {@code epoch_accuracy}, ..., {@code epoch_learning_rate}</td><td>after each epoch; its
 *     number, from 1 as in the history (Keras begins with 0)</td></tr>
 *   <tr><td>validation</td><td>{@code epoch_loss}, {@code epoch_accuracy}, ...</td><td>the same</td></tr>
 *   <tr><td>train</td><td>{@code batch_loss}, {@code batch_learning_rate}, and metrics over the epoch so far</td><td>{@link
 *     #everySteps}; the step</td></tr>
 *   <tr><td>train</td><td>{@code dense/kernel/histogram}, ...</td><td>{@link #histograms}; the epoch</td></tr>
 *   <tr><td>train</td><td>one of yours</td><td>{@link #images}, after each epoch; the epoch</td></tr>
 *   <tr><td>train</td><td></td><td>{@link #graph}, where the folder is new</td></tr>
 * </table>
 *
 * <p>A training that goes on writes new files beside those before. What it does again, since its process was ended after the last
 * checkpoint, takes the place of what was written then ({@link EventFile#restart}); an epoch that is done again is there twice, with
 * the same values. A training from the beginning takes the place of what the folder held. Files are closed at the end of the training
 * and after an error. Give one object to one training at a time.
 *
 * <p>With the runs of an experiment that are executed in other processes it travels while no training uses it; {@link #images} only where the
 * supplier is serializable.
 *
 * <p>Refused: {@code steps must be positive, got 0}, {@code epochs} too; {@code tag must not be empty}; {@code images are already
 * written as made}; folders that cannot be made.
 */
public final class TensorBoard implements Callback {

    /** Larger graphs make TensorBoard's page slow. */
    private static final int LARGEST_GRAPH = 16 << 20;

    private static final System.Logger LOG = System.getLogger("polyview.training");

    private final Path folder;
    private final Map<String, Supplier<FloatArray>> images = new LinkedHashMap<>();
    private long steps = Long.MAX_VALUE;
    private int histogramEpochs = Integer.MAX_VALUE;
    private boolean graph;
    private Optional<EventFile> train = Optional.empty();
    private Optional<EventFile> validation = Optional.empty();

    private TensorBoard(Path folder) {
        this.folder = folder;
    }

    /** Into the folders {@code train} and {@code validation} in this one, which are made where they are not there. */
    public static TensorBoard in(Path folder) {
        return new TensorBoard(folder);
    }

    /** Scalars after every so many steps too. */
    public TensorBoard everySteps(int newSteps) {
        this.steps = Checks.requirePositive("steps", newSteps);
        return this;
    }

    /** Histograms of all weights after every so many epochs; those without a finite value are left out. */
    public TensorBoard histograms(int epochs) {
        this.histogramEpochs = Checks.requirePositive("epochs", epochs);
        return this;
    }

    /**
     * Images after each epoch, under this tag, as {@link EventFile#images} takes them. The supplier is called on the thread that
     * trains: {@code images("made", () -> model.predict(noise))}.
     */
    public TensorBoard images(String tag, Supplier<FloatArray> what) {
        if (tag.isEmpty()) {
            throw new IllegalArgumentException("tag must not be empty");
        }
        if (images.putIfAbsent(tag, what) != null) {
            throw new IllegalArgumentException("images are already written as " + tag);
        }
        return this;
    }

    /** Whether TensorFlow's graph of the training is written, once into a folder; one of more than 16 MiB is not, and the log says so. */
    public TensorBoard graph(boolean write) {
        this.graph = write;
        return this;
    }

    @Override
    public void onTrainBegin(Run run) {
        boolean first = !Files.isDirectory(folder.resolve("train"));
        train = Optional.of(open("train", run));
        if (run.options().validation().isPresent()) {
            validation = Optional.of(open("validation", run));
        }
        byte[] program = graph && first ? run.engine().program().graphDef() : new byte[0];
        if (program.length > LARGEST_GRAPH) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "TensorBoard: the graph has " + program.length + " bytes and is not written");
        } else if (program.length > 0) {
            train.orElseThrow().graph(program);
        }
    }

    private EventFile open(String name, Run run) {
        Path to = folder.resolve(name);
        boolean goesOn = Files.isDirectory(to);
        EventFile file = EventFile.in(to);
        if (goesOn) {
            // No epoch that is done has a larger number than its steps: of the epochs nothing is forgotten.
            file.restart(run.step() + 1);
        }
        return file;
    }

    @Override
    public void onBatchEnd(Run run) {
        if (run.step() % steps == 0) {
            EventFile to = train.orElseThrow();
            long step = run.step();
            to.scalar("batch_loss", step, run.loss());
            run.values().forEach((name, value) -> {
                if (!name.equals("loss")) {
                    to.scalar("batch_" + name, step, value);
                }
            });
            to.scalar("batch_learning_rate", step, run.engine().learningRate());
            to.flush();
        }
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        EventFile to = train.orElseThrow();
        int epoch = log.epoch();
        for (String name : run.values().keySet()) {
            to.scalar("epoch_" + name, epoch, log.get(name));
            validation.ifPresent(valid -> valid.scalar("epoch_" + name, epoch, log.get("val_" + name)));
        }
        to.scalar("epoch_learning_rate", epoch, run.engine().learningRate());
        images.forEach((tag, what) -> to.images(tag, epoch, what.get()));
        if (epoch % histogramEpochs == 0) {
            run.engine().weights().forEach((path, weight) -> {
                if (Histograms.hasFinite(weight)) {
                    to.histogram(path + "/histogram", epoch, weight);
                }
            });
        }
        to.flush();
        validation.ifPresent(EventFile::flush);
    }

    @Override
    public void onTrainEnd(Run run, History history) {
        close();
    }

    @Override
    public void onTrainFailed(Run run, History history) {
        close();
    }

    private void close() {
        try {
            train.ifPresent(EventFile::close);
        } finally {
            validation.ifPresent(EventFile::close);
            train = Optional.empty();
            validation = Optional.empty();
        }
    }

    /** Where it writes. */
    @Override
    public String toString() {
        return "TensorBoard in " + folder;
    }
}
