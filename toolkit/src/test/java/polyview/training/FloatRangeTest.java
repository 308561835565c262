package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static polyview.data.Refusal.refused;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.images.ImageForm;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.GaussianNoise;
import polyview.layers.Initializer;
import polyview.layers.LayerNormalization;
import polyview.layers.Regularizer;
import polyview.losses.Loss;
import polyview.models.Head;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;

/** Graphs compute in 32 bits: an option that is 0 or infinite there, and another number here, is refused. */
@Tag("training")
class FloatRangeTest {

    /** By the name in the message, options that must be above 0. */
    private static final Map<String, DoubleConsumer> RATES = Map.of(
            "learningRate", SGD::new,
            "weight", value -> Head.of("y", Loss.meanSquaredError()).weight(value),
            "epsilon", value -> new Adam(0.1, 0.9, 0.999, value));

    private static final Map<String, DoubleConsumer> POSITIVE = Map.of(
            "alpha", Activation::elu,
            "maxValue", Activation::relu,
            "threshold", Activation::softShrink,
            "epsilon", value -> new LayerNormalization().epsilon(value),
            "stddev", Initializer::randomNormal);

    private static final Map<String, DoubleConsumer> NOT_NEGATIVE = Map.of(
            "l1", Regularizer::l1, "l2", Regularizer::l2, "alpha", Activation::leakyRelu, "stddev", GaussianNoise::new);

    private static Stream<DynamicTest> refusals(Map<String, DoubleConsumer> options, String rule, double... values) {
        return options.entrySet().stream().flatMap(option -> DoubleStream.of(values)
                .mapToObj(value -> dynamicTest(
                        option.getKey() + " " + value,
                        () -> refused(
                                option.getKey() + " must be " + rule + " as a 32-bit float, got " + value,
                                () -> option.getValue().accept(value)))));
    }

    @TestFactory
    Stream<DynamicTest> whatIsZeroOrInfiniteIn32BitsIsRefused() {
        return Stream.of(
                        refusals(RATES, "positive and finite", 1e39, 1e-50, 1e-40),
                        refusals(POSITIVE, "positive", 1e-50, 1e-40),
                        refusals(POSITIVE, "finite", 1e39),
                        refusals(NOT_NEGATIVE, "0 or positive", 1e-50, 1e-40),
                        refusals(NOT_NEGATIVE, "finite", 1e39))
                .flatMap(tests -> tests);
    }

    @Test
    void ratesThatComeLaterAreHeldToTheSameRule() {
        String rule = "learningRate must be positive and finite as a 32-bit float, got ";
        refused(rule + "1.0E39", () -> LearningRateSchedule.at(1, 1e39));
        refused(rule + "1.0E-40", () -> LearningRateSchedule.at(1, 0.1).andAt(2, 1e-40));
        try (var model = Samples.denseNet(3, 2).compile(new SGD(0.5), Loss.meanSquaredError())) {
            refused(rule + "1.0E39", () -> model.engine().learningRate(1e39));
            refused(rule + "1.0E-50", () -> model.engine().learningRate(1e-50));
            assertEquals(0.5, model.engine().learningRate());
        }
    }

    /** Why 1e-40 is refused though a 32-bit float can hold it: a rate of just 1.2e-38 moves a weight. */
    @Test
    void theSmallestRateThatIsTakenMovesAWeight() {
        double rate = 1.2e-38;
        try (var model = Samples.denseNet(1, 1).compile(new SGD(rate), Loss.meanSquaredError())) {
            model.setWeights(Map.of("dense/kernel", FloatArray.zeros(Shape.of(1, 1))));
            // Loss (0 - y)^2: the gradient of the bias is -2 y.
            model.engine()
                    .trainOnBatch(new Batch(
                            List.of(FloatArray.of(new float[] {1}, 1, 1)),
                            List.of(FloatArray.of(new float[] {1e15f}, 1))));
            float moved = model.weights().get("dense/bias").get(0);
            assertEquals(rate * 2 * 1e15, moved, 1e-30);
            assertTrue(moved > 0);
        }
    }

    @Test
    void optionsThatWereTakenAtAnySizeAreRefused() {
        refused("epsilon must be finite, got Infinity", () -> new BatchNormalization()
                .epsilon(Double.POSITIVE_INFINITY));
        refused("epsilon must be finite as a 32-bit float, got 1.0E39", () -> new BatchNormalization().epsilon(1e39));
        refused("minDelta must be finite, got Infinity", () -> EarlyStopping.on("loss")
                .minDelta(Double.POSITIVE_INFINITY));
        refused("scale must be finite, got NaN", () -> Samples.rows(2, 3, 2).rescaled(Float.NaN, 0));
        refused("offset must be finite, got Infinity", () -> Samples.rows(2, 3, 2)
                .rescaled(1, Float.POSITIVE_INFINITY));
        refused(
                "maximum - minimum must be finite as a 32-bit float, got 6.0E38",
                () -> Initializer.randomUniform(-3e38, 3e38));
        refused(
                "|mean| + 2 stddev must be finite as a 32-bit float, got 4.0E38",
                () -> Initializer.truncatedNormal(0, 2e38));
        String pixels = "pixels must stay apart and finite as 32-bit floats, got mean ";
        refused(pixels + "[0.0] and standardDeviation [1.0E-60]", () -> ImageForm.gray(2, 2)
                .standardized(0, 1e-60));
        refused(pixels + "[0.0] and standardDeviation [1.0E60]", () -> ImageForm.gray(2, 2)
                .standardized(0, 1e60));
        refused(pixels + "[1.0E39] and standardDeviation [1.0]", () -> ImageForm.gray(2, 2)
                .standardized(1e39, 1));
    }
}
