package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** Weights of classes count in the loss and the step of training, as plain Java has them, and nowhere else. */
@Tag("training")
class ClassWeightsTest {

    private static final double[] WEIGHTS = {0.5, 3, 1.25};
    private static final FloatArray X = Samples.uniform(1, 7, 2);
    private static final FloatArray Y = FloatArray.of(new float[] {0, 1, 2, 2, 0, 1, 0}, 7);
    private static final Batch BATCH = new Batch(List.of(X), List.of(Y));

    private static Model dense(int units, double rate, Loss loss) {
        return Samples.denseNet(2, units).compile(new SGD(rate), loss, Metric.accuracy());
    }

    private static Loss softmax(double... weights) {
        return Loss.softmaxCrossEntropy().classWeights(weights);
    }

    private static Loss binary(double... weights) {
        return Loss.binaryCrossEntropy().classWeights(weights);
    }

    /** A row times the kernel (2, K), plus the bias. */
    private static float[] logits(Map<String, FloatArray> weights, float[] row) {
        FloatArray kernel = weights.get("dense/kernel");
        float[] out = weights.get("dense/bias").values().clone();
        for (int k = 0; k < out.length; k++) {
            out[k] += row[0] * kernel.get(0, k) + row[1] * kernel.get(1, k);
        }
        return out;
    }

    /** The mean of w l over the rows of X, each l from its logits and label. */
    private interface RowLoss {
        double of(float[] logits, float label);
    }

    private static double mean(Map<String, FloatArray> weights, FloatArray labels, RowLoss loss) {
        double sum = 0;
        for (int n = 0; n < 7; n++) {
            sum += loss.of(logits(weights, X.row(n).values()), labels.get(n));
        }
        return sum / 7;
    }

    private static double weighted(float[] logits, float label) {
        return WEIGHTS[(int) label] * LossTest.softmaxCrossEntropy(logits, (int) label);
    }

    private static double plain(float[] logits, float label) {
        return LossTest.softmaxCrossEntropy(logits, (int) label);
    }

    /** One step down the gradient of the logits of each row, (7, K), divided by 7. */
    private static void requireStep(
            Map<String, FloatArray> before, Map<String, FloatArray> after, double rate, double[][] gradients) {
        for (int k = 0; k < gradients[0].length; k++) {
            double[] sums = new double[3];
            for (int n = 0; n < 7; n++) {
                sums[0] += gradients[n][k] * X.get(n, 0) / 7;
                sums[1] += gradients[n][k] * X.get(n, 1) / 7;
                sums[2] += gradients[n][k] / 7;
            }
            FloatArray kernel = before.get("dense/kernel");
            assertEquals(
                    kernel.get(0, k) - rate * sums[0], after.get("dense/kernel").get(0, k), 1e-6);
            assertEquals(
                    kernel.get(1, k) - rate * sums[1], after.get("dense/kernel").get(1, k), 1e-6);
            assertEquals(
                    before.get("dense/bias").get(k) - rate * sums[2],
                    after.get("dense/bias").get(k),
                    1e-6);
        }
    }

    @Test
    void lossAndStepOfTheSoftmax() {
        try (var model = dense(3, 0.7, softmax(WEIGHTS))) {
            Map<String, FloatArray> before = model.weights();
            double[][] gradients = new double[7][3];
            for (int n = 0; n < 7; n++) {
                float[] logits = logits(before, X.row(n).values());
                int label = (int) Y.get(n);
                for (int k = 0; k < 3; k++) {
                    double p = Math.exp(-LossTest.softmaxCrossEntropy(logits, k));
                    gradients[n][k] = WEIGHTS[label] * (p - (k == label ? 1 : 0));
                }
            }
            double loss = model.engine().trainOnBatch(BATCH).loss();
            assertEquals(mean(before, Y, ClassWeightsTest::weighted), loss, 1e-6);
            requireStep(before, model.weights(), 0.7, gradients);
        }
    }

