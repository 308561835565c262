package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.losses.Task;
import polyview.metrics.MeanTally;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;
import polyview.training.Fit;

/** Variants are compared only where a column holds the same quantity of each. */
@Tag("experiments")
class OneColumnOneMeaningTest {

    private static final MemoryDataset DATA = new MemoryDataset(
            List.of(FloatArray.of(new float[] {1, 2, 3, 4}, 4, 1)), List.of(FloatArray.of(new float[4], 4)));

    /** The part of the outputs within a limit. */
    record Within(String name, double limit) implements Metric {
        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public Tally tally(Task task) {
            return new Counted(limit);
        }
    }

    private static final class Counted extends MeanTally {
        private final double limit;

        Counted(double limit) {
            this.limit = limit;
        }

        @Override
        public void add(FloatArray scores, FloatArray targets) {
            for (float score : scores.values()) {
                add(Math.abs(score) <= limit ? 1 : 0);
            }
        }
    }

    private static Model model(Loss loss, Metric... metrics) {
        var x = Input.of("x", 1);
        return new Model(x, new Dense(1).apply(x)).compile(new SGD(0.01), loss, metrics);
    }

    private static Experiment of(Model first, Model second) {
        return Experiment.named("made")
                .variant("a", () -> first)
                .variant("b", () -> second)
                .seeds(2)
                .fit(Fit.epochs(1))
                .data(DATA, DATA)
                .allowSharedSamples()
                .verbose(false);
    }

    private static Model mse(Metric... metrics) {
        return model(Loss.meanSquaredError(), metrics);
    }

    @Test
    void oneNameIsOneMetricInAllVariants() {
        refused(
                "score within of variant b must be the same metric as in the variants before, within (within Within[name=within, limit=1.0]"
                        + ", higherIsBetter true), got within (within Within[name=within, limit=2.0], higherIsBetter true);"
                        + " give it another name, or the same settings()",
                () -> of(mse(new Within("within", 1)), mse(new Within("within", 2)))
                        .run());
    }

    @Test
    void namesThatDifferInCaseAreRefusedBeforeTheSweep() {
        var accuracy = Metric.meanAbsoluteError();
        refused(
                "score f1 of variant b must be the same metric as in the variants before, F1 (F1 Within[name=F1, limit=1.0],"
                        + " higherIsBetter true), got f1 (f1 Within[name=f1, limit=1.0], higherIsBetter true); give it another"
                        + " name, or the same settings()",
                () -> of(mse(accuracy, new Within("F1", 1)), mse(accuracy, new Within("f1", 1)))
                        .run());
        refused("measure F1 must have another name: variant a has a score of this name", () -> of(
                        mse(new Within("f1", 1)), mse(new Within("f1", 1)))
                .measure("F1", DATA, accuracy)
                .run());
    }

    @Test
    void numbersOfTwoLossesAreNotCompared() {
        Loss crossEntropy = Loss.binaryCrossEntropy();
        refused(
                "score loss cannot be compared: the variants have different losses, {a=[meanSquaredError 1.0],"
                        + " b=[binaryCrossEntropy 1.0]}; give every variant the same metric",
                () -> of(mse(), model(crossEntropy)).run());
        Results results = of(mse(new Within("within", 1)), model(crossEntropy, new Within("within", 1)))
                .run();
        assertEquals("within", results.score());
        refused("loss cannot be compared: the variants have different losses", () -> results.by("loss"));
        Results same =
                of(mse(new Within("within", 1)), mse(new Within("within", 1))).run();
        assertEquals("loss", same.by("loss").score());
    }
}
