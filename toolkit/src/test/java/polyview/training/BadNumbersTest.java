package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.layers.Dense;
import polyview.layers.Lambda;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** Inputs that are no numbers never reach the weights; a loss that is none ends the training. */
@Tag("training")
class BadNumbersTest {

    private static String failure(
            Class<? extends RuntimeException> type, Model model, ProbingDataset data, int epochs) {
        String message = assertThrows(
                        type,
                        () -> model.fit(
                                data,
                                Fit.epochs(epochs).batchSize(4).shuffle(false).verbose(false)))
                .getMessage();
        assertEquals(data.opened, data.closed);
        return message;
    }

    @Test
    void aBadInputIsNamedAndTheWeightsDoNotMove() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            MemoryDataset pairs = Samples.pairs(12);
            // Sample 6 is sample 2 of the second batch.
            pairs.all().inputs().get(1).set(bad, 6, 3, 3, 0);
            try (var model = Samples.pairNet(1).compile(new SGD(), Loss.softmaxCrossEntropy());
                    var same = Samples.pairNet(1).compile(new SGD(), Loss.softmaxCrossEntropy())) {
                assertEquals(
                        "input right holds " + bad + " in sample 2 of the batch",
                        failure(IllegalArgumentException.class, model, new ProbingDataset(pairs), 1));
                assertEquals(1, model.engine().step());
                same.engine().trainOnBatch(pairs.epoch(4, Order.asStored()).next());
                assertEquals(same.weights(), model.weights());
            }
        }
    }

    @Test
    void forABadLossTheLearningRateIsNamed() {
        try (var model = Samples.denseNet(3, 2).compile(new SGD(1e38), Loss.meanSquaredError())) {
            var rows = new MemoryDataset(List.of(Samples.uniform(1, 8, 3)), List.of(Samples.uniform(2, 8, 2)));
            String message = failure(ArithmeticException.class, model, new ProbingDataset(rows), 5);
            assertTrue(
                    message.matches(
                            "loss is (NaN|Infinity) in epoch 1, step 2: try a learning rate of 1.0E37, a tenth of"
                                    + " the 1.0E38 that was used; every weight is finite: as before this step, or as a callback has"
                                    + " put it back\nthe batch held samples( \\d,?)+"),
                    message);
        }
    }

    /** No learning rate can have done this. */
    @Test
    void forABadLossBeforeAnyStepTheLayersAreNamed() {
        var x = Input.of("x", 3);
        var y = new Dense(2).apply(new Lambda((tf, v) -> tf.math.div(v, tf.constant(0f))).apply(x));
        try (var model = new Model(x, y).seed(1).compile(new SGD(), Loss.meanSquaredError())) {
            var rows = new MemoryDataset(List.of(Samples.uniform(1, 8, 3)), List.of(Samples.uniform(2, 8, 2)));
            String message = failure(ArithmeticException.class, model, new ProbingDataset(rows), 5);
            assertTrue(
                    message.matches(
                            "loss is (NaN|Infinity) in epoch 1, step 1: no step was done before, so look for a layer"
                                    + " that divides by zero or takes the root or the logarithm of what is not positive;"
                                    + " every weight is finite: as before this step, or as a callback has put it back"
                                    + "\nthe batch held samples( \\d,?)+"),
                    message);
        }
    }
}
