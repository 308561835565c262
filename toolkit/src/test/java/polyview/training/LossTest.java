package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.losses.Loss;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** The values of the losses against their formulas, over a grid that holds numbers far out. */
@Tag("training")
class LossTest {

    private static final float[] GRID = {-1e4f, -100, -3, -0.5f, 0, 0.25f, 2, 100, 1e4f};

    /** A model that puts out what goes in. */
    private static Model identity(Loss loss, long... sizes) {
        var x = Input.of("x", sizes);
        // An input has no end that tells what it holds.
        Loss told = loss.task().isClassification() ? loss.fromLogits(true) : loss;
        return new Model(x, new Activation(Activation.LINEAR).apply(x)).seed(1).compile(new SGD(), told);
    }

    private static double of(Engine engine, FloatArray x, FloatArray y) {
        return engine.testOnBatch(new Batch(List.of(x), List.of(y))).loss();
    }

    private static double loss(Loss loss, FloatArray x, FloatArray y) {
        try (var model = identity(
                loss, Arrays.copyOfRange(x.shape().asArray(), 1, x.shape().numDimensions()))) {
            return of(model.engine(), x, y);
        }
    }

    static double softmaxCrossEntropy(float[] logits, int label) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return largest - logits[label] + Math.log(sum);
    }

    static double binaryCrossEntropy(double x, double y) {
        return Math.max(x, 0) - x * y + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Test
    void softmaxCrossEntropyOverTheGrid() {
        try (var model = identity(Loss.softmaxCrossEntropy(), 3)) {
            for (float a : GRID) {
                for (float b : GRID) {
                    for (int label = 0; label < 3; label++) {
                        float[] logits = {a, b, 0.5f};
                        double expected = softmaxCrossEntropy(logits, label);
                        double actual = of(
                                model.engine(),
                                FloatArray.of(logits.clone(), 1, 3),
                                FloatArray.of(new float[] {label}, 1));
                        assertEquals(expected, actual, 1e-6 * (1 + expected), () -> a + " " + b);
                    }
                }
            }
        }
    }

    @Test
    void binaryCrossEntropyOverTheGrid() {
        try (var model = identity(Loss.binaryCrossEntropy(), 1)) {
            for (float x : GRID) {
                for (float y : new float[] {0, 0.3f, 1}) {
                    double expected = binaryCrossEntropy(x, y);
                    double actual =
                            of(model.engine(), FloatArray.of(new float[] {x}, 1, 1), FloatArray.of(new float[] {y}, 1));
                    assertEquals(expected, actual, 1e-6 * (1 + expected), () -> x + " " + y);
                }
            }
        }
    }

    @Test
    void meanSquaredErrorOverTheGrid() {
        try (var model = identity(Loss.meanSquaredError(), 1)) {
            for (float x : GRID) {
                for (float y : GRID) {
                    double expected = ((double) x - y) * ((double) x - y);
                    double actual =
                            of(model.engine(), FloatArray.of(new float[] {x}, 1, 1), FloatArray.of(new float[] {y}, 1));
                    assertEquals(expected, actual, 1e-6 * (1 + expected), () -> x + " " + y);
                }
            }
        }
    }

    @Test
    void theExamplesOfTheJavadoc() {
        FloatArray zeros = FloatArray.of(new float[] {0, 0}, 1, 2);
        FloatArray one = FloatArray.of(new float[] {1}, 1);
        assertEquals(Math.log(2), loss(Loss.softmaxCrossEntropy(), zeros, one), 1e-7);
        assertEquals(Math.log(2), loss(Loss.binaryCrossEntropy(), FloatArray.of(new float[] {0}, 1, 1), one), 1e-7);
        FloatArray x = FloatArray.of(new float[] {1, 2}, 1, 2);
        assertEquals(2, loss(Loss.meanSquaredError(), x, FloatArray.of(new float[] {1, 4}, 1, 2)));
    }

    @Test
    void oneClassForEachPixel() {
        FloatArray x = Samples.uniform(1, 2, 3, 4, 5);
        FloatArray y = Samples.labels(2, 5, 2, 3, 4);
        double expected = 0;
        for (int p = 0; p < 24; p++) {
            float[] logits = x.reshape(24, 5).row(p).values();
            expected += softmaxCrossEntropy(logits, (int) y.values()[p]) / 24;
        }
        assertEquals(expected, loss(Loss.softmaxCrossEntropy(), x, y), 1e-6);
    }

    @Test
    void severalNumbersForEachSampleAreAveraged() {
        for (long[] shape : new long[][] {{4, 3}, {2, 3, 4, 1}, {2, 3, 2, 2}, {2, 6}}) {
            FloatArray x = Samples.uniform(1, shape);
            FloatArray y = Samples.labels(2, 2, shape);
            int count = x.values().length;
            assertEquals(
                    mean(count, i -> binaryCrossEntropy(x.values()[i], y.values()[i])),
                    loss(Loss.binaryCrossEntropy(), x, y),
                    1e-6);
            assertEquals(
                    mean(count, i -> Math.pow((double) x.values()[i] - y.values()[i], 2)),
                    loss(Loss.meanSquaredError(), x, y),
                    1e-6);
        }
    }

    private static double mean(int count, ToDoubleFunction<Integer> of) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += of.applyAsDouble(i);
        }
        return sum / count;
    }

    @Test
    void pixelsOfImagesOfAnySize() {
        try (var classes = identity(Loss.softmaxCrossEntropy(), -1, -1, 2);
                var numbers = identity(Loss.meanSquaredError(), -1, -1, 1)) {
            for (int size : new int[] {2, 5}) {
                FloatArray zeros = FloatArray.zeros(Shape.of(3, size, size + 1, 2));
                FloatArray labels = Samples.labels(1, 2, 3, size, size + 1);
                assertEquals(Math.log(2), of(classes.engine(), zeros, labels), 1e-6);
                FloatArray x = Samples.uniform(2, 3, size, size + 1, 1);
                assertEquals(0, of(numbers.engine(), x, x));
            }
        }
    }

    /** As many numbers, or numbers that could be spread, but not the shape of the output. */
    @Test
    void targetsOfAnotherSizeThanTheImagesAreRefused() {
        try (var classes = identity(Loss.softmaxCrossEntropy(), -1, -1, 2);
                var yes = identity(Loss.binaryCrossEntropy(), -1, -1, 1);
                var numbers = identity(Loss.meanSquaredError(), -1, -1, 1)) {
            for (int[] size : new int[][] {{2, 4}, {4, 1}, {1, 2}, {1, 1}, {8, 1}}) {
                FloatArray labels = Samples.labels(1, 2, 3, size[0], size[1]);
                FloatArray targets = labels.reshape(3, size[0], size[1], 1);
                FloatArray one = Samples.uniform(2, 3, 4, 2, 1);
                misaligned(() -> of(classes.engine(), Samples.uniform(2, 3, 4, 2, 2), labels));
                misaligned(() -> of(yes.engine(), one, targets));
                misaligned(() -> of(numbers.engine(), one, targets));
                var before = numbers.weights();
                misaligned(() -> numbers.engine().trainOnBatch(new Batch(List.of(one), List.of(targets))));
                assertEquals(before, numbers.weights());
            }
        }
    }

    private static void misaligned(Executable use) {
        String message = assertThrows(TFInvalidArgumentException.class, use).getMessage();
        assertTrue(message.contains("must have the same size and shape"), message);
    }

    @Test
    void anOutputWithoutClassesIsRefused() {
        for (long[] sizes : new long[][] {{1}, {-1}, {}}) {
            var refusal = assertThrows(IllegalArgumentException.class, () -> identity(Loss.softmaxCrossEntropy(), sizes)
                    .close());
            String shape = sizes.length == 0 ? "(N)" : sizes[0] == 1 ? "(N, 1)" : "(N, ?)";
            assertEquals(
                    "softmaxCrossEntropy needs an output (N, ..., K) of at least 2 classes, got " + shape,
                    refusal.getMessage());
        }
    }
}
