package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;

/** The weights of a model: read, set, kept over compile, and left alone where they are fixed. */
@Tag("models")
class WeightsTest {

    private final MemoryDataset data = Samples.pairs(8);

    private static void train(Model model, MemoryDataset data, int steps) {
        for (int i = 0; i < steps; i++) {
            model.engine().trainOnBatch(data.all());
        }
    }

    @Test
    void pathsNameLayersAndParts() {
        try (var model = Samples.pairNet(1)) {
            assertEquals(
                    List.of(
                            "dual_conv2d/first/kernel",
                            "dual_conv2d/first/bias",
                            "dual_conv2d/second/kernel",
                            "dual_conv2d/second/bias",
                            "batch_normalization/gamma",
                            "batch_normalization/beta",
                            "batch_normalization/movingMean",
                            "batch_normalization/movingVariance",
                            "conv2d/kernel",
                            "conv2d/bias",
                            "dense/kernel",
                            "dense/bias"),
                    sorted(model));
        }
    }

    /** Parts come in the order of their use: the fusion has no weights, first and second do. */
    private static List<String> sorted(Model model) {
        return List.copyOf(model.weights().keySet());
    }

    @Test
    void whatIsSetIsWhatIsRead() {
        try (var model = Samples.pairNet(1);
                var other = Samples.pairNet(2)) {
            Map<String, FloatArray> weights = other.weights();
            assertNotEquals(weights, model.weights());
            model.setWeights(weights);
            assertEquals(weights, model.weights());
            FloatArray left = Samples.uniform(1, 3, 6, 6, 1);
            FloatArray right = Samples.uniform(2, 3, 6, 6, 1);
            assertEquals(other.predict(left, right), model.predict(left, right));
        }
    }

    @Test
    void someWeightsMayBeSetAlone() {
        try (var model = Samples.denseNet(2, 2)) {
            FloatArray kernel = model.weights().get("dense/kernel");
            model.setWeights(Map.of("dense/bias", FloatArray.of(new float[] {3, -4}, 2)));
            assertEquals(kernel, model.weights().get("dense/kernel"));
            assertEquals(FloatArray.of(new float[] {3, -4}, 1, 2), model.predict(FloatArray.zeros(Shape.of(1, 2))));
        }
    }

    @Test
    void unknownNamesAndOtherShapesAreRefused() {
        try (var model = Samples.denseNet(2, 3)) {
            Map<String, FloatArray> before = model.weights();
            var unknown = Map.of("conv/kernel", FloatArray.zeros(Shape.of(2, 3)));
            assertEquals(
                    "no weight named conv/kernel; there are [dense/kernel, dense/bias]",
                    assertThrows(IllegalArgumentException.class, () -> model.setWeights(unknown))
                            .getMessage());
            var turned = Map.of("dense/kernel", FloatArray.zeros(Shape.of(3, 2)));
            assertEquals(
                    "weight dense/kernel has shape [2, 3], got [3, 2]",
                    assertThrows(IllegalArgumentException.class, () -> model.setWeights(turned))
                            .getMessage());
            assertEquals(before, model.weights());
        }
    }

    @Test
    void whatTheOptimizerKeepsIsNoWeight() {
        try (var model = Samples.denseNet(2, 3).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            assertTrue(model.engine().program().variables().stream()
                    .anyMatch(v -> v.path().equals("dense/kernel/m")));
            var moments = Map.of("dense/kernel/m", FloatArray.zeros(Shape.of(2, 3)));
            assertEquals(
                    "no weight named dense/kernel/m; there are [dense/kernel, dense/bias]",
                    assertThrows(IllegalArgumentException.class, () -> model.setWeights(moments))
                            .getMessage());
        }
    }

    @Test
    void compilingAgainKeepsTheWeightsAndForgetsTheOptimizer() {
        try (var model = Samples.pairNet(1);
                var fresh = Samples.pairNet(1)) {
            model.compile(new Adam(), Loss.softmaxCrossEntropy());
            train(model, data, 3);
            Map<String, FloatArray> trained = model.weights();
            model.compile(new Adam(0.01), Loss.softmaxCrossEntropy());
            assertEquals(trained, model.weights());

            fresh.compile(new Adam(0.01), Loss.softmaxCrossEntropy());
            fresh.setWeights(trained);
            train(model, data, 2);
            train(fresh, data, 2);
            assertEquals(fresh.weights(), model.weights());
        }
    }

    @Test
    void predictingBeforeCompilingUsesTheSameFirstWeights() {
        try (var model = Samples.pairNet(1);
                var compiled = Samples.pairNet(1).compile(new SGD(), Loss.softmaxCrossEntropy())) {
            assertEquals(compiled.predict(data), model.predict(data));
            model.compile(new SGD(), Loss.softmaxCrossEntropy());
            assertEquals(compiled.weights(), model.weights());
        }
    }

    @Test
    void fixedWeightsStayAndTheFlagIsReadAtCompile() {
        var x = Input.of("x", 3);
        var first = new Dense(4).name("first");
        try (var model = new Model(x, new Dense(2).name("last").apply(first.apply(x))).seed(1)) {
            first.trainable(false);
            model.compile(new SGD(0.1), Loss.softmaxCrossEntropy());
            Map<String, FloatArray> before = model.weights();
            train(model, Samples.rows(8, 3, 2), 1);
            Map<String, FloatArray> after = model.weights();
            assertEquals(before.get("first/kernel"), after.get("first/kernel"));
            assertEquals(before.get("first/bias"), after.get("first/bias"));
            assertNotEquals(before.get("last/kernel"), after.get("last/kernel"));

            first.trainable(true);
            model.compile(new SGD(0.1), Loss.softmaxCrossEntropy());
            train(model, Samples.rows(8, 3, 2), 1);
            assertNotEquals(before.get("first/kernel"), model.weights().get("first/kernel"));
        }
    }

    @Test
    void aModelWithNothingToLearnStillTakesSteps() {
        var x = Input.of("x", 3);
        try (var model = new Model(x, new Dense(2).trainable(false).apply(x)).seed(1)) {
            model.compile(new Adam(), Loss.softmaxCrossEntropy());
            Map<String, FloatArray> before = model.weights();
            train(model, Samples.rows(8, 3, 2), 2);
            assertEquals(before, model.weights());
        }
    }
}
