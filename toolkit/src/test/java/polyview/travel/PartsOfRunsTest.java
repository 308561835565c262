package polyview.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.data.FloatArray;
import polyview.metrics.Metric;
import polyview.metrics.MetricSpec;
import polyview.metrics.NWayAccuracy;
import polyview.notebook.LivePlot;
import polyview.training.Callback;
import polyview.training.Checkpoints;
import polyview.training.CsvLog;
import polyview.training.EarlyStopping;
import polyview.training.LearningRateSchedule;
import polyview.training.ReduceOnPlateau;
import polyview.training.TimeLimit;
import polyview.training.schedules.CosineDecay;
import polyview.training.tensorboard.TensorBoard;

/** The metrics and the callbacks of the toolkit travel as what they are. */
@Tag("training")
class PartsOfRunsTest {

    @TempDir
    Path folder;

    static Stream<Metric> metrics() {
        return Stream.of(
                Metric.accuracy(),
                Metric.meanAbsoluteError(),
                Metric.topKAccuracy(5),
                Metric.balancedAccuracy(),
                Metric.precision().threshold(0.9),
                Metric.recall().macro(),
                Metric.f1().ofClass(3).zeroDivision(1),
                Metric.iou().micro(),
                Metric.rocAuc().thresholds(200),
                Metric.averagePrecision(),
                Metric.cohenKappa().quadratic(),
                Metric.rootMeanSquaredError(),
                Metric.r2(),
                Metric.psnr(2),
                Metric.ssim(255),
                Metric.recallAt(4),
                NWayAccuracy.among(20));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void metricsTravel(Metric metric) {
        Metric there = (Metric) Bundle.open(Bundle.of("metric", metric));
        assertEquals(metric, there);
        assertEquals(MetricSpec.of(metric), MetricSpec.of(there));
    }

    @Test
    void callbacksTravelWithTheirOptions() {
        List<Callback> callbacks = List.of(
                EarlyStopping.on("val_loss").patience(3).minDelta(0.1).restoreBestWeights(true),
                ReduceOnPlateau.on("val_loss").factor(0.2),
                LearningRateSchedule.at(1, 0.1).andAt(3, 0.01),
                new CosineDecay(0.1, 100).warmUp(10, 0),
                TimeLimit.of(Duration.ofMinutes(3)),
                CsvLog.to(folder.resolve("log.csv")),
                Checkpoints.in(folder.resolve("points")).keep(2).best("val_loss"),
                TensorBoard.in(folder.resolve("board")).everySteps(7));
        List<?> there = (List<?>) Bundle.open(Bundle.of("callbacks", callbacks));
        assertEquals(
                callbacks.stream().map(Object::toString).toList(),
                there.stream().map(Object::toString).toList());
    }

    @Test
    void aRelativePathBecomesThatOfThisProcess() {
        CsvLog there = (CsvLog) Bundle.open(Bundle.of("log", CsvLog.to(Path.of("run", "log.csv"))));
        assertEquals("CsvLog to " + Path.of("run", "log.csv").toAbsolutePath(), there.toString());
        assertTrue(Files.notExists(Path.of("run")), "nothing is made before the training");
    }

    @Test
    void whatShowsHereRefuses() {
        assertEquals(
                "run 1/4 concat seed 1 cannot travel: LivePlot shows in the notebook of this process: leave it out of runs that"
                        + " are executed elsewhere; LiveTable shows how far they are, and TensorBoard writes their curves",
                refusal(new LivePlot()));
        assertEquals(
                "run 1/4 concat seed 1 cannot travel: [0].images.made is a lambda of polyview.travel.PartsOfRunsTest, which is"
                        + " not Serializable: let its class implement java.io.Serializable, make the field transient, or leave it"
                        + " out",
                refusal(TensorBoard.in(folder).images("made", () -> FloatArray.of(new float[1], 1, 1, 1, 1))));
    }

    private static String refusal(Callback callback) {
        return assertThrows(IllegalArgumentException.class, () -> Bundle.of("run 1/4 concat seed 1", List.of(callback)))
                .getMessage();
    }
}
