package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.experiments.Experiment;
import polyview.experiments.Results;
import polyview.training.EarlyStopping;
import polyview.training.Fit;
import polyview.training.History;

/** Which way is better: the metric says it, and its name tells nothing. */
class DirectionTest {

    /** Seeds 1 to 3 have other test data, so that the differences spread: 2.834 and 0.027 are the means. */
    private static Experiment slowAndGood(KnownMetrics.Mean metric) {
        return Experiment.named("made")
                .variant("slow", () -> KnownMetrics.model(2.834, 0.01, metric))
                .variant("good", () -> KnownMetrics.model(0.027, 0.001, metric))
                .seeds(3)
                .fit(Fit.epochs(1))
                .data(seed -> polyview.experiments.Split.of(KnownMetrics.at(0), KnownMetrics.at(seed - 2)))
                .verbose(false);
    }

    private static void requireGood(Results results, String way) {
        assertEquals(0.027, results.of("good").mean(), 1e-6);
        assertEquals(2.834, results.of("slow").mean(), 1e-6);
        assertEquals(Optional.of(way.equals("better") ? "good" : "slow"), results.best());
        assertEquals("good: " + way + " than slow (-2.8070, p < 0.001)", results.verdicts());
        String other = way.equals("better") ? "worse" : "better";
        assertEquals(
                "slow: " + other + " than good (+2.8070, p < 0.001)",
                results.against("good").verdicts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmse", "mae", "perplexity", "accuracy", "f1"})
    void aMetricIsBetterItsOwnWay(String name) {
        requireGood(slowAndGood(new KnownMetrics.Mean(name, false)).run(), "better");
        requireGood(slowAndGood(new KnownMetrics.Mean(name, true)).run(), "worse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmse", "mae", "perplexity", "one_shot"})
    void aMeasureGoesByItsMetric(String name) {
        // Here the data does not change with the seed: the differences are equal, and have no p-value.
        for (boolean higher : new boolean[] {false, true}) {
            Results results = slowAndGood(new KnownMetrics.Mean("other", !higher))
                    .measure(name, KnownMetrics.at(0), new KnownMetrics.Mean("unused", higher))
                    .run();
            assertEquals(Optional.of(higher ? "slow" : "good"), results.by(name).best());
            assertEquals(Optional.of(higher ? "good" : "slow"), results.best());
            assertEquals(higher, !results.by(name).smallerIsBetter());
        }
    }

    private static final double[] GROWING = {0.784, 0.873, 0.914, 0.958};

    private static History fit(polyview.models.Model model, EarlyStopping stopping) {
        return model.fit(
                KnownMetrics.at(0),
                Fit.epochs(4)
                        .validation(KnownMetrics.at(0))
                        .callbacks(KnownMetrics.giving(GROWING), stopping)
                        .verbose(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f1", "rmse", "error"})
    void whatIsToGrowMayGrow(String name) {
        try (var model = KnownMetrics.model(0, 0, new KnownMetrics.Mean(name, true))) {
            History history = fit(model, EarlyStopping.on("val_" + name).restoreBestWeights(true));
            assertEquals(4, history.epochs().size());
            assertEquals(History.Stop.DONE, history.stop());
            assertEquals(0.958, model.evaluate(KnownMetrics.at(0)).get(name), 1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmse", "mae", "perplexity", "accuracy"})
    void whatIsToShrinkMayNotGrow(String name) {
        try (var model = KnownMetrics.model(0, 0, new KnownMetrics.Mean(name, false))) {
            History history = fit(model, EarlyStopping.on("val_" + name).restoreBestWeights(true));
            assertEquals(2, history.epochs().size());
            assertEquals(0.784, model.evaluate(KnownMetrics.at(0)).get(name), 1e-6);
        }
    }

    @Test
    void earlyStoppingAndResultsAgreeOnOneMetric() {
        // Four variants with the four values: the best one is what early stopping keeps.
        for (boolean higher : new boolean[] {false, true}) {
            var metric = new KnownMetrics.Mean("f1", higher);
            Experiment experiment = Experiment.named("made")
                    .seed(1)
                    .fit(Fit.epochs(1))
                    .data(KnownMetrics.at(0), KnownMetrics.at(0))
                    .verbose(false);
            for (double value : GROWING) {
                experiment.variant("v" + value, () -> KnownMetrics.model(value, 0, metric));
            }
            Results results = experiment.run();
            try (var model = KnownMetrics.model(0, 0, metric)) {
                fit(model, EarlyStopping.on("val_f1").patience(9).restoreBestWeights(true));
                double kept = model.evaluate(KnownMetrics.at(0)).get("f1");
                assertEquals(higher ? 0.958 : 0.784, kept, 1e-6);
                assertEquals(results.of(results.best().orElseThrow()).mean(), kept, 1e-6);
            }
            assertTrue(results.complete());
        }
    }
}
