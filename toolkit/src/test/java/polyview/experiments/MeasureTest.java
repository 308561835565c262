package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.layers.Fusion;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.metrics.NWayAccuracy;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/** Numbers that an experiment takes besides the scores. */
@Tag("experiments")
class MeasureTest {

    private static final MemoryDataset OTHER = MadeExperiment.made(40, 9);

    private static Experiment measured() {
        return MadeExperiment.experiment()
                .measure("choice", OTHER, NWayAccuracy.among(2))
                .measure("elsewhere", OTHER, Metric.accuracy());
    }

    @Test
    void theyAreWhatTheTrainedModelGivesOnTheirData() {
        Results results = measured().run();
        RunResult run = results.done().get(3);
        assertEquals("multiply 2", run.variant() + " " + run.seed());
        try (Model model = MadeExperiment.network(Fusion.multiply()).seed(2)) {
            model.compile(new Adam(0.02), Loss.softmaxCrossEntropy(), Metric.accuracy());
            model.fit(MadeExperiment.made(48, 1), Fit.epochs(2).batchSize(16).verbose(false));
            assertEquals(model.evaluate(OTHER).get("accuracy"), run.score("elsewhere"));
            FloatArray scores = model.predict(OTHER);
            assertEquals(NWayAccuracy.among(2).of(scores, OTHER.all().targets().get(0)), run.score("choice"));
        }
        assertEquals(
                List.of("loss", "accuracy", "choice", "elsewhere"),
                List.copyOf(run.scores().keySet()));
        assertEquals(run.score("choice"), results.runs().doubleColumn("choice").get(3));
    }

    /** Data that has more samples than it gives. */
    private record Short(MemoryDataset given, int size) implements Dataset {
        @Override
        public List<Shape> inputShapes() {
            return given.inputShapes();
        }

        @Override
        public List<Shape> targetShapes() {
            return given.targetShapes();
        }

        @Override
        public Epoch epoch(int batchSize, Order order) {
            return given.epoch(batchSize, order);
        }
    }

    @Test
    void samplesThatAreMissingAreRefusedWhereTheirOrderCounts() {
        Dataset shorter = new Short(OTHER, 42);
        try (Model model = MadeExperiment.network(Fusion.multiply()).seed(2)) {
            model.compile(new Adam(0.02), Loss.softmaxCrossEntropy());
            assertEquals(
                    "choice needs all samples in their order, the data set gave 40 of 42",
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> new Measure("choice", shorter, NWayAccuracy.among(2)).of(model.engine(), 16))
                            .getMessage());
            assertEquals(
                    new Measure("elsewhere", OTHER, Metric.accuracy()).of(model.engine(), 16),
                    new Measure("elsewhere", shorter, Metric.accuracy()).of(model.engine(), 16));
        }
    }

    @Test
    void theyChangeNothingElse() {
        Map<String, Map<String, Double>> with = MadeExperiment.scores(measured().run());
        Map<String, Map<String, Double>> without =
                MadeExperiment.scores(MadeExperiment.experiment().run());
        without.forEach((run, scores) -> scores.forEach(
                (score, value) -> assertEquals(value, with.get(run).get(score), run + " " + score)));
    }

    @Test
    void tablesAreMadeOfThem() {
        Results results = measured().run();
        assertEquals("accuracy", results.score());
        Results by = results.by("elsewhere");
        assertEquals("elsewhere", by.table().columnNames().get(3));
        double sum = 0;
        for (RunResult run : results.done()) {
            sum += run.variant().equals("concat") ? run.score("elsewhere") / 3 : 0;
        }
        assertEquals(sum, by.of("concat").mean(), 1e-12);
        assertNotEquals(results.of("concat").mean(), by.of("concat").mean());
        assertTrue(by.verdicts().startsWith("multiply: "));
        Results counted = measured().score("choice").run();
        assertEquals("choice", counted.score());
        assertEquals(
                results.by("choice").of("concat").mean(), counted.of("concat").mean());
        refused("no score named auc; there are [loss, accuracy, choice, elsewhere]", () -> results.by("auc"));
    }

    @Test
    void aDirectoryKeepsThemAndRunsWithoutThemAreDoneAgain(@TempDir Path folder) {
        Results without = MadeExperiment.experiment().directory(folder).run();
        Results with = measured().directory(folder).run();
        assertEquals(MadeExperiment.scores(measured().run()), MadeExperiment.scores(with));
        assertNotEquals(without.done().get(0).scores(), with.done().get(0).scores());
        Results read = measured().directory(folder).run();
        assertEquals(with.done(), read.done(), "read, times and all");
        var other = MadeExperiment.experiment()
                .measure("choice", OTHER, NWayAccuracy.among(4))
                .directory(folder);
        String message = assertThrows(IllegalStateException.class, other::run).getMessage();
        assertTrue(message.contains("measure choice was \"nWayAccuracy among 2, size 40"), message);
    }

    @Test
    void whatDoesNotFitFailsTheRun() {
        MemoryDataset odd = OTHER.take(3);
        Results results = MadeExperiment.experiment()
                .measure("choice", odd, NWayAccuracy.among(2))
                .run();
        assertEquals(6, results.failures().size());
        String reason = results.failures().get(0).reason();
        assertTrue(reason.contains("nWayAccuracy among 2 needs a multiple of 2 samples, got 3"), reason);
    }

    @Test
    void namesAreChecked() {
        refused("measure must have a name, got \" \"", () -> MadeExperiment.experiment()
                .measure(" ", OTHER, Metric.accuracy()));
        refused("there is a measure named choice already", () -> measured()
                .measure("choice", OTHER, Metric.accuracy()));
        refused(
                "measure accuracy must have another name: variant concat has a score of this name",
                () -> MadeExperiment.experiment()
                        .measure("accuracy", OTHER, Metric.accuracy())
                        .run());
        refused(
                "variant concat has no score auc; it has [loss, accuracy, choice, elsewhere]",
                () -> measured().score("auc").run());
    }
}
