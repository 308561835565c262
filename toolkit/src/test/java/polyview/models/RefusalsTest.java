package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Conv2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.optimizers.SGD;
import polyview.training.Fit;

/** What a model cannot be fed with, and what is said then. */
@Tag("models")
class RefusalsTest {

    private final Model model = Samples.pairNet(1).compile(new SGD(), Loss.softmaxCrossEntropy());
    private final FloatArray image = Samples.uniform(1, 4, 6, 6, 1);
    private final FloatArray small = Samples.uniform(1, 4, 5, 5, 1);
    private final FloatArray labels = Samples.labels(1, 2, 4);

    @AfterEach
    void close() {
        model.close();
    }

    private static void refused(String message, Executable use) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, use).getMessage());
    }

    private void dataRefused(String message, Dataset data) {
        refused(message, () -> model.fit(data, Fit.epochs(1)));
        refused(message, () -> model.evaluate(data));
    }

    @Test
    void wrongShapes() {
        String message = "input right must have shape (N, 6, 6, 1), got (N, 5, 5, 1)";
        dataRefused(message, Dataset.of(List.of(image, small), labels));
        refused(message, () -> model.predict(Dataset.of(List.of(image, small), labels)));
        refused("input right must have shape (N, 6, 6, 1), got (4, 5, 5, 1)", () -> model.predict(image, small));
        refused(
                "input left must have shape (N, 6, 6, 1), got (4, 6, 6)",
                () -> model.predict(image.reshape(4, 6, 6), image));
        dataRefused(
                "target dense must have shape (N), got (N, 1)",
                Dataset.of(List.of(image, image), labels.reshape(4, 1)));
        refused("target dense must have shape (N), got (4, 1)", () -> model.engine()
                .trainOnBatch(new Batch(List.of(image, image), List.of(labels.reshape(4, 1)))));
    }

    /** Class indices where there is a number for each class, and the other way round. */
    @Test
    void targetsOfAnotherKind() {
        FloatArray oneHot = FloatArray.of(new float[] {1, 0, 0, 1, 0, 1, 1, 0}, 4, 2);
        String message =
                "target dense must have shape (N), got (N, 2): softmaxCrossEntropy takes class indices, and one-hot"
                        + " targets with targetProbabilities()";
        dataRefused(message, Dataset.of(List.of(image, image), oneHot));
        refused(message.replace("(N, 2)", "(4, 2)"), () -> model.engine()
                .trainOnBatch(new Batch(List.of(image, image), List.of(oneHot))));
        // Three numbers are none for each of two classes.
        dataRefused(
                "target dense must have shape (N), got (N, 3)",
                Dataset.of(List.of(image, image), Samples.uniform(1, 4, 3)));
        FloatArray rows = Samples.uniform(1, 4, 3);
        try (var ignoring = Samples.denseNet(3, 2)
                        .compile(new SGD(), Loss.softmaxCrossEntropy().ignoring(9));
                var shares = Samples.denseNet(3, 2)
                        .compile(new SGD(), Loss.softmaxCrossEntropy().targetProbabilities());
                var yesOrNo = Samples.denseNet(3, 2).compile(new SGD(), Loss.binaryCrossEntropy());
                var numbers = Samples.denseNet(3, 2).compile(new SGD(), Loss.meanSquaredError())) {
            refused(
                    "target dense must have shape (N), got (N, 2): softmaxCrossEntropy takes class indices, not one-hot"
                            + " targets",
                    () -> ignoring.evaluate(Dataset.of(List.of(rows), oneHot)));
            refused(
                    "target dense must have shape (N, 2), got (N): without targetProbabilities() softmaxCrossEntropy takes"
                            + " class indices",
                    () -> shares.evaluate(Dataset.of(List.of(rows), labels)));
            refused(
                    "target dense must have shape (N, 2), got (N): binaryCrossEntropy takes a yes or no for each of 2 labels,"
                            + " and softmaxCrossEntropy class indices",
                    () -> yesOrNo.fit(Dataset.of(List.of(rows), labels), Fit.epochs(1)));
            refused(
                    "target dense must have shape (N, 2), got (N)",
                    () -> numbers.evaluate(Dataset.of(List.of(rows), labels)));
            assertTrue(Double.isFinite(
                    shares.evaluate(Dataset.of(List.of(rows), oneHot)).loss()));
        }
    }

    @Test
    void masksOfAnotherKind() {
        var x = Input.image("x", 6, 6, 1);
        FloatArray classes = Samples.labels(3, 2, 4, 6, 6);
        try (Model net = new Model(x, new Conv2D(2, 1).name("conv").apply(x)).compile(new SGD(), Loss.dice());
                Model indices = new Model(x, new Conv2D(2, 1).name("conv").apply(x))
                        .compile(new SGD(), Loss.dice().ofClasses())) {
            refused(
                    "target conv must have shape (N, 6, 6, 2), got (N, 6, 6): dice takes a yes or no for each of 2 labels, and"
                            + " softmaxCrossEntropy class indices, as dice, iou and tversky do with ofClasses()",
                    () -> net.evaluate(Dataset.of(List.of(image), classes)));
            refused(
                    "target conv must have shape (N, 6, 6), got (N, 6, 6, 2): dice takes class indices, not one-hot targets",
                    () -> indices.evaluate(Dataset.of(List.of(image), Samples.labels(3, 2, 4, 6, 6, 2))));
        }
    }

    @Test
    void wrongNumbersOfInputsAndTargets() {
        String message = "the model has 2 inputs [left, right], the data has 1";
        dataRefused(message, Dataset.of(List.of(image), labels));
        refused(message, () -> model.predict(image));
        refused("the model has 2 inputs [left, right], the data has 0", model::predict);
        refused("the model has 2 inputs [left, right], the data has 3", () -> model.predict(image, image, image));
        dataRefused(
                "the model has 1 target [dense], the data has 0", new MemoryDataset(List.of(image, image), List.of()));
        dataRefused(
                "the model has 1 target [dense], the data has 2",
                new MemoryDataset(List.of(image, image), List.of(labels, labels)));
    }

    @Test
    void inputsWithDifferentNumbersOfSamples() {
        refused(
                "every array of a batch must have 4 samples, got [1, 6, 6, 1]",
                () -> model.predict(image, image.rows(0)));
    }

    @Test
    void labelsOutsideTheClasses() {
        for (float label : new float[] {2, -1, 0.5f, Float.NaN}) {
            labels.set(label, 3);
            String message = "label must be one of the classes 0 to 1, got " + label + " at sample 3 of the batch";
            var data = Dataset.of(List.of(image, image), labels);
            refused(message, () -> model.fit(data, Fit.epochs(1).shuffle(false)));
            refused(message, () -> model.evaluate(data));
        }
    }

    @Test
    void labelsThatAreNoProbabilitiesAndTargetsThatAreNoNumbers() {
        var rows = Samples.uniform(1, 4, 3);
        try (var yes = Samples.denseNet(3, 1).compile(new SGD(), Loss.binaryCrossEntropy());
                var number = Samples.denseNet(3, 1).compile(new SGD(), Loss.meanSquaredError())) {
            labels.set(1.5f, 2);
            refused(
                    "label must lie in [0, 1], got 1.5 at sample 2 of the batch",
                    () -> yes.evaluate(Dataset.of(List.of(rows), labels)));
            labels.set(Float.POSITIVE_INFINITY, 1);
            refused(
                    "target must be a finite number, got Infinity at sample 1 of the batch",
                    () -> number.evaluate(Dataset.of(List.of(rows), labels)));
        }
    }

    @Test
    void inputsThatAreNotFiniteBeforeTheyReachTheWeights() {
        var before = model.weights();
        var bad = FloatArray.of(image.values().clone(), 4, 6, 6, 1);
        bad.set(Float.NaN, 3, 0, 0, 0);
        refused("input left holds NaN in sample 3 of the batch", () -> model.engine()
                .trainOnBatch(new Batch(List.of(bad, image), List.of(labels))));
        assertEquals(before, model.weights());
        assertEquals(0, model.engine().step());
    }

    /** A ReLU makes 0 of NaN and a maximum leaves it out: the answer would look like any other. */
    @Test
    void inputsThatAreNotFiniteBeforeTheyGiveAnOrdinaryAnswer() {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            var bad = FloatArray.of(image.values().clone(), 4, 6, 6, 1);
            bad.set(value, 3, 5, 5, 0);
            var data = Dataset.of(List.of(image, bad), labels);
            String message = "input right holds " + value + " in sample 3 of the batch";
            refused(message, () -> model.predict(image, bad));
            refused(message, () -> model.predictAll(image, bad));
            refused(message, () -> model.predict(data));
            refused(message, () -> model.predictReadable(data));
            refused(message, () -> model.evaluate(data));
            refused(message, () -> model.engine().testOnBatch(data.all()));
            refused("input right holds " + value, () -> model.predictor().predict(sample(image), sample(bad)));
        }
    }

    private static FloatArray sample(FloatArray of) {
        return of.rows(3).reshape(6, 6, 1);
    }

    @Test
    void nothingToLearnFrom() {
        var none = Dataset.of(
                List.of(FloatArray.zeros(Shape.of(0, 6, 6, 1)), FloatArray.zeros(Shape.of(0, 6, 6, 1))),
                FloatArray.zeros(Shape.of(0)));
        dataRefused("the data set is empty", none);
        refused("the data set is empty", () -> model.predict(none));
        var some = Dataset.of(List.of(image, image), labels);
        refused("the data set is empty", () -> model.fit(some, Fit.epochs(1).validation(none)));
    }

    @Test
    void batchesOfNothing() {
        var data = Dataset.of(List.of(image, image), labels);
        refused("batchSize must be positive, got 0", () -> Fit.epochs(1).batchSize(0));
        refused("epochs must be positive, got 0", () -> Fit.epochs(0));
        refused("batchSize must be positive, got 0", () -> model.engine().evaluate(data, 0));
        refused("batchSize must be positive, got -1", () -> model.engine().predict(data, -1));
        refused("batchSize must be positive, got 0", () -> model.evaluate(data, 0));
        refused("batchSize must be positive, got 0", () -> model.predict(data, 0));
        refused("batchSize must be positive, got -1", () -> model.predictAll(data, -1));
    }

    @Test
    void trainingBeforeCompiling() {
        String message = "the model is not compiled: call compile before training or evaluating it";
        var data = Dataset.of(List.of(image, image), labels);
        try (var raw = Samples.pairNet(1)) {
            for (Executable use : List.<Executable>of(
                    () -> raw.fit(data, Fit.epochs(1)),
                    () -> raw.evaluate(data),
                    () -> raw.engine().trainOnBatch(data.all()),
                    () -> raw.engine().testOnBatch(data.all()))) {
                assertEquals(
                        message, assertThrows(IllegalStateException.class, use).getMessage());
            }
        }
    }

    @Test
    void lossesAndMetricsThatDoNotFit() {
        try (var one = Samples.denseNet(3, 1)) {
            refused(
                    "softmaxCrossEntropy needs an output (N, ..., K) of at least 2 classes, got (N, 1)",
                    () -> one.compile(new SGD(), Loss.softmaxCrossEntropy()));
            refused(
                    "accuracy has no meaning with meanSquaredError",
                    () -> one.compile(new SGD(), Loss.meanSquaredError(), Metric.accuracy()));
            refused(
                    "meanAbsoluteError has no meaning with binaryCrossEntropy",
                    () -> one.compile(new SGD(), Loss.binaryCrossEntropy(), Metric.meanAbsoluteError()));
        }
        refused(
                "meanAbsoluteError has no meaning with softmaxCrossEntropy",
                () -> model.compile(new SGD(), Loss.softmaxCrossEntropy(), Metric.meanAbsoluteError()));
    }

    @Test
    void aRefusalLeavesTheModelUsable() {
        var before = model.weights();
        wrongShapes();
        labelsOutsideTheClasses();
        assertEquals(before, model.weights());
        model.engine().trainOnBatch(new Batch(List.of(image, image), List.of(Samples.labels(1, 2, 4))));
        assertTrue(!before.equals(model.weights()));
    }

    @Test
    void theSeedIsSetBeforeTheWeightsExist() {
        assertEquals(
                "seed must be set before the model is compiled or used",
                assertThrows(IllegalStateException.class, () -> model.seed(2)).getMessage());
        assertEquals(1, model.seed());
        refused("learningRate must be positive, got 0.0", () -> model.engine().learningRate(0));
        refused("learningRate must be positive, got NaN", () -> model.engine().learningRate(Double.NaN));
    }

    @Test
    void valuesOfAnEvaluationAreNamed() {
        Evaluation evaluation = model.evaluate(Dataset.of(List.of(image, image), labels));
        refused("no value named auc; there are [loss]", () -> evaluation.get("auc"));
        assertEquals("loss %.4f (4 samples)".formatted(evaluation.loss()), evaluation.toString());
    }
}
