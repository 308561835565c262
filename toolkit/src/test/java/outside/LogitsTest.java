package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Activation;
import polyview.layers.Average;
import polyview.layers.Dense;
import polyview.layers.Reshape;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.metrics.NWayAccuracy;
import polyview.models.Head;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** Whether an output holds logits or probabilities is known from its end or from the word of the loss; never guessed. */
class LogitsTest {

    private static final FloatArray X = FloatArray.of(new float[] {2, 0.5f, -1, -3}, 4, 1);
    private static final FloatArray LABELS = FloatArray.of(new float[] {1, 0, 1, 0}, 4);
    private static final MemoryDataset DATA = new MemoryDataset(List.of(X), List.of(LABELS));

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Late fusion by hand: the mean of sigmoid(x) and sigmoid(3 x). */
    private static double late(int i) {
        return (sigmoid(X.values()[i]) + sigmoid(3 * X.values()[i])) / 2;
    }

    private static SymbolicTensor dense(SymbolicTensor x, Activation.Function activation, String name) {
        return new Dense(1).activation(activation).useBias(false).name(name).apply(x);
    }

    private static Model lateFusion() {
        var x = Input.of("x", 1);
        var left = dense(x, Activation.SIGMOID, "left");
        var right = dense(x, Activation.SIGMOID, "right");
        var model = new Model(x, new Average().name("mean").apply(left, right)).seed(1);
        return weights(model, Map.of("left", 1f, "right", 3f));
    }

    private static Model weights(Model model, Map<String, Float> kernels) {
        kernels.forEach(
                (name, value) -> model.setWeights(Map.of(name + "/kernel", FloatArray.of(new float[] {value}, 1, 1))));
        return model;
    }

    /** An output sigmoid(x), or x itself. */
    private static Model single(Activation.Function activation) {
        var x = Input.of("x", 1);
        return weights(new Model(x, dense(x, activation, "dense")).seed(1), Map.of("dense", 1f));
    }

    private static String refused(Runnable compile) {
        return assertThrows(IllegalArgumentException.class, compile::run).getMessage();
    }

    @Test
    void theMeanOfSigmoidsIsTakenForProbabilitiesByTheWordOfTheLoss() {
        try (var model = lateFusion()) {
            assertEquals(
                    "loss binaryCrossEntropy must know whether output mean holds logits or probabilities, which its last"
                            + " op Mul does not tell: say fromLogits(true) or fromLogits(false)",
                    refused(() -> model.compile(new SGD(), Loss.binaryCrossEntropy())));
            var values = model.compile(
                            new SGD(0.1),
                            Loss.binaryCrossEntropy().fromLogits(false),
                            Metric.accuracy(),
                            new CustomVocabulary.Brier())
                    .evaluate(DATA);
            double loss = 0;
            double brier = 0;
            for (int i = 0; i < 4; i++) {
                double right = LABELS.values()[i] == 1 ? late(i) : 1 - late(i);
                loss -= Math.log(right) / 4;
                brier += (1 - right) * (1 - right) / 4;
            }
            assertEquals(loss, values.loss(), 1e-5);
            assertEquals(0.5, values.get("accuracy"), 1e-9);
            assertEquals(brier, values.get("brier"), 1e-6);
        }
    }

    @Test
    void theGradientOfTheMeanOfSigmoidsIsThatOfItsLogLoss() {
        // d/dw of -log q for kernel w of the left: the mean of -(+-1) p' x / (2 q), p' = p (1 - p).
        double gradient = 0;
        for (int i = 0; i < 4; i++) {
            double sign = LABELS.values()[i] == 1 ? 1 : -1;
            double right = LABELS.values()[i] == 1 ? late(i) : 1 - late(i);
            double p = sigmoid(X.values()[i]);
            gradient -= sign * p * (1 - p) * X.values()[i] / (2 * right) / 4;
        }
        try (var model = lateFusion()) {
            model.compile(new SGD(0.1), Loss.binaryCrossEntropy().fromLogits(false));
            var found = model.engine().gradients(new Batch(List.of(X), List.of(LABELS)));
            assertEquals(gradient, found.gradients().get("left/kernel").values()[0], 1e-5);
        }
    }

