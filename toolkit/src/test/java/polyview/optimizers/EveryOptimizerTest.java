package polyview.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.npy.Npz;
import polyview.layers.Activation;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.NotFiniteException;
import polyview.models.Program;
import polyview.models.Samples;
import polyview.training.Fit;
import polyview.training.LearningRateSchedule;

/** What holds for every optimizer, with options and without: it learns, to the same bits, on and on. */
@Tag("training")
class EveryOptimizerTest {

    private static final MemoryDataset PAIRS = Samples.pairs(12);

    @TempDir
    Path folder;

    private static Stream<DynamicTest> each(Consumer<Optimizer> test) {
        return Optimizers.all().entrySet().stream().map(o -> dynamicTest(o.getKey(), () -> test.accept(o.getValue())));
    }

    /** With dropout and moving means. */
    private static Model pairNet(Optimizer optimizer) {
        return Samples.pairNet(7).compile(optimizer, Loss.softmaxCrossEntropy());
    }

    private static Batch batch(int step) {
        int[] rows = {step % 12, (step + 5) % 12, (step + 7) % 12};
        return new Batch(
                PAIRS.all().inputs().stream().map(x -> rows(x, rows)).toList(),
                PAIRS.all().targets().stream().map(y -> rows(y, rows)).toList());
    }

    private static FloatArray rows(FloatArray of, int[] rows) {
        long[] shape = of.shape().asArray();
        int size = of.values().length / (int) shape[0];
        float[] values = new float[rows.length * size];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(of.values(), rows[i] * size, values, i * size, size);
        }
        shape[0] = rows.length;
        return FloatArray.of(values, shape);
    }

    private static void train(Engine engine, int from, int to) {
        for (int i = from; i < to; i++) {
            engine.learningRate(0.01 / (1 + i));
            engine.trainOnBatch(batch(i));
        }
    }

    /** Steps 1 to 4, then a file, then 5 to 9: the file lies between two updates where steps are accumulated. */
    @TestFactory
    Stream<DynamicTest> aTrainingThatWasSavedGoesOnToTheSameBits() {
        return each(o -> {
            Path file = folder.resolve("weights.npz");
            try (var straight = pairNet(o);
                    var first = pairNet(o);
                    var second = pairNet(o)) {
                train(straight.engine(), 0, 9);
                train(first.engine(), 0, 4);
                first.saveWeights(file);
                assertTrue(second.loadWeights(file).goesOn());
                train(second.engine(), 4, 9);
                assertEquals(straight.weights(), second.weights());
                straight.saveWeights(folder.resolve("straight.npz"));
                second.saveWeights(folder.resolve("second.npz"));
                assertEquals(Npz.read(folder.resolve("straight.npz")), Npz.read(folder.resolve("second.npz")));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aProgramThatWasWrittenTrainsToTheSameBits() {
        return each(o -> {
            Path file = folder.resolve("program");
            try (var model = pairNet(o)) {
                model.engine().program().write(file);
                try (var engine = new Engine(Program.read(file), 7)) {
                    train(model.engine(), 0, 7);
                    train(engine, 0, 7);
                    assertEquals(model.weights(), engine.weights());
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aStepThatIsNotFiniteChangesNothing() {
        return each(o -> {
            try (var model = Nets.mixed(o)) {
                Map<String, FloatArray> gradients = Nets.gradients(model.weights(), 1);
                model.engine().apply(gradients, Map.of());
                model.saveWeights(folder.resolve("before.npz"));
                Map<String, FloatArray> bad = new LinkedHashMap<>(gradients);
                bad.put("dense/bias", FloatArray.of(new float[] {0, Float.NaN, 0}, 3));
                assertThrows(NotFiniteException.class, () -> model.engine().apply(bad, Map.of()));
                model.saveWeights(folder.resolve("after.npz"));
                assertEquals(Npz.read(folder.resolve("before.npz")), Npz.read(folder.resolve("after.npz")));
                model.engine().requireFinite();
            }
        });
    }

    /** What overflows in the update itself, a weight or a slot, is found at the end of an epoch. */
    @TestFactory
    Stream<DynamicTest> weightsThatOverflowAreFound() {
        return each(o -> {
            try (var model = Nets.mixed(o)) {
                Map<String, FloatArray> gradients = new LinkedHashMap<>(Nets.gradients(model.weights(), 1));
                gradients.replaceAll((path, g) -> scaled(g, 1e25f));
                model.engine().learningRate(3e38);
                for (int i = 0; i < 6; i++) {
                    model.engine().apply(gradients, Map.of());
                }
                assertThrows(NotFiniteException.class, () -> model.engine().requireFinite());
            }
        });
    }

    private static FloatArray scaled(FloatArray array, float by) {
        float[] values = array.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= by;
        }
        return FloatArray.of(values, array.shape().asArray());
    }

    /** A rule that a line cannot tell: whether two numbers have the same sign. */
    private static MemoryDataset sameSign(int count) {
        FloatArray x = Samples.uniform(count, count, 2);
        float[] y = new float[count];
        for (int i = 0; i < count; i++) {
            y[i] = x.get(i, 0) * x.get(i, 1) > 0 ? 1 : 0;
        }
        return Dataset.of(List.of(x), FloatArray.of(y, count));
    }

    @TestFactory
    Stream<DynamicTest> aSmallNetLearnsAndAgainToTheSameBits() {
        return each(o -> {
            Map<String, FloatArray> once = learned(o);
            assertEquals(once, learned(o));
        });
    }

    private static Map<String, FloatArray> learned(Optimizer optimizer) {
        var x = Input.of("x", 2);
        var y = new Dense(16).activation(Activation.TANH).apply(x);
        try (var model = new Model(x, new Dense(2).apply(y))
                .seed(3)
                .compile(optimizer, Loss.softmaxCrossEntropy(), Metric.accuracy())) {
            MemoryDataset test = sameSign(101);
            double before = model.evaluate(test).get("accuracy");
            model.fit(
                    sameSign(400),
                    Fit.epochs(40)
                            .batchSize(20)
                            .verbose(false)
                            .callbacks(LearningRateSchedule.at(31, optimizer.learningRate() / 10)));
            double after = model.evaluate(test).get("accuracy");
            assertTrue(before < 0.75, "before " + before);
            assertTrue(after > 0.9, optimizer + ": " + after);
            assertNotEquals(before, after);
            return model.weights();
        }
    }
}