    @Test
    void lossAndStepOfTheSigmoid() {
        FloatArray labels = FloatArray.of(new float[] {0, 1, 0, 0, 0, 1, 0}, 7);
        double[] weights = {0.7, 2.5};
        try (var model = dense(1, 0.7, binary(weights))) {
            Map<String, FloatArray> before = model.weights();
            double[][] gradients = new double[7][1];
            for (int n = 0; n < 7; n++) {
                double p = 1 / (1 + Math.exp(-logits(before, X.row(n).values())[0]));
                gradients[n][0] = weights[(int) labels.get(n)] * (p - labels.get(n));
            }
            double expected = mean(before, labels, (x, y) -> weights[(int) y] * LossTest.binaryCrossEntropy(x[0], y));
            assertEquals(
                    expected,
                    model.engine()
                            .trainOnBatch(new Batch(List.of(X), List.of(labels)))
                            .loss(),
                    1e-6);
            requireStep(before, model.weights(), 0.7, gradients);
        }
    }

    @Test
    void theExampleOfTheJavadoc() {
        Batch zeros =
                new Batch(List.of(FloatArray.zeros(Shape.of(2, 2))), List.of(FloatArray.of(new float[] {0, 1}, 2)));
        for (Loss loss : List.of(softmax(0.5, 2), softmax(7, 8).classWeights(0.5, 2), binary(0.5, 2))) {
            try (var model = dense(loss.name().startsWith("binary") ? 1 : 2, 1, loss)) {
                assertEquals(0.693147, model.engine().testOnBatch(zeros).loss(), 1e-6);
                assertEquals(0.866434, model.engine().trainOnBatch(zeros).loss(), 1e-6);
            }
        }
    }

    @Test
    void evaluationAndMetricsHaveNoWeights() {
        // A rate at which no weight changes: the loss of the epoch is that of the first weights.
        try (var model = dense(3, 1e-30, softmax(WEIGHTS))) {
            var data = Dataset.of(List.of(X), Y);
            var weights = model.weights();
            double plain = mean(weights, Y, ClassWeightsTest::plain);
            History history =
                    model.fit(data, Fit.epochs(2).batchSize(3).validation(data).verbose(false));
            double right = mean(weights, Y, (x, y) -> {
                float[] sorted = x.clone();
                Arrays.sort(sorted);
                return x[(int) y] == sorted[2] ? 1 : 0;
            });
            for (int epoch = 0; epoch < 2; epoch++) {
                assertEquals(mean(weights, Y, ClassWeightsTest::weighted), history.get("loss")[epoch], 1e-6);
                assertEquals(plain, history.get("val_loss")[epoch], 1e-6);
                assertEquals(right, history.get("accuracy")[epoch], 1e-12);
                assertEquals(right, history.get("val_accuracy")[epoch], 1e-12);
            }
            assertEquals(plain, model.evaluate(data, 4).loss(), 1e-6);
        }
    }

    private static Map<String, FloatArray> after(Batch batch, double rate, Loss loss) {
        try (var model = dense(3, rate, loss)) {
            for (int i = 0; i < 3; i++) {
                model.engine().trainOnBatch(batch);
            }
            return model.weights();
        }
    }

    @Test
    void weightsOfOneAreNoWeights() {
        Map<String, FloatArray> without = after(BATCH, 0.5, Loss.softmaxCrossEntropy());
        assertEquals(without, after(BATCH, 0.5, softmax(1, 1, 1)));
        // Powers of two change no rounding.
        assertEquals(without, after(BATCH, 0.125, softmax(4, 4, 4)));
        assertNotEquals(without, after(BATCH, 0.5, softmax(1, 1, 2)));
    }

    @Test
    void aWeightOfThreeIsASampleThatComesThreeTimes() {
        // Class 1 has rows 1 and 5: 11 rows with the copies, so the mean over 7 is 11 / 7 of theirs.
        int[] rows = {0, 1, 1, 1, 2, 3, 4, 5, 5, 5, 6};
        Batch repeated = new Batch(List.of(X.rows(rows)), List.of(Y.rows(rows)));
        Map<String, FloatArray> expected = after(repeated, 0.77, Loss.softmaxCrossEntropy());
        after(BATCH, 0.49, softmax(1, 3, 1)).forEach((path, value) -> {
            for (int i = 0; i < value.values().length; i++) {
                assertEquals(expected.get(path).values()[i], value.values()[i], 1e-6);
            }
        });
    }

    @Test
    void aClassOfWeightZeroIsLeftOut() {
        FloatArray other = FloatArray.of(X.values().clone(), 7, 2);
        for (int n : new int[] {1, 5}) {
            other.set(9, n, 0);
        }
        Batch changed = new Batch(List.of(other), List.of(Y));
        assertEquals(after(BATCH, 0.5, softmax(1, 0, 2)), after(changed, 0.5, softmax(1, 0, 2)));
        assertNotEquals(after(BATCH, 0.5, softmax(1, 1, 2)), after(changed, 0.5, softmax(1, 1, 2)));
    }