    @Test
    void aWordThatTheEndContradictsIsRefused() {
        try (var sigmoid = single(Activation.SIGMOID);
                var linear = single(Activation.LINEAR)) {
            assertEquals(
                    "fromLogits(true) is wrong: output dense ends in a sigmoid, so it holds probabilities",
                    refused(() ->
                            sigmoid.compile(new SGD(), Loss.binaryCrossEntropy().fromLogits(true))));
            assertEquals(
                    "fromLogits(false) is wrong: output dense ends without an activation, so it holds logits",
                    refused(() ->
                            linear.compile(new SGD(), Loss.binaryCrossEntropy().fromLogits(false))));
            assertEquals("fromLogits has no meaning with meanSquaredError", refused(() -> Loss.meanSquaredError()
                    .fromLogits(true)));
        }
    }

    @Test
    void probabilitiesThatAreNoneAreRefusedWhenABatchIsRun() {
        try (var model = single(Activation.RELU)) {
            model.compile(new SGD(), Loss.binaryCrossEntropy().fromLogits(false));
            String message = refused(() -> model.evaluate(DATA));
            assertTrue(message.contains("probabilities must lie in [0, 1]: fromLogits(false) is wrong"), message);
        }
        var x = Input.of("x", 1);
        var y = new Average()
                .apply(
                        new Dense(3).activation(Activation.SIGMOID).apply(x),
                        new Dense(3).activation(Activation.SIGMOID).apply(x));
        try (var model = new Model(x, y).seed(1)) {
            model.compile(new SGD(), Loss.softmaxCrossEntropy().fromLogits(false));
            String message = refused(() -> model.evaluate(DATA));
            assertTrue(
                    message.contains("probabilities of a sample must sum to 1: fromLogits(false) is wrong"), message);
        }
    }

    @Test
    void aSigmoidUnderALossForClassesIsRefused() {
        var x = Input.of("x", 1);
        try (var model = new Model(
                        x,
                        new Dense(3)
                                .activation(Activation.SIGMOID)
                                .name("dense")
                                .apply(x))
                .seed(1)) {
            assertEquals(
                    "loss softmaxCrossEntropy is for classes, and output dense ends in a sigmoid: take a softmax, or no"
                            + " activation",
                    refused(() -> model.compile(new SGD(), Loss.softmaxCrossEntropy())));
        }
    }

