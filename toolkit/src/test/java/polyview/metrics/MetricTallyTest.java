package polyview.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.data.FloatArray;
import polyview.losses.Task;
import polyview.models.Samples;

/** Every metric has the same bits however the samples come in batches, and where its count was written and read in between. */
@Tag("training")
class MetricTallyTest {

    private static final int SAMPLES = 3000;

    /** A metric with data. */
    record Made(Metric metric, Task task, FloatArray scores, FloatArray targets) {
        @Override
        public String toString() {
            return metric.name() + " " + task;
        }
    }

    private static Made classes(Metric metric, int classes) {
        FloatArray labels = Samples.labels(1, classes, SAMPLES);
        return new Made(metric, Task.CLASSES, Samples.uniform(2, SAMPLES, classes), labels);
    }

    private static Made labels(Metric metric) {
        return new Made(metric, Task.LABELS, Samples.uniform(3, SAMPLES, 2), Samples.labels(4, 2, SAMPLES, 2));
    }

    private static Made numbers(Metric metric) {
        return new Made(metric, Task.NUMBERS, Samples.uniform(5, SAMPLES, 2), Samples.uniform(6, SAMPLES, 2));
    }

    private static Made images(Metric metric) {
        return new Made(metric, Task.IMAGES, Samples.uniform(7, 19, 12, 13, 2), Samples.uniform(8, 19, 12, 13, 2));
    }

    private static Made fields(Metric metric, long... targets) {
        return new Made(metric, Task.NUMBERS, Samples.uniform(11, 19, 5, 6, 2), Samples.uniform(12, targets));
    }

    private static Made fused(Metric metric) {
        FloatArray sources = Samples.uniform(8, 19, 12, 13, 2);
        for (int i = 0; i < sources.values().length; i++) {
            sources.values()[i] += 1;
        }
        return new Made(metric, Task.IMAGES, Samples.uniform(7, 19, 12, 13, 1), sources);
    }

    private static Made embeddings(Metric metric) {
        return new Made(metric, Task.EMBEDDINGS, Samples.uniform(9, 201, 3), Samples.labels(10, 30, 201));
    }

