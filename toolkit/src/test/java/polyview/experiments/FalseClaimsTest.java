package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.base.Seeds;
import polyview.data.Folds;
import polyview.data.Splitter;

/** Experiments of variants without any difference: how many of them have a verdict that tells of one. */
@Tag("experiments")
class FalseClaimsTest {

    private static final int EXPERIMENTS = 200;
    private static final List<String> VARIANTS = List.of("a", "b", "c", "d", "e");

    /** What 200 experiments that are wrong with probability 0.05 exceed in 1 of 1000 cases. */
    private static final int MOST =
            new BinomialDistribution(null, EXPERIMENTS, 0.05).inverseCumulativeProbability(0.999);

    /** How the scores of seeds spread. */
    private enum Scores {
        NORMAL(random -> 0.8 + 0.02 * random.nextGaussian()),
        /** Losses with a long tail. */
        SKEWED(random -> Math.exp(random.nextGaussian())),
        /** Accuracies of 50 test samples: many are equal. */
        COARSE(random -> random.doubles(50).filter(x -> x < 0.8).count() / 50.0),
        /** One run in ten fails to learn. */
        OUTLIERS(random -> random.nextDouble() < 0.1 ? 0.5 : 0.8 + 0.02 * random.nextGaussian());

        private final ToDoubleFunction<SplittableRandom> draw;

        Scores(ToDoubleFunction<SplittableRandom> draw) {
            this.draw = draw;
        }
    }

    private record Claims(int corrected, int plain) {}

    static Stream<Arguments> cases() {
        return Stream.of(Scores.values()).flatMap(scores -> Stream.of(3, 5, 10, 20)
                .flatMap(seeds -> Stream.of(PairedTest.values()).map(test -> Arguments.of(scores, seeds, test))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noMoreAreFalseThanIsPromised(Scores scores, int seeds, PairedTest test) {
        int corrected = 0;
        int plain = 0;
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            SplittableRandom random = Seeds.stream(100L * scores.ordinal() + seeds, experiment);
            List<RunResult> runs = new ArrayList<>();
            for (int seed = 1; seed <= seeds; seed++) {
                // What a seed does to all variants alike, such as a hard order of the samples, is no difference.
                double shared = scores.draw.applyAsDouble(random);
                for (String variant : VARIANTS) {
                    runs.add(run(variant, seed, 0, shared + scores.draw.applyAsDouble(random)));
                }
            }
            Results results = results(seeds, runs, Optional.empty()).test(test);
            corrected += claims(results) ? 1 : 0;
            plain += plainClaims(results) ? 1 : 0;
        }
        tell(scores + ", " + seeds + " seeds, " + test, new Claims(corrected, plain));
        assertTrue(corrected <= MOST, corrected + " of " + EXPERIMENTS + ", at most " + MOST);
        assertTrue(corrected <= plain);
        if (test == PairedTest.T_TEST && seeds >= 5 && scores == Scores.NORMAL) {
            assertTrue(plain > MOST, "without the correction there are more than is promised: " + plain);
        }
    }

    /** Five learners that know one of five features each, all worth the same; the data is drawn anew in each experiment. */
    @ParameterizedTest
    @MethodSource("folds")
    void norOverFolds(int k, int repeats) {
        int corrected = 0;
        int plain = 0;
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            SplittableRandom random = Seeds.stream(k + 100L * repeats, experiment);
            int size = 100;
            Folds<int[]> folds = Splitter.ofIndices(size).repeatedKFold(k, repeats, experiment);
            List<RunResult> runs = new ArrayList<>();
            for (String variant : VARIANTS) {
                double[] feature = new double[size];
                Arrays.setAll(feature, i -> i % 2 * 0.8 + random.nextGaussian());
                double[] accuracies = ResamplingTest.accuracies(feature, folds);
                for (int fold = 1; fold <= folds.size(); fold++) {
                    runs.add(run(variant, 1, fold, accuracies[fold - 1]));
                }
            }
            Results results = results(1, runs, Optional.of(new Resampling(folds.size(), folds.testOverTrain())));
            corrected += claims(results) ? 1 : 0;
            plain += plainClaims(results) ? 1 : 0;
        }
        tell(repeats + " times " + k + " folds", new Claims(corrected, plain));
        assertTrue(corrected <= MOST, corrected + " of " + EXPERIMENTS + ", at most " + MOST);
        assertTrue(corrected <= plain);
    }

    static Stream<Arguments> folds() {
        return Stream.of(Arguments.of(5, 1), Arguments.of(10, 1), Arguments.of(5, 6));
    }

    private static boolean claims(Results results) {
        return results.verdicts().lines().anyMatch(line -> line.contains("better") || line.contains("worse"));
    }

    private static boolean plainClaims(Results results) {
        return VariantScore.all(results).stream().anyMatch(score -> score.pValue() < 0.05);
    }

    private static void tell(String what, Claims claims) {
        System.out.printf(
                "%s: %d of %d experiments with a false claim, %d without Holm%n",
                what, claims.corrected(), EXPERIMENTS, claims.plain());
    }

    private static RunResult run(String variant, long seed, int fold, double score) {
        return new RunResult(
                variant, seed, fold, RunResult.Status.FINISHED, "", 3, Map.of("accuracy", score), List.of(), 1);
    }

    private static Results results(int seeds, List<RunResult> runs, Optional<Resampling> folds) {
        return new Results(
                "none differs",
                VARIANTS,
                "a",
                LongStream.rangeClosed(1, seeds).boxed().toList(),
                "accuracy",
                runs,
                Map.of("accuracy", true),
                folds);
    }
}
