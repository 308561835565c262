package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.Fold;
import polyview.data.Folds;
import polyview.data.MemoryDataset;
import polyview.layers.Fusion;
import polyview.training.Fit;

/** Experiments over folds: which runs there are, what they see, and what is kept of them. */
@Tag("experiments")
class ExperimentFoldsTest {

    @TempDir
    Path folder;

    private final MemoryDataset data = MadeExperiment.made(24, 1);

    private Folds<MemoryDataset> folds(long seed) {
        int[] groups = IntStream.range(0, 24).map(i -> i / 2).toArray();
        return data.splitter().byGroup(groups).kFold(3, seed);
    }

    private Experiment experiment() {
        return Experiment.named("folds")
                .variant("concat", () -> MadeExperiment.pairs(Fusion.concat()))
                .variant("multiply", () -> MadeExperiment.pairs(Fusion.multiply()))
                .fit(Fit.epochs(1).batchSize(8))
                .verbose(false);
    }

    @Test
    void everyVariantRunsOnTheSameFolds() {
        List<Fold<MemoryDataset>> seen = new ArrayList<>();
        Results results = experiment()
                .folds(folds(7), fold -> {
                    seen.add(fold);
                    return Split.of(fold.train(), fold.test());
                })
                .run();
        assertTrue(results.complete());
        assertEquals(3, seen.size(), "the data of a fold is made once for all variants");
        assertEquals(List.of(1, 2, 3), seen.stream().map(Fold::number).toList());
        assertEquals(
                List.of("variant", "seed", "fold", "status"),
                results.runs().columnNames().subList(0, 4));
        assertEquals(List.of(1, 1, 2, 2, 3, 3), results.runs().intColumn("fold").asList());
        assertEquals(
                List.of(1L, 1L, 1L, 1L, 1L, 1L),
                results.runs().longColumn("seed").asList());
        assertEquals(6, results.epochs().intColumn("fold").size());
        assertEquals(Resampling.class, results.resampling().orElseThrow().getClass());
        assertEquals(0.5, results.resampling().orElseThrow().testOverTrain(), 1e-12);
        assertTrue(results.title().startsWith("folds: 2 variants, 1 seed [1], 3 folds; accuracy on the test data"));
        assertTrue(EpochCurves.of(results, "loss").points().containsKey("concat"));
        String message = assertThrows(IllegalArgumentException.class, () -> EpochCurves.of(results, "fold"))
                .getMessage();
        assertTrue(message.startsWith("column must be one of [loss"), message);
        // The mean of the row is that of the runs, and the p-value is the corrected one.
        double[] x = scores(results, "multiply");
        double[] y = scores(results, "concat");
        assertEquals(
                Arrays.stream(x).average().orElseThrow(), results.of("multiply").mean(), 1e-12);
        double p = Statistics.pairedP(x, y, 0.5);
        assertEquals(p, results.of("multiply").pValue(), Double.isNaN(p) ? 0 : 1e-12);
    }

    private static double[] scores(Results results, String variant) {
        return results.done().stream()
                .filter(run -> run.variant().equals(variant))
                .mapToDouble(run -> run.score("accuracy"))
                .toArray();
    }

    @Test
    void foldsTimesSeedsGoOnWhereTheyStood() throws Exception {
        Results first = experiment().folds(folds(7)).seeds(2).directory(folder).run();
        assertEquals(12, first.asked());
        try (var files = Files.list(folder.resolve("runs"))) {
            assertEquals(12, files.count());
        }
        assertTrue(Files.exists(folder.resolve("runs/concat-seed-2-fold-3.properties")));
        Files.delete(folder.resolve("runs/concat-seed-2-fold-3.properties"));
        Set<String> begun = new TreeSet<>();
        Results second = experiment()
                .folds(folds(7))
                .seeds(2)
                .directory(folder)
                .listeners(new ExperimentListener() {
                    @Override
                    public void onRunBegin(RunLabel label) {
                        begun.add(label.toString());
                    }
                })
                .run();
        assertEquals(Set.of("run 11/12 concat seed 2 fold 3"), begun);
        assertEquals(MadeExperiment.timeless(first.runs()), MadeExperiment.timeless(second.runs()));
        assertEquals(MadeExperiment.timeless(first.table()), MadeExperiment.timeless(second.table()));
        String message = assertThrows(IllegalStateException.class, () -> experiment()
                        .folds(folds(8))
                        .seeds(2)
                        .directory(folder)
                        .run())
                .getMessage();
        assertTrue(message.contains("holds the runs of another experiment: folds was \"3, rows "), message);
    }

    @Test
    void aFoldWhoseDataCannotBeMadeFailsAlone() {
        Results results = experiment()
                .folds(folds(7), fold -> {
                    if (fold.number() == 2) {
                        throw new IllegalStateException("no second fold");
                    }
                    return Split.of(fold);
                })
                .run();
        assertEquals(2, results.failures().size());
        assertEquals(
                "concat seed 1 fold 2: failed: no data: IllegalStateException: no second fold",
                results.failures().get(0).line("accuracy"));
        assertEquals(2, results.of("concat").runs());
    }

    /** Statistics of the whole set would have seen the test: the second form of folds makes them of the training part alone. */
    @Test
    void numbersForNormalisationAreThoseOfTheTrainingPartOfEachFold() {
        Set<Float> means = new HashSet<>();
        experiment()
                .folds(folds(7), fold -> {
                    float mean = mean(fold.train().all().inputs().get(0));
                    float whole = mean(data.all().inputs().get(0));
                    assertFalse(mean == whole);
                    means.add(mean);
                    return Split.of(fold.train().rescaled(1, -mean), fold.test().rescaled(1, -mean));
                })
                .run();
        assertEquals(3, means.size());
    }

    private static float mean(FloatArray array) {
        double sum = 0;
        for (float value : array.values()) {
            sum += value;
        }
        return (float) (sum / array.values().length);
    }
}
