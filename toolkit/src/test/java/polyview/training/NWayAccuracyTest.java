package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.losses.Loss;
import polyview.losses.Task;
import polyview.metrics.Metric;
import polyview.metrics.NWayAccuracy;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** The choice of the largest score among some in a row. */
@Tag("training")
class NWayAccuracyTest {

    private static double choice(int among, float[] scores, float... classes) {
        int width = scores.length / classes.length;
        FloatArray x = width == 1 ? FloatArray.of(scores, scores.length) : FloatArray.of(scores, classes.length, width);
        return NWayAccuracy.among(among).of(x, FloatArray.of(classes, classes.length));
    }

    @Test
    void theLargestIsChosen() {
        assertEquals(0.5, choice(2, new float[] {1, 3, 2, 0}, 0, 1, 0, 1));
        assertEquals(1, choice(3, new float[] {-5, -1, -2}, 0, 1, 0));
        assertEquals(0, choice(2, new float[] {7, 7}, 0, 1), "of equal ones the first");
        assertEquals(1, choice(2, new float[] {7, 7}, 1, 0));
        assertEquals(Double.NaN, NWayAccuracy.among(2).tally(Task.LABELS).value());
    }

    @Test
    void ofTwoScoresTheDifferenceCounts() {
        // Differences 1 and 2: the second, though its second score is the smaller one.
        assertEquals(1, choice(2, new float[] {9, 10, 0, 2}, 0, 1));
    }

    @Test
    void whatIsNoNumberIsNeverChosen() {
        float nan = Float.NaN;
        assertEquals(1, choice(2, new float[] {nan, -3}, 0, 1));
        assertEquals(0, choice(2, new float[] {-3, nan}, 0, 1));
        assertEquals(0, choice(2, new float[] {nan, nan}, 1, 0));
    }

    @Test
    void batchesMayCutAnEpisode() {
        FloatArray scores = Samples.uniform(1, 60, 1);
        FloatArray classes = FloatArray.zeros(Shape.of(60));
        int right = 0;
        for (int episode = 0; episode < 12; episode++) {
            int from = 5 * episode;
            int place = episode % 5;
            classes.values()[from + place] = 1;
            float own = scores.values()[from + place];
            right += IntStream.range(from, from + 5).allMatch(i -> scores.values()[i] <= own) ? 1 : 0;
        }
        assertEquals(right / 12.0, NWayAccuracy.among(5).of(scores, classes), 1e-12);
        for (int batch : new int[] {1, 7, 32}) {
            Metric.Tally tally = NWayAccuracy.among(5).tally(Task.LABELS);
            for (int from = 0; from < 60; from += batch) {
                int[] rows = IntStream.range(from, Math.min(from + batch, 60)).toArray();
                tally.add(scores.rows(rows), classes.rows(rows));
            }
            assertEquals(right / 12.0, tally.value(), 1e-12);
        }
    }

    @Test
    void refusals() {
        refused("among must be at least 2, got 1", () -> NWayAccuracy.among(1));
        refused("nWayAccuracy has no meaning with meanSquaredError", () -> NWayAccuracy.among(2)
                .check(Loss.meanSquaredError()));
        NWayAccuracy.among(2).check(Loss.softmaxCrossEntropy());
        NWayAccuracy.among(2).check(Loss.binaryCrossEntropy());
        refused("nWayAccuracy needs one score for each sample, or two, got 3", () -> choice(2, new float[6], 0, 1));
        refused("nWayAccuracy among 2 needs a multiple of 2 samples, got 3", () -> choice(2, new float[3], 0, 1, 0));
    }

    /** A line of progress asks in the middle of an epoch, where an episode may be open. */
    @Test
    void inTheMiddleOfAnEpochItIsThatOfTheWholeEpisodes() {
        List<Double> seen = new ArrayList<>();
        var looking = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                seen.add(run.values().get("nWayAccuracy"));
            }
        };
        var x = Input.of("x", 1);
        // The output is x: of every four samples the third is picked.
        var same = new Dense(1)
                .useBias(false)
                .kernelInitializer(Initializer.constant(1))
                .apply(x);
        var data = Dataset.of(
                List.of(FloatArray.of(new float[] {0, 1, 5, 2, 0, 1, 5, 2}, 8, 1)),
                FloatArray.of(new float[] {0, 0, 1, 0, 0, 1, 0, 0}, 8));
        try (Model model =
                new Model(x, same).seed(1).compile(new SGD(1e-9), Loss.binaryCrossEntropy(), NWayAccuracy.among(4))) {
            History history = model.fit(
                    data,
                    Fit.epochs(1).batchSize(3).shuffle(false).verbose(false).callbacks(looking));
            assertEquals(List.of(Double.NaN, 1.0, 0.5), seen);
            assertEquals(0.5, history.get("nWayAccuracy")[0]);
        }
    }
}
