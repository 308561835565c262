package polyview.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.losses.Task;

/** Metrics from their specifications, and names that tell them apart. */
@Tag("training")
class MetricsTest {

    private static final List<Metric> ALL = List.of(
            Metric.accuracy(),
            Metric.balancedAccuracy(),
            Metric.topKAccuracy(1),
            Metric.topKAccuracy(5),
            NWayAccuracy.among(20),
            Metric.meanAbsoluteError(),
            Metric.rootMeanSquaredError(),
            Metric.r2(),
            Metric.psnr(1),
            Metric.ssim(1),
            Metric.targetRegistrationError(),
            Metric.folds(),
            Metric.endpointError(),
            Metric.entropy(1),
            Metric.mutualInformation(255),
            Metric.sourceSsim(1),
            Metric.gradientTransfer(),
            Metric.cohenKappa(),
            Metric.cohenKappa().linear(),
            Metric.cohenKappa().quadratic(),
            Metric.recallAt(1),
            Metric.recallAt(5),
            Metric.recallAt(5).cosine(),
            Metric.rocAuc(),
            Metric.rocAuc().macro(),
            Metric.averagePrecision().thresholds(200),
            Metric.averagePrecision().macro().thresholds(50),
            Metric.precision(),
            Metric.precision().threshold(0.3),
            Metric.precision().threshold(0.5 + 1e-9),
            Metric.recall().zeroDivision(0),
            Metric.f1().macro(),
            Metric.f1().micro().threshold(0.25),
            Metric.iou().ofClass(3),
            Metric.dice().ofClass(0).threshold(0.9).zeroDivision(1));

    @Test
    void eachIsMadeFromItsSpecification() {
        for (Metric metric : ALL) {
            assertEquals(Optional.of(metric), Metrics.of(MetricSpec.of(metric)), metric::name);
        }
        assertEquals(Optional.of(Metric.psnr(255)), Metrics.of(MetricSpec.of(Metric.psnr(255))));
    }

    @Test
    void eachHasAColumnOfItsOwn() {
        List<String> names = ALL.stream().map(Metric::name).toList();
        ColumnNames.require("metric", names);
        assertEquals(ALL.size(), new HashSet<>(names).size());
        assertEquals("precision_above_0.3", Metric.precision().threshold(0.3).name());
        assertEquals("f1_macro", Metric.f1().macro().name());
        assertEquals("iou_class_3", Metric.iou().ofClass(3).name());
        assertEquals("f1_micro_above_0.25", Metric.f1().micro().threshold(0.25).name());
        assertEquals(
                "rocAuc_macro_200_thresholds",
                Metric.rocAuc().macro().thresholds(200).name());
        assertEquals("recallAt5_cosine", Metric.recallAt(5).cosine().name());
        // What the name does not tell apart is refused.
        MetricData.refused(
                "metric psnr must have another name: two have this one",
                () -> ColumnNames.require(
                        "metric",
                        List.of(Metric.psnr(1).name(), Metric.psnr(255).name())));
        assertEquals(Metric.f1().threshold(0.5), Metric.f1());
    }

    @Test
    void anotherMetricOfTheSameNameIsNotOurs() {
        assertEquals(Optional.empty(), Metrics.of(new MetricSpec("f1", true, Map.of())));
        assertEquals(Optional.empty(), Metrics.of(new MetricSpec("r2", true, Map.of())));
        assertEquals(Optional.empty(), Metrics.of(new MetricSpec("psnr", true, Map.of("maxValue", "high"))));
        assertEquals(Optional.empty(), Metrics.of(new MetricSpec("accuracy", false, Map.of())));
        assertEquals(Optional.empty(), Metrics.of(new MetricSpec("top0Accuracy", true, Map.of("k", "0"))));
    }

    /** A metric of a user with the name of one of the toolkit. */
    record Dice() implements Metric {
        @Override
        public String name() {
            return "dice";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public Tally tally(Task task) {
            return Metric.dice().tally(task);
        }
    }

    @Test
    void oneThatWasAddedDoesNotHideThatOfTheToolkit() {
        Metrics.add("dice", settings -> new Dice());
        assertEquals(Optional.of(new Dice()), Metrics.of(MetricSpec.of(new Dice())));
        assertTrue(Metrics.of(MetricSpec.of(Metric.dice()))
                .filter(Metric.dice()::equals)
                .isPresent());
    }

    @Test
    void whichWayIsBetter() {
        Set<String> lower = Set.of(
                "meanAbsoluteError", "rootMeanSquaredError", "targetRegistrationError", "folds", "endpointError");
        ALL.forEach(metric -> assertEquals(!lower.contains(metric.name()), metric.higherIsBetter(), metric.name()));
    }
}
