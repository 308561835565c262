package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import polyview.layers.Fusion;
import polyview.training.Fit;

/** What an experiment refuses, with the exact words. */
@Tag("experiments")
class ExperimentRefusalsTest {

    private static void refused(String message, Executable what) {
        assertEquals(message, assertThrows(RuntimeException.class, what).getMessage());
    }

    private static Experiment bare() {
        return Experiment.named("bare").variant("concat", () -> MadeExperiment.pairs(Fusion.concat()));
    }

    @Test
    void badOptions() {
        refused("experiment must have a name, got \" \"", () -> Experiment.named(" "));
        refused("variant must have a name, got \"\"", () -> bare().variant("", () -> null));
        refused("there is a variant named concat already", () -> bare().variant("concat", () -> null));
        refused("seeds must be positive, got 0", () -> bare().seeds(0));
        refused("seeds must differ, got [7, 8, 7]", () -> bare().seeds(7, 8, 7));
        var data = MadeExperiment.made(4, 1);
        refused("fit must have no validation data: name them in data(train, valid, test)", () -> bare().fit(
                        Fit.epochs(1).validation(data)));
    }

    @Test
    void whatIsNotSet() {
        var data = MadeExperiment.made(4, 1);
        refused("variant must be called at least once", () -> Experiment.named("none")
                .run());
        refused(
                "seeds must be set: seeds(5) for the seeds 1 to 5, or seeds(7, 8, 9)",
                () -> bare().fit(Fit.epochs(1)).data(data, data).run());
        refused(
                "fit must be set: fit(Fit.epochs(8))",
                () -> bare().seeds(2).data(data, data).run());
        refused(
                "data must be set: data(train, valid, test), or folds(folds)",
                () -> bare().seeds(2).fit(Fit.epochs(1)).run());
    }

    @Test
    void namesThatAreNotThere() {
        refused(
                "no variant named sum; there are [concat, multiply]",
                () -> MadeExperiment.experiment().baseline("sum").run());
        refused(
                "no variant named sum; there are [concat, multiply]",
                () -> MadeExperiment.experiment().fit("sum", Fit.epochs(1)).run());
        refused(
                "variant concat has no score auc; it has [loss, accuracy]",
                () -> MadeExperiment.experiment().score("auc").run());
    }
}