    static List<Made> all() {
        List<Made> all = new ArrayList<>(List.of(
                classes(Metric.accuracy(), 5),
                labels(Metric.accuracy()),
                classes(Metric.topKAccuracy(3), 5),
                classes(Metric.balancedAccuracy(), 5),
                labels(Metric.balancedAccuracy()),
                classes(Metric.cohenKappa().quadratic(), 5),
                labels(Metric.cohenKappa()),
                classes(Metric.rocAuc(), 2),
                classes(Metric.averagePrecision().macro(), 4),
                labels(Metric.rocAuc().macro()),
                labels(Metric.averagePrecision().thresholds(20)),
                classes(NWayAccuracy.among(20), 2),
                numbers(Metric.meanAbsoluteError()),
                numbers(Metric.rootMeanSquaredError()),
                numbers(Metric.r2()),
                images(Metric.psnr(2)),
                images(Metric.ssim(2)),
                fields(Metric.targetRegistrationError(), 19, 7, 4),
                fields(Metric.folds(), 19, 5, 6, 2),
                fields(Metric.endpointError(), 19, 5, 6, 2),
                fused(Metric.entropy(2)),
                fused(Metric.mutualInformation(2)),
                fused(Metric.sourceSsim(2)),
                fused(Metric.gradientTransfer()),
                embeddings(Metric.recallAt(2)),
                embeddings(Metric.recallAt(1).cosine())));
        for (DecisionScore score :
                List.of(Metric.precision(), Metric.recall(), Metric.f1(), Metric.iou(), Metric.dice())) {
            all.add(classes(score.macro(), 5));
            all.add(classes(score.ofClass(3).threshold(0.4), 5));
            all.add(labels(score));
            all.add(labels(score.macro().threshold(0.6)));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void sameBits(Made made) {
        double whole = MetricData.value(made.metric, made.task, made.scores, made.targets);
        assertTrue(Double.isFinite(whole));
        for (int size : new int[] {1, 7, 999}) {
            assertEquals(
                    whole, MetricData.inBatches(made.metric, made.task, made.scores, made.targets, size), 0, "" + size);
        }
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            assertEquals(whole, MetricData.inParts(made.metric, made.task, made.scores, made.targets, random), 0);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void anEmptyTallyIsNotANumberAndItsStateIsEmptyToo(Made made) {
        Metric.Tally empty = made.metric.tally(made.task);
        assertTrue(Double.isNaN(empty.value()));
        Metric.Tally again = made.metric.tally(made.task);
        again.restore(empty.state().orElseThrow());
        assertTrue(Double.isNaN(again.value()));
        again.add(made.scores, made.targets);
        assertEquals(MetricData.value(made.metric, made.task, made.scores, made.targets), again.value(), 0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theStateIsThatOfItsTime(Made made) {
        Metric.Tally tally = made.metric.tally(made.task);
        tally.add(made.scores, made.targets);
        double[] state = tally.state().orElseThrow();
        double[] copy = state.clone();
        double value = tally.value();
        tally.add(made.scores, made.targets);
        for (int i = 0; i < state.length; i++) {
            assertEquals(copy[i], state[i], 0);
        }
        Metric.Tally again = made.metric.tally(made.task);
        again.restore(state);
        again.add(made.scores, made.targets);
        for (int i = 0; i < state.length; i++) {
            assertEquals(copy[i], state[i], 0);
        }
        assertEquals(tally.value(), again.value(), 0);
        assertFalse(Double.isNaN(value));
    }

    /** Those whose Javadoc says that they keep scores or embeddings. */
    private static boolean keeps(Metric metric) {
        return metric instanceof RecallAtK || metric instanceof RankingScore area && area.thresholds() == 0;
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyThoseThatSaySoKeepMoreForMoreSamples(Made made) {
        Metric.Tally tally = made.metric.tally(made.task);
        tally.add(made.scores, made.targets);
        int once = tally.state().orElseThrow().length;
        // Other scores, as those of other samples.
        float[] other = made.scores.values().clone();
        for (int i = 0; i < other.length; i++) {
            other[i] /= 3;
        }
        tally.add(FloatArray.of(other, made.scores.shape()), made.targets);
        int twice = tally.state().orElseThrow().length;
        assertEquals(keeps(made.metric), twice > once, once + " " + twice);
        assertTrue(keeps(made.metric) || once < 1000, "" + once);
    }

    @Test
    void nWayAccuracyKeepsTheSamplesThatWait() {
        Metric.Tally tally = NWayAccuracy.among(4).tally(Task.LABELS);
        tally.add(MetricData.row(0.1, 0.9, 0.2), MetricData.row(0, 1, 0));
        Metric.Tally again = NWayAccuracy.among(4).tally(Task.LABELS);
        again.restore(tally.state().orElseThrow());
        again.add(MetricData.row(0.3), MetricData.row(0));
        assertEquals(1, again.value());
    }

    @Test
    void areasAreThoseOfTheCurves() {
        FloatArray scores = Samples.uniform(11, SAMPLES, 1);
        FloatArray labels = Samples.labels(12, 2, SAMPLES);
        assertEquals(
                RocCurve.of(labels, scores).area(),
                MetricData.value(Metric.rocAuc(), Task.LABELS, scores, labels),
                1e-12);
        assertEquals(
                PrecisionRecallCurve.of(labels, scores).averagePrecision(),
                MetricData.value(Metric.averagePrecision(), Task.LABELS, scores, labels),
                1e-12);
        // Half of the pairs that fall into one of 200 steps.
        assertEquals(
                RocCurve.of(labels, scores).area(),
                MetricData.value(Metric.rocAuc().thresholds(200), Task.LABELS, scores, labels),
                1.0 / 90 / 2);
    }
}
