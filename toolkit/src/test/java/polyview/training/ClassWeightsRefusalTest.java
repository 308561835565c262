package polyview.training;

import static polyview.data.Refusal.refused;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** What weights of classes cannot be, and what is said then. */
@Tag("training")
class ClassWeightsRefusalTest {

    private static Loss softmax(double... weights) {
        return Loss.softmaxCrossEntropy().classWeights(weights);
    }

    private static Loss binary(double... weights) {
        return Loss.binaryCrossEntropy().classWeights(weights);
    }

    @Test
    void badWeightsAreRefusedWhenSet() {
        for (Loss loss : List.of(Loss.softmaxCrossEntropy(), Loss.binaryCrossEntropy())) {
            refused("classWeights must not be empty", loss::classWeights);
            for (double bad :
                    new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1e-60, 1e300}) {
                refused(
                        "classWeights must be finite floats of at least 0, got " + bad + " for class 1",
                        () -> loss.classWeights(1, bad));
            }
            refused("classWeights must hold a float above 0, got [0.0, 0.0]", () -> loss.classWeights(0, 0));
            refused("classWeights must hold a float above 0, got [0.0, 1.0E-60]", () -> loss.classWeights(0, 1e-60));
        }
        refused("classWeights has no meaning with meanSquaredError", () -> Loss.meanSquaredError()
                .classWeights(1, 2));
        for (double[] weights : new double[][] {{1}, {1, 2, 3}}) {
            refused(
                    "classWeights must hold one weight for each of the 2 classes of binaryCrossEntropy, got "
                            + weights.length,
                    () -> binary(weights));
        }
    }

    @Test
    void anotherNumberThanTheClassesIsRefusedWhenCompiled() {
        try (var model = Samples.denseNet(2, 3)) {
            for (double[] weights : new double[][] {{1}, {1, 2}, {1, 2, 3, 4}}) {
                refused(
                        "classWeights must hold one weight for each of the 3 classes of the output (N, 3), got "
                                + weights.length,
                        () -> model.compile(new SGD(), softmax(weights)));
            }
            model.compile(new SGD(), softmax(1, 2, 3));
        }
    }

    @Test
    void labelsBetweenTheClassesAreRefused() {
        Batch soft = new Batch(List.of(Samples.uniform(1, 2, 2)), List.of(FloatArray.of(new float[] {1, 0.5f}, 2)));
        String message = "label must be 0 or 1 where classes have weights, got 0.5 at sample 1 of the batch";
        try (var model = Samples.denseNet(2, 1).compile(new SGD(), binary(1, 2))) {
            refused(message, () -> model.engine().trainOnBatch(soft));
            refused(message, () -> model.engine().testOnBatch(soft));
        }
    }

    @Test
    void metricsKnowTheLossStill() {
        try (var model = Samples.denseNet(2, 3)) {
            refused(
                    "meanAbsoluteError has no meaning with softmaxCrossEntropy",
                    () -> model.compile(new SGD(), softmax(1, 2, 3), Metric.meanAbsoluteError()));
            refused(
                    "meanAbsoluteError has no meaning with binaryCrossEntropy",
                    () -> model.compile(new SGD(), binary(1, 2), Metric.meanAbsoluteError()));
        }
    }
}
