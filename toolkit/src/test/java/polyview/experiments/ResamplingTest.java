package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.base.ReferenceRow;
import polyview.base.Seeds;
import polyview.data.Folds;
import polyview.data.Splitter;

/** The corrected resampled t-test against SciPy, see src/test/scipy/resampled.py, and against what chance gives. */
@Tag("experiments")
class ResamplingTest {

    private record Reference(String name, double[] x, double[] y, double[] numbers) {

        static Reference of(ReferenceRow row) {
            double[] numbers = IntStream.range(2, 7).mapToDouble(row::get).toArray();
            return new Reference(row.kind(), row.list(0), row.list(1), numbers);
        }

        double ratio() {
            return numbers[0];
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Reference> references() throws IOException {
        return ReferenceRow.all("/scipy/resampled.csv").stream()
                .map(Reference::of)
                .toList();
    }

    private static RunResult run(String variant, long seed, int fold, double score) {
        return new RunResult(
                variant, seed, fold, RunResult.Status.FINISHED, "", 3, Map.of("accuracy", score), List.of(), 1);
    }

    private static Results results(Reference r, long... seeds) {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < r.x.length; i++) {
            for (long seed : seeds) {
                // Seeds that differ around the mean of a fold, the same way for both variants or not.
                double off = (seed - Arrays.stream(seeds).average().orElseThrow()) / 100;
                runs.add(run("x", seed, i + 1, r.x[i] + off));
                runs.add(run("y", seed, i + 1, r.y[i] - off));
            }
        }
        return new Results(
                "made",
                List.of("y", "x"),
                "y",
                Arrays.stream(seeds).boxed().toList(),
                "accuracy",
                runs,
                Map.of("accuracy", true),
                Optional.of(new Resampling(r.x.length, r.ratio())));
    }

    @ParameterizedTest
    @MethodSource("references")
    void asSciPy(Reference r) {
        assertTrue(r.numbers[3] > r.numbers[4], "the plain test gives a smaller p-value");
        VariantScore x = results(r, 1).of("x");
        assertEquals(r.numbers[3], x.pValue(), 1e-9 * r.numbers[3]);
        assertEquals(r.numbers[1], x.low(), 1e-9);
        assertEquals(r.numbers[2], x.high(), 1e-9);
        VariantScore seeds = results(r, 1, 2, 3).of("x");
        assertEquals(r.numbers[3], seeds.pValue(), 1e-6 * r.numbers[3], "the seeds of a fold are averaged");
        assertEquals(3 * r.x.length, seeds.runs());
        assertEquals(x.std(), seeds.std(), 1e-9);
    }

    @Test
    void tenReferencesAreRead() throws IOException {
        assertEquals(19, references().size());
    }

    /**
     * Two learners without a difference: each knows one of two features that tell the class equally well, and takes the nearer mean of its
     * training part. The data is drawn anew in each trial, so a difference that a test finds is one that is not there.
     */
    @Test
    void whereThereIsNoDifferenceThePlainTestFindsOneFarTooOften() {
        int plain = 0;
        int corrected = 0;
        int trials = 500;
        for (int trial = 0; trial < trials; trial++) {
            SplittableRandom random = Seeds.stream(5, trial);
            int size = 60;
            double[][] features = new double[2][size];
            for (double[] feature : features) {
                Arrays.setAll(feature, i -> i % 2 * 0.8 + random.nextGaussian());
            }
            var folds = Splitter.ofIndices(size).repeatedKFold(5, 6, trial);
            double[] x = accuracies(features[0], folds);
            double[] y = accuracies(features[1], folds);
            plain += Statistics.pairedP(x, y) < 0.05 ? 1 : 0;
            corrected += Statistics.pairedP(x, y, folds.testOverTrain()) < 0.05 ? 1 : 0;
        }
        System.out.printf(
                "no difference, level 0.05: plain t-test finds one in %.3f of trials, the corrected one in %.3f%n",
                plain / (double) trials, corrected / (double) trials);
        assertTrue(plain > 0.25 * trials, "the plain t-test is wrong on repeated folds, " + plain);
        assertTrue(corrected < 0.1 * trials, "the corrected one is near its level, " + corrected);
    }

    static double[] accuracies(double[] feature, Folds<int[]> folds) {
        double[] accuracies = new double[folds.size()];
        for (int f = 0; f < accuracies.length; f++) {
            int[] train = folds.trainRows(f);
            double middle = (mean(feature, 0, train) + mean(feature, 1, train)) / 2;
            accuracies[f] = IntStream.of(folds.testRows(f))
                    .mapToDouble(row -> feature[row] > middle == (row % 2 == 1) ? 1 : 0)
                    .average()
                    .orElseThrow();
        }
        return accuracies;
    }

    private static double mean(double[] feature, int of, int... rows) {
        return IntStream.of(rows)
                .filter(row -> row % 2 == of)
                .mapToDouble(row -> feature[row])
                .average()
                .orElseThrow();
    }

    @Test
    void numbersAreRefused() {
        refused("folds must be positive, got 0", () -> new Resampling(0, 0.5));
        refused("testOverTrain must be positive, got 0.0", () -> new Resampling(5, 0));
        refused(
                "run of x has fold 4, and there are 3",
                () -> new Results(
                        "made",
                        List.of("x"),
                        "x",
                        List.of(1L),
                        "accuracy",
                        List.of(run("x", 1, 4, 0.5)),
                        Map.of("accuracy", true),
                        Optional.of(new Resampling(3, 0.5))));
        refused(
                "run of x has fold 0, and there are 3",
                () -> new Results(
                        "made",
                        List.of("x"),
                        "x",
                        List.of(1L),
                        "accuracy",
                        List.of(run("x", 1, 0, 0.5)),
                        Map.of("accuracy", true),
                        Optional.of(new Resampling(3, 0.5))));
    }
}