    @Test
    void aSoftmaxIsSeenThroughAReshapeThatKeepsItsClasses() {
        var x = Input.of("x", 6);
        var logits = FloatArray.of(new float[] {3, 1, 0, 0, 2, 1, 1, 0, 5, 2, 2, 2}, 2, 6);
        var labels = FloatArray.of(new float[] {0, 2, 2, 1}, 2, 2);
        var softmax = new Activation(Activation.SOFTMAX).apply(new Reshape(2, 3).apply(x));
        var y = new Reshape(2, 1, 3).name("y").apply(softmax);
        double loss = 0;
        for (int i = 0; i < 4; i++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += Math.exp(logits.values()[3 * i + k]);
            }
            loss -= (logits.values()[3 * i + (int) labels.values()[i]] - Math.log(sum)) / 4;
        }
        try (var model = new Model(x, y).seed(1)) {
            model.compile(new SGD(), Loss.softmaxCrossEntropy(), Metric.accuracy());
            var values = model.evaluate(new MemoryDataset(List.of(logits), List.of(labels.reshape(2, 2, 1))));
            assertEquals(loss, values.loss(), 1e-5);
            assertEquals(0.5, values.get("accuracy"), 1e-9);
        }
    }

    @Test
    void aSoftmaxOverOneNumberIsRefused() {
        try (var model = single(Activation.SOFTMAX)) {
            assertEquals(
                    "output dense ends in a softmax over one number, which is always 1: take a sigmoid, or more units",
                    refused(() -> model.compile(new SGD(), Loss.binaryCrossEntropy())));
        }
    }

    @Test
    void metricsOfOnesOwnGetTheFormThatTheyWant() {
        double brier = 0;
        double f1 = 2.0 * 1 / (2 * 1 + 2); // yes for 2 and 0.5, right for 2 alone; -1 is missed
        for (int i = 0; i < 4; i++) {
            brier += Math.pow(sigmoid(X.values()[i]) - LABELS.values()[i], 2) / 4;
        }
        for (var activation : List.of(Activation.SIGMOID, Activation.LINEAR)) {
            for (Loss loss : List.of(Loss.binaryCrossEntropy(), new CustomVocabulary.Focal())) {
                try (var model = single(activation)) {
                    model.compile(
                            new SGD(),
                            loss,
                            new CustomVocabulary.Brier(),
                            new CustomVocabulary.F1(),
                            Metric.accuracy(),
                            CustomVocabulary.MEAN_OUTPUT);
                    var values = model.evaluate(DATA);
                    assertEquals(brier, values.get("brier"), 1e-6);
                    assertEquals(f1, values.get("f1"), 1e-9);
                    assertEquals(0.5, values.get("accuracy"), 1e-9);
                    double mean = 0;
                    for (float value : model.predict(DATA).values()) {
                        mean += value / 4;
                    }
                    assertEquals(mean, values.get("meanOutput"), 1e-6);
                }
            }
        }
    }

    @Test
    void distancesHaveNoAccuracy() {
        try (var model = single(Activation.RELU)) {
            for (Metric metric : List.of(Metric.accuracy(), new CustomVocabulary.Brier(), NWayAccuracy.among(2))) {
                assertEquals(
                        "metric " + metric.name() + " wants " + metric.wants()
                                + ", and whether output dense holds logits"
                                + " or probabilities is not known: say so with fromLogits(true) or fromLogits(false) of"
                                + " loss contrastive",
                        refused(() -> model.compile(new SGD(), new CustomVocabulary.Contrastive(), metric)));
            }
            double loss = 0;
            for (int i = 0; i < 4; i++) {
                loss += CustomVocabulary.Contrastive.of(Math.max(0, X.values()[i]), LABELS.values()[i]) / 4;
            }
            assertEquals(
                    loss,
                    model.compile(new SGD(), new CustomVocabulary.Contrastive())
                            .evaluate(DATA)
                            .loss(),
                    1e-6);
        }
    }

    @Test
    void targetsWithANumberForEachClassHaveOneDecisionForEachSample() {
        var x = Input.of("x", 3);
        var scores = FloatArray.of(new float[] {3, 1, 0, 0, 2, 1, 1, 0, 5}, 3, 3);
        var oneHot = FloatArray.of(new float[] {1, 0, 0, 0, 0, 1, 0, 0, 1}, 3, 3);
        try (var model =
                new Model(x, new Activation(Activation.SOFTMAX).name("y").apply(x)).seed(1)) {
            model.compile(new SGD(), new CustomVocabulary.OneHotCrossEntropy(), Metric.accuracy());
            // 0 and 2 are right, the second sample is not: element by element it would be 7 / 9.
            assertEquals(
                    2.0 / 3,
                    model.evaluate(new MemoryDataset(List.of(scores), List.of(oneHot)))
                            .get("accuracy"),
                    1e-9);
        }
    }

    @Test
    void aLossThatGivesNoNumberForEachSampleIsRefused() {
        var x = Input.of("x", 3);
        var y = FloatArray.of(new float[24], 8, 3);
        var data = new MemoryDataset(List.of(y), List.of(y));
        try (var model = new Model(x, new Dense(3).name("y").apply(x)).seed(1)) {
            assertEquals(
                    "loss gives must give one number for each sample, (N), got (N, 3)",
                    refused(() -> model.compile(new SGD(), new CustomVocabulary.Gives(each -> tf -> each))));
            assertEquals(
                    "loss gives must give one number for each sample, (N), got ()",
                    refused(() -> model.compile(
                            new SGD(), new CustomVocabulary.Gives(each -> tf -> tf.math.mean(each, tf.array(0, 1))))));
            assertEquals(
                    "loss gives must give one number for each sample, (N), got null",
                    refused(() -> model.compile(new SGD(), new CustomVocabulary.Gives(each -> tf -> null))));
            // One for each column: the shape alone does not tell it before a batch is there.
            model.compile(new SGD(), new CustomVocabulary.Gives(each -> tf -> tf.math.mean(each, tf.array(0))));
            String message = refused(() -> model.evaluate(data));
            assertTrue(
                    message.contains("loss gives must give one number for each sample, (N), got] [3] [for] [8]"),
                    message);
        }
    }

    @Test
    void nothingIsNamedWhereNullIsGiven() {
        try (var model = single(Activation.LINEAR)) {
            assertEquals("loss must not be null", refusedNull(() -> model.compile(new SGD(), (Loss) null)));
            assertEquals(
                    "optimizer must not be null", refusedNull(() -> model.compile(null, Loss.binaryCrossEntropy())));
            assertEquals(
                    "metrics must not hold null",
                    refusedNull(() -> model.compile(new SGD(), Loss.binaryCrossEntropy(), (Metric) null)));
            assertEquals("output must not be null", refusedNull(() -> Head.of(null, Loss.binaryCrossEntropy())));
        }
    }

    private static String refusedNull(Runnable compile) {
        return assertThrows(NullPointerException.class, compile::run).getMessage();
    }
}
