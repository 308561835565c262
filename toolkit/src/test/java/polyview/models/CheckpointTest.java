package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Refusal;
import polyview.data.npy.ArchiveWriter;
import polyview.data.npy.Npz;
import polyview.losses.Loss;
import polyview.optimizers.Adam;
import polyview.optimizers.Optimizer;
import polyview.optimizers.SGD;
import polyview.training.Fit;

/** Weights and the state of a training, written to a file and read again. */
@Tag("models")
class CheckpointTest {

    private static final MemoryDataset DATA = Samples.pairs(12);
    private static final Map<String, Optimizer> OPTIMIZERS =
            Map.of("Adam", new Adam(), "SGD", new SGD(0.1), "SGD with momentum", new SGD(0.1, 0.9));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("weights.npz");
    }

    /** With dropout, moving averages, and an optimizer that counts steps. */
    private static Model pairNet(Optimizer optimizer) {
        return Samples.pairNet(7).compile(optimizer, Loss.softmaxCrossEntropy());
    }

    private static Model denseNet(Optimizer optimizer) {
        return Samples.denseNet(2, 3).compile(optimizer, Loss.softmaxCrossEntropy());
    }

    private static void train(Model model, int steps) {
        for (int i = 0; i < steps; i++) {
            model.engine().trainOnBatch(DATA.all());
        }
    }

    /** Everything that keeps its value, what the optimizer keeps included. */
    private static List<FloatArray> everything(Model model) {
        RunningProgram running = model.engine().running();
        return running.reading(() -> running.read(running.program().variables()));
    }

    @TestFactory
    Stream<DynamicTest> aTrainingGoesOnAsIfItHadNeverStopped() {
        return OPTIMIZERS.entrySet().stream()
                .map(o -> dynamicTest(o.getKey(), () -> {
                    try (var straight = pairNet(o.getValue());
                            var first = pairNet(o.getValue());
                            var second = pairNet(o.getValue())) {
                        for (Model model : List.of(straight, first)) {
                            train(model, 5);
                            model.engine().learningRate(0.1 / 3);
                            model.engine().nextEpoch();
                            model.engine().endEpoch();
                        }
                        first.saveWeights(file);
                        second.loadWeights(file);
                        assertEquals(5, second.engine().step());
                        assertEquals(0.1 / 3, second.engine().learningRate());
                        assertEquals(everything(first), everything(second));
                        train(straight, 5);
                        train(second, 5);
                        assertEquals(everything(straight), everything(second));
                        assertEquals(10, second.engine().step());
                        assertEquals(1, second.engine().nextEpoch());
                        assertNotEquals(everything(first), everything(second));
                    }
                }));
    }

    @Test
    void fitGoesOnWithTheOrdersOfTheNextEpochs() {
        Fit four = Fit.epochs(4).batchSize(5).verbose(false);
        Fit two = Fit.epochs(2).batchSize(5).verbose(false);
        try (var straight = pairNet(new Adam());
                var first = pairNet(new Adam());
                var second = pairNet(new Adam());
                var weightsAlone = pairNet(new Adam())) {
            straight.fit(DATA, four);
            first.fit(DATA, two);
            first.saveWeights(file);
            second.loadWeights(file);
            second.fit(DATA, two);
            assertEquals(everything(straight), everything(second));
            // Where the state of the training is left out, it goes another way.
            weightsAlone.setWeights(first.weights());
            weightsAlone.fit(DATA, two);
            assertNotEquals(straight.weights(), weightsAlone.weights());
        }
    }

    @Test
    void entriesAreNamedByPath() {
        try (var model = denseNet(new Adam(0.25))) {
            model.saveWeights(file);
            Map<String, FloatArray> read = Npz.read(file);
            assertEquals(
                    List.of(
                            "dense/kernel",
                            "dense/bias",
                            "dense/kernel/m",
                            "dense/kernel/v",
                            "dense/bias/m",
                            "dense/bias/v",
                            "format",
                            "step",
                            "epoch",
                            "learning_rate",
                            "seed",
                            "steps_in_epoch"),
                    List.copyOf(read.keySet()));
            assertEquals(model.weights().get("dense/kernel"), read.get("dense/kernel"));
            assertEquals(FloatArray.of(new float[] {0.25f}), read.get("learning_rate"));
        }
        try (var model = Samples.denseNet(2, 3)) {
            model.saveWeights(file);
            assertEquals(model.weights(), Npz.read(file));
        }
    }

    @Test
    void countsBeyondWhatAFloatHoldsAreExact() {
        try (var model = denseNet(new Adam());
                var other = denseNet(new Adam())) {
            model.engine().progress().resume((1L << 53) + 1, Integer.MAX_VALUE - 1);
            model.saveWeights(file);
            other.loadWeights(file);
            assertEquals((1L << 53) + 1, other.engine().step());
            assertEquals(Integer.MAX_VALUE - 1, other.engine().nextEpoch());
        }
    }

    @Test
    void aModelThatIsNotCompiledTakesTheWeights() {
        try (var trained = pairNet(new Adam());
                var other = Samples.pairNet(8)) {
            train(trained, 3);
            trained.saveWeights(file);
            other.loadWeights(file);
            assertEquals(trained.weights(), other.weights());
            assertEquals(trained.predict(DATA), other.predict(DATA));
            assertEquals(0, other.engine().step());
            // Compiled later, it keeps the weights and begins its training.
            other.compile(new SGD(), Loss.softmaxCrossEntropy());
            assertEquals(trained.weights(), other.weights());
        }
    }

    private void beginsAnew(Optimizer optimizer, Consumer<Model> written) {
        try (var trained = pairNet(new Adam());
                var loaded = pairNet(optimizer);
                var fresh = pairNet(optimizer)) {
            train(trained, 3);
            written.accept(trained);
            train(loaded, 2);
            loaded.engine().learningRate(0.7);
            loaded.engine().nextEpoch();
            loaded.loadWeights(file);
            fresh.setWeights(trained.weights());
            assertEquals(0, loaded.engine().step());
            assertEquals(0, loaded.engine().nextEpoch());
            assertEquals(optimizer.learningRate(), loaded.engine().learningRate());
            assertEquals(everything(fresh), everything(loaded));
            train(loaded, 2);
            train(fresh, 2);
            assertEquals(everything(fresh), everything(loaded));
        }
    }

    @Test
    void anotherOptimizerBeginsAnew() {
        beginsAnew(new SGD(0.1, 0.9), trained -> trained.saveWeights(file));
        beginsAnew(new SGD(0.1), trained -> trained.saveWeights(file));
    }

    @Test
    void weightsAloneBeginATrainingAnew() {
        beginsAnew(new Adam(), trained -> Npz.write(file, trained.weights()));
    }

    /** Weights as a file has them, one of them changed, set on a model that must stay as it is. */
    private void refusedWith(String message, Consumer<Map<String, FloatArray>> change) {
        try (var model = denseNet(new Adam())) {
            Map<String, FloatArray> weights = new LinkedHashMap<>(model.weights());
            weights.replaceAll((path, value) -> FloatArray.zeros(value.shape()));
            change.accept(weights);
            Npz.write(file, weights);
            staysAsItIs(model, () -> refused(message.replace("FILE", file.toString()), () -> model.loadWeights(file)));
        }
    }

    private static void staysAsItIs(Model model, Runnable refusal) {
        model.engine().progress().resume(4, 2);
        model.engine().learningRate(0.5);
        List<FloatArray> before = everything(model);
        refusal.run();
        assertEquals(before, everything(model));
        assertEquals(4, model.engine().step());
        assertEquals(2, model.engine().epochs());
        assertEquals(0.5, model.engine().learningRate());
    }

    @Test
    void weightsThatDoNotFitAreRefused() {
        refusedWith(
                "FILE has no weight named dense/bias; there are [dense/kernel]",
                weights -> weights.remove("dense/bias"));
        refusedWith(
                "the model has no weight named last/bias, as FILE has; there are [dense/kernel, dense/bias]",
                weights -> weights.put("last/bias", FloatArray.zeros(Shape.of(3))));
        refusedWith(
                "weight dense/bias has shape [3], FILE has it with shape [2]",
                weights -> weights.put("dense/bias", FloatArray.zeros(Shape.of(2))));
    }

    private void progress(long step, long epoch, double rate, Shape moment, String message) {
        try (var model = denseNet(new SGD(0.1, 0.9))) {
            ArchiveWriter.write(file, to -> {
                for (Program.Variable v : model.engine().program().variables()) {
                    boolean kept = v.path().equals("dense/kernel/velocity");
                    to.array(v.path(), FloatArray.zeros(kept ? moment : v.shape()));
                }
                to.whole("format", 2);
                to.whole("step", step);
                to.whole("epoch", epoch);
                to.number("learning_rate", rate);
                to.whole("seed", 11);
                to.whole("steps_in_epoch", 0);
            });
            staysAsItIs(
                    model,
                    () -> assertEquals(
                            message.replace("FILE", file.toString()),
                            assertThrows(RuntimeException.class, () -> model.loadWeights(file))
                                    .getMessage()));
        }
    }

    @Test
    void aStateThatCannotBeIsRefused() {
        Shape good = Shape.of(2, 3);
        progress(-1, 0, 0.1, good, "cannot read FILE, entry step: it must lie in [0, 9223372036854775807], got -1");
        progress(
                1,
                1L << 31,
                0.1,
                good,
                "cannot read FILE, entry epoch: it must lie in [0, 2147483647], got 2147483648");
        progress(1, 1, 0, good, "cannot read FILE, entry learning_rate: it must be positive, got 0.0");
        progress(
                1,
                1,
                0.1,
                Shape.of(3, 2),
                "weight dense/kernel/velocity has shape [2, 3], FILE has it with shape [3, 2]");
    }

    @Test
    void filesThatCannotBeReadAreRefused() {
        try (var model = denseNet(new Adam())) {
            staysAsItIs(
                    model,
                    () -> Refusal.unreadable(
                            "cannot read " + file + ": there is no such file", () -> model.loadWeights(file)));
            model.save(file);
            staysAsItIs(
                    model,
                    () -> refused(
                            file
                                    + " holds a whole model: read it with Engine.load; loadWeights reads what saveWeights"
                                    + " wrote",
                            () -> model.loadWeights(file)));
        }
    }
}
