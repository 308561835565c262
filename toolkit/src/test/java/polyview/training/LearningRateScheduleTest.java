package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** Which rate each step is made with. */
@Tag("training")
class LearningRateScheduleTest {

    /** The rate of each step; two steps an epoch. */
    private static List<Double> rates(int fits, int epochs, LearningRateSchedule schedule) {
        List<Double> rates = new ArrayList<>();
        Callback looksOn = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                rates.add(run.engine().learningRate());
            }
        };
        var x = Input.of("x", 3);
        try (var model = new Model(x, new Dense(2).apply(x)).seed(1)) {
            model.compile(new SGD(0.5), Loss.softmaxCrossEntropy());
            for (int i = 0; i < fits; i++) {
                model.fit(
                        Samples.rows(20, 3, 2),
                        Fit.epochs(epochs).batchSize(10).verbose(false).callbacks(looksOn, schedule));
            }
        }
        return rates;
    }

    @Test
    void aRateHoldsFromItsEpochOn() {
        assertEquals(
                List.of(0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125, 0.125),
                rates(1, 4, LearningRateSchedule.at(4, 0.125).andAt(2, 0.25)));
    }

    /** As in one fit of four epochs. */
    @Test
    void aSecondFitGoesOn() {
        LearningRateSchedule schedule =
                LearningRateSchedule.at(1, 1).andAt(2, 0.25).andAt(4, 0.125);
        List<Double> expected = List.of(1.0, 1.0, 0.25, 0.25, 0.25, 0.25, 0.125, 0.125);
        assertEquals(expected, rates(1, 4, schedule));
        assertEquals(expected, rates(2, 2, schedule));
        assertEquals(expected, rates(4, 1, schedule));
    }

    @Test
    void anExperimentKnowsItByItsText() {
        assertEquals(
                "LearningRateSchedule[rates={2=0.25}]",
                LearningRateSchedule.at(2, 0.25).toString());
    }

    @Test
    void badEpochsAndRatesAreRefused() {
        refused("epoch must be positive, got 0", 0, 1);
        refused("learningRate must be positive, got 0.0", 1, 0);
        refused("learningRate must be positive, got NaN", 1, Double.NaN);
    }

    private static void refused(String message, int epoch, double rate) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> LearningRateSchedule.at(epoch, rate))
                        .getMessage());
    }
}