    /** A training step's loss of a 1x1 convolution that gives back what it gets. */
    private static double ofPixels(Loss loss, Activation.Function end, FloatArray x, FloatArray y) {
        int channels = x.size(3);
        var in = Input.of("x", -1, -1, channels);
        var out = new Conv2D(channels, 1).name("conv").apply(in);
        try (var model = new Model(in, new Activation(end).apply(out)).seed(1).compile(new SGD(), loss)) {
            FloatArray eye = FloatArray.zeros(Shape.of(1, 1, channels, channels));
            for (int c = 0; c < channels; c++) {
                eye.set(1, 0, 0, c, c);
            }
            model.setWeights(Map.of("conv/kernel", eye));
            return model.engine()
                    .trainOnBatch(new Batch(List.of(x), List.of(y)))
                    .loss();
        }
    }

    @Test
    void eachPixelHasTheWeightOfItsClass() {
        FloatArray x = Samples.uniform(1, 2, 3, 4, 3);
        FloatArray classes = Samples.labels(2, 3, 2, 3, 4);
        double expected = 0;
        for (int p = 0; p < 24; p++) {
            expected += weighted(x.reshape(24, 3).row(p).values(), classes.values()[p]) / 24;
        }
        assertEquals(expected, ofPixels(softmax(WEIGHTS), Activation.LINEAR, x, classes), 1e-6);
        assertEquals(expected, ofPixels(softmax(WEIGHTS), Activation.SOFTMAX, x, classes), 1e-6);

        FloatArray answers = Samples.labels(3, 2, 2, 3, 4, 3);
        double ofAnswers = 0;
        for (int i = 0; i < 72; i++) {
            float y = answers.values()[i];
            ofAnswers += (y == 1 ? 4 : 0.25) * LossTest.binaryCrossEntropy(x.values()[i], y) / 72;
        }
        assertEquals(ofAnswers, ofPixels(binary(0.25, 4), Activation.LINEAR, x, answers), 1e-6);
        assertEquals(ofAnswers, ofPixels(binary(0.25, 4), Activation.SIGMOID, x, answers), 1e-6);
    }

    @Test
    void eachOutputHasItsOwn() {
        var x = Input.of("x", 2);
        var first = new Dense(3).name("dense").apply(x);
        var second = new Dense(3).name("other").apply(x);
        try (var model = new Model(List.of(x), List.of(first, second)).seed(2)) {
            model.compile(new SGD(0.1), List.of(softmax(WEIGHTS), Loss.softmaxCrossEntropy()));
            var weights = model.weights();
            var other = Map.of("dense/kernel", weights.get("other/kernel"), "dense/bias", weights.get("other/bias"));
            assertEquals(
                    mean(weights, Y, ClassWeightsTest::weighted) + mean(other, Y, ClassWeightsTest::plain),
                    model.engine()
                            .trainOnBatch(new Batch(List.of(X), List.of(Y, Y)))
                            .loss(),
                    1e-6);
        }
    }

    @Test
    void savedAndLoadedItGoesOn(@TempDir Path folder) {
        Path whole = folder.resolve("model.zip");
        Path state = folder.resolve("weights.npz");
        try (var model = dense(3, 0.5, softmax(WEIGHTS));
                var again = dense(3, 0.5, softmax(WEIGHTS))) {
            model.engine().trainOnBatch(BATCH);
            model.save(whole);
            model.saveWeights(state);
            try (var loaded = Engine.load(whole)) {
                assertEquals(List.of(model.predict(X)), loaded.predictOnBatch(List.of(X)));
            }
            again.loadWeights(state);
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        model.engine().trainOnBatch(BATCH).loss(),
                        again.engine().trainOnBatch(BATCH).loss());
            }
            assertEquals(model.weights(), again.weights());
        }
    }

    @Test
    void anArrayThatChangesLaterChangesNothing() {
        double[] weights = WEIGHTS.clone();
        Loss loss = softmax(weights);
        weights[0] = 100;
        assertEquals(softmax(WEIGHTS), loss);
        assertEquals(after(BATCH, 0.5, softmax(WEIGHTS)), after(BATCH, 0.5, loss));
    }
}
