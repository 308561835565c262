package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.BatchNormalization;
import polyview.layers.Dense;
import polyview.layers.Layer;
import polyview.layers.Regularizer;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** What weights add to the loss, and what that does to a step of training. */
@Tag("training")
class RegularizerTest {

    private static final FloatArray X = FloatArray.of(new float[] {1, 2, -1, 0.5f}, 2, 2);
    private static final FloatArray Y = FloatArray.of(new float[] {1, -1}, 2);
    private static final FloatArray KERNEL = FloatArray.of(new float[] {1, -2}, 2, 1);
    private static final FloatArray BIAS = FloatArray.of(new float[] {0.5f}, 1);
    /** x K + b is -2.5 and -1.5, so the errors are -3.5 and -0.5. */
    private static final double DATA_LOSS = (3.5 * 3.5 + 0.5 * 0.5) / 2;

    private static Model model(Function<Dense, Layer> options) {
        var x = Input.of("x", 2);
        Layer layer = options.apply(new Dense(1).name("dense"));
        Model model = new Model(x, layer.apply(x)).seed(1);
        model.compile(new SGD(0.1), Loss.meanSquaredError());
        model.setWeights(Map.of("dense/kernel", KERNEL, "dense/bias", BIAS));
        return model;
    }

    private static double loss(Function<Dense, Layer> options) {
        try (Model model = model(options)) {
            double evaluated =
                    model.evaluate(new MemoryDataset(List.of(X), List.of(Y)), 1).loss();
            double trained = model.engine()
                    .trainOnBatch(new Batch(List.of(X), List.of(Y)))
                    .loss();
            assertEquals(trained, evaluated, 1e-5, "the loss of a step and of evaluation");
            return trained;
        }
    }

    @Test
    void penaltiesAreAddedToTheLoss() {
        assertEquals(DATA_LOSS, loss(d -> d), 1e-5);
        assertEquals(DATA_LOSS, loss(d -> d.kernelRegularizer(Regularizer.NONE)), 1e-5);
        assertEquals(DATA_LOSS + 0.01 * 5, loss(d -> d.kernelRegularizer(Regularizer.l2(0.01))), 1e-5);
        assertEquals(DATA_LOSS + 0.01 * 3, loss(d -> d.kernelRegularizer(Regularizer.l1(0.01))), 1e-5);
        assertEquals(DATA_LOSS + 0.1 * 3 + 0.2 * 5, loss(d -> d.kernelRegularizer(Regularizer.l1l2(0.1, 0.2))), 1e-5);
        assertEquals(
                DATA_LOSS + 0.01 * 5 + 0.4 * 0.5,
                loss(d -> d.kernelRegularizer(Regularizer.l2(0.01)).biasRegularizer(Regularizer.l1(0.4))),
                1e-5);
    }

    @Test
    void oneOfOnesOwnIsALambda() {
        Regularizer sumOfAll = (tf, w) -> tf.reduceSum(w, tf.array(0, 1));
        assertEquals(DATA_LOSS - 1, loss(d -> d.kernelRegularizer(sumOfAll)), 1e-5);
    }

    @Test
    void weightsThatTrainingDoesNotChangeAddNothing() {
        try (Model model = model(d -> d.kernelRegularizer(Regularizer.l2(1)).trainable(false))) {
            assertEquals(
                    DATA_LOSS,
                    model.evaluate(new MemoryDataset(List.of(X), List.of(Y))).loss(),
                    1e-5);
        }
    }

    /** Gradients of the data: kernel (-3, -7.25), bias -4; that of l2 is 2 f w, that of l1 is f sign(w). */
    @Test
    void aStepFollowsTheGradientOfThePenalty() {
        try (Model model = model(d -> d.kernelRegularizer(Regularizer.l2(0.3)).biasRegularizer(Regularizer.l1(0.7)))) {
            model.engine().trainOnBatch(new Batch(List.of(X), List.of(Y)));
            FloatArray kernel = model.weights().get("dense/kernel");
            assertEquals(1 - 0.1 * (-3.5 + 0.5 + 2 * 0.3), kernel.values()[0], 1e-5);
            assertEquals(-2 - 0.1 * (-7 - 0.25 - 4 * 0.3), kernel.values()[1], 1e-5);
            assertEquals(
                    0.5 - 0.1 * (-4 + 0.7), model.weights().get("dense/bias").values()[0], 1e-5);
        }
    }

    @Test
    void normalisationHasThemToo() {
        var x = Input.of("x", 2);
        Layer norm = new BatchNormalization()
                .gammaRegularizer(Regularizer.l2(0.5))
                .betaRegularizer(Regularizer.l1(0.5))
                .name("norm");
        try (Model model = new Model(x, norm.apply(x)).seed(1)) {
            model.compile(new SGD(0.1), Loss.meanSquaredError());
            model.setWeights(Map.of("norm/beta", FloatArray.of(new float[] {3, -1}, 2)));
            FloatArray y = model.predict(X);
            // The targets are what comes out, so all of the loss is the penalty: gamma is (1, 1).
            assertEquals(
                    0.5 * 2 + 0.5 * 4,
                    model.evaluate(new MemoryDataset(List.of(X), List.of(y))).loss(),
                    1e-5);
        }
    }

    @Test
    void aPenaltyMustBeOneNumber() {
        Regularizer wrong = (tf, w) -> tf.math.abs(w);
        assertEquals(
                "regularizer of weight dense/kernel must give a scalar, got (2, 1)",
                assertThrows(IllegalArgumentException.class, () -> model(d -> d.kernelRegularizer(wrong)))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, -1e-30})
    void negativeFactorsAreRefused(double factor) {
        assertEquals("l1 must not be negative, got " + factor, refused(() -> Regularizer.l1(factor)));
        assertEquals("l2 must not be negative, got " + factor, refused(() -> Regularizer.l2(factor)));
        assertEquals("l2 must not be negative, got " + factor, refused(() -> Regularizer.l1l2(1, factor)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void factorsAreFinite(double factor) {
        assertEquals("l2 must be finite, got " + factor, refused(() -> Regularizer.l2(factor)));
    }

    private static String refused(Executable setting) {
        return assertThrows(IllegalArgumentException.class, setting).getMessage();
    }
}
