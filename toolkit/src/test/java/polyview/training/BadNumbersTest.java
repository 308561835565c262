package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.MemoryDataset;
import polyview.models.Model;
import polyview.models.Samples;

/** A loss that is no number ends the training and tells where to look. */
@Tag("training")
class BadNumbersTest {

    private static String failure(Model model, ProbingDataset data, int epochs) {
        String message = assertThrows(
                        ArithmeticException.class,
                        () -> model.fit(
                                data,
                                Fit.epochs(epochs).batchSize(4).shuffle(false).verbose(false)))
                .getMessage();
        assertEquals(data.opened, data.closed);
        return message;
    }

    @Test
    void theInputAndTheSampleAreNamed() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            MemoryDataset pairs = Samples.pairs(12);
            // Sample 6 is sample 2 of the second batch.
            pairs.all().inputs().get(1).set(bad, 6, 3, 3, 0);
            try (var model = Samples.pairNet(1).compile(new SGD(), Loss.softmaxCrossEntropy())) {
                String message = failure(model, new ProbingDataset(pairs), 1);
                assertTrue(message.matches("loss is (NaN|Infinity|-Infinity) in epoch 1, step 2: .*"), message);
                assertTrue(message.endsWith("input right holds " + bad + " in sample 2 of this batch"), message);
            }
        }
    }

    @Test
    void elseTheLearningRateIsNamed() {
        try (var model = Samples.denseNet(3, 2).compile(new SGD(1e38), Loss.meanSquaredError())) {
            var rows = new MemoryDataset(List.of(Samples.uniform(1, 8, 3)), List.of(Samples.uniform(2, 8, 2)));
            String message = failure(model, new ProbingDataset(rows), 5);
            assertTrue(
                    message.matches("loss is (NaN|Infinity) in epoch 1, step 2: "
                            + "the inputs are finite, so try a learning rate below 1.0E38"),
                    message);
        }
    }
}
