package polyview.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Samples;

/** Defaults, refusals, and the first step of the examples in the Javadoc. */
@Tag("training")
class OptimizerChecksTest {

    @Test
    void defaultsAreThoseOfKeras() {
        assertEquals(new Adam(0.001, 0.9, 0.999, 1e-7, false), new Adam());
        assertEquals(new AdamW(0.001, 0.004, 0.9, 0.999, 1e-7, false, List.of("bias", "gamma", "beta")), new AdamW());
        assertEquals(new Adamax(0.001, 0.9, 0.999, 1e-7), new Adamax());
        assertEquals(new Nadam(0.001, 0.9, 0.999, 1e-7), new Nadam());
        assertEquals(new RMSprop(0.001, 0.9, 0, 1e-7, false), new RMSprop());
        assertEquals(new Adagrad(0.001, 0.1, 1e-7), new Adagrad());
        assertEquals(new Adadelta(0.001, 0.95, 1e-7), new Adadelta());
        assertEquals(new Lion(0.001, 0.9, 0.99), new Lion());
        assertEquals(
                new RMSprop(0.1, 0.8, 0.5, 1e-7, true),
                new RMSprop(0.1).rho(0.8).momentum(0.5).centered(true));
    }

    @Test
    void optionsAreChecked() {
        for (double rate : new double[] {0, -1, Double.NaN}) {
            String message = "learningRate must be positive, got " + rate;
            refused(message, () -> new AdamW(rate));
            refused(message, () -> new Adamax(rate));
            refused(message, () -> new Nadam(rate));
            refused(message, () -> new RMSprop(rate));
            refused(message, () -> new Adagrad(rate));
            refused(message, () -> new Adadelta(rate));
            refused(message, () -> new Lion(rate));
        }
        refused("weightDecay must be positive, got 0.0", () -> new AdamW(0.1, 0));
        refused("beta1 must lie in [0, 1), got 1.0", () -> new Adamax(0.1, 1, 0.9, 1e-7));
        refused("beta2 must lie in [0, 1), got -1.0", () -> new Nadam(0.1, 0.9, -1, 1e-7));
        refused("epsilon must be positive, got 0.0", () -> new Nadam(0.1, 0.9, 0.9, 0));
        refused("rho must lie in [0, 1), got 1.0", () -> new RMSprop(0.1).rho(1));
        refused("momentum must lie in [0, 1), got 1.5", () -> new RMSprop(0.1).momentum(1.5));
        refused("epsilon must be positive, got 0.0", () -> new RMSprop(0.1, 0.9, 0, 0, false));
        refused("initialAccumulatorValue must not be negative, got -1.0", () -> new Adagrad(0.1, -1, 1e-7));
        refused(
                "initialAccumulatorValue must be finite, got Infinity",
                () -> new Adagrad(0.1, Double.POSITIVE_INFINITY, 1e-7));
        refused("rho must lie in [0, 1), got -0.1", () -> new Adadelta(0.1, -0.1, 1e-7));
        refused("beta1 must be positive, got 0.0", () -> new Lion(0.1, 0, 0.9));
    }

    private static float firstStep(Optimizer optimizer) {
        try (var model = Samples.denseNet(1, 1).compile(optimizer, Loss.meanSquaredError())) {
            model.engine()
                    .apply(
                            Map.of(
                                    "dense/kernel", FloatArray.of(new float[] {1}, 1, 1),
                                    "dense/bias", FloatArray.of(new float[] {2}, 1)),
                            Map.of());
            return model.weights().get("dense/bias").get(0);
        }
    }

    @TestFactory
    Stream<DynamicTest> theExamplesOfTheJavadoc() {
        return Map.of(
                        new SGD(0.1),
                        -0.2,
                        new Adam(),
                        -0.001,
                        new Adam().amsgrad(true),
                        -0.001,
                        new Adamax(),
                        -0.001,
                        new Nadam(),
                        -0.0010628,
                        new RMSprop(),
                        -0.0031623,
                        new Adagrad(),
                        -0.00098773,
                        new Adadelta(1),
                        -0.0014142,
                        new Lion(),
                        -0.001)
                .entrySet()
                .stream()
                .map(e -> DynamicTest.dynamicTest(
                        e.getKey().toString(), () -> assertEquals(e.getValue(), firstStep(e.getKey()), 1e-7)));
    }

    /** Where a gradient stays the same, rounding makes its variance negative: no NaN comes of it. */
    @Test
    void aCenteredRMSpropTakesAGradientThatStays() {
        try (var model = Samples.denseNet(1, 1).compile(new RMSprop(1e-6).centered(true), Loss.meanSquaredError())) {
            for (int i = 0; i < 400; i++) {
                model.engine()
                        .apply(
                                Map.of(
                                        "dense/kernel", FloatArray.of(new float[] {1000.3f}, 1, 1),
                                        "dense/bias", FloatArray.of(new float[] {777.7f}, 1)),
                                Map.of());
            }
            model.engine().requireFinite();
        }
    }
}
