package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.layers.Fusion;
import polyview.metrics.Metric;
import polyview.training.EarlyStopping;
import polyview.training.Fit;

/** Runs that are sent to another process have the results that they have here. */
@Tag("experiments")
class RunParcelTest {

    @TempDir
    Path folder;

    private static Experiment experiment() {
        return Experiment.named("fusion")
                .variant("concat", () -> MadeExperiment.pairs(Fusion.concat()))
                .variant("multiply", () -> MadeExperiment.pairs(Fusion.multiply()))
                .seeds(2)
                .fit(Fit.epochs(3)
                        .batchSize(16)
                        .callbacks(EarlyStopping.on("val_loss").patience(1).restoreBestWeights(true)))
                .data(MadeExperiment.made(48, 1), MadeExperiment.made(16, 2), MadeExperiment.made(64, 3))
                .measure("again", MadeExperiment.made(20, 4), Metric.accuracy())
                .verbose(false);
    }

    /** All but times, to the last bit. */
    static List<Map<String, String>> bits(Results results) {
        return results.done().stream()
                .map(run -> {
                    Map<String, String> entries = new LinkedHashMap<>(run.entries());
                    entries.keySet()
                            .removeIf(key -> key.equals("seconds")
                                    || key.endsWith(".seconds")
                                    || key.endsWith(".images_per_second"));
                    return entries;
                })
                .toList();
    }

    @Test
    void anotherProcessGivesTheSameBits() {
        Results here = experiment().run();
        ChildRunner child = new ChildRunner(folder);
        Results there = experiment().run(child);
        assertTrue(there.complete());
        assertEquals(4, here.done().size());
        assertEquals(bits(here), bits(there));
        assertEquals(
                4,
                child.lines().stream()
                        .filter(line -> line.startsWith("data MadePairs["))
                        .count(),
                () -> "each data set is sent once, as its specification: " + child.lines());
        assertTrue(child.lines().contains("run 4/4 multiply seed 2 in the child: epoch 1/3"), child.lines()::toString);
    }
}
