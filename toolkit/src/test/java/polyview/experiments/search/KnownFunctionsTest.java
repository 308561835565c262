package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Strategies on functions whose minima are known; medians over 20 searches, each from a seed of its own. */
@Tag("experiments")
class KnownFunctionsTest {

    private static final int SEARCHES = 20;

    private static double median(Strategy strategy, Space space, ToDoubleFunction<Options> function, int runs) {
        double[] best = LongStream.rangeClosed(1, SEARCHES)
                .mapToDouble(seed -> Search.named("known")
                        .space(space)
                        .minimize(function)
                        .strategy(strategy)
                        .seed(seed)
                        .runs(runs)
                        .verbose(false)
                        .run()
                        .best()
                        .orElseThrow()
                        .score())
                .sorted()
                .toArray();
        return (best[SEARCHES / 2 - 1] + best[SEARCHES / 2]) / 2;
    }

    @Test
    void theFunctionsHaveTheirMinima() {
        double[][] branin = {{-Math.PI, 12.275}, {Math.PI, 2.275}, {9.42478, 2.475}};
        for (double[] at : branin) {
            assertEquals(
                    KnownFunctions.BRANIN, KnownFunctions.branin(new Options(Map.of("x", at[0], "y", at[1]))), 1e-5);
        }
        double[] hartmann = {0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573};
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < 6; i++) {
            values.put("x" + i, hartmann[i]);
        }
        assertEquals(KnownFunctions.HARTMANN6, KnownFunctions.hartmann6(new Options(values)), 1e-5);
    }

    @Test
    void tpeBeatsRandomOnBranin() {
        double random = median(Strategy.random(), KnownFunctions.braninSpace(), KnownFunctions::branin, 60)
                - KnownFunctions.BRANIN;
        double tpe = median(Strategy.tpe(), KnownFunctions.braninSpace(), KnownFunctions::branin, 60)
                - KnownFunctions.BRANIN;
        assertTrue(tpe >= 0 && tpe < random / 2, () -> "above the minimum: tpe " + tpe + ", random " + random);
    }

    @Test
    void tpeBeatsRandomOnHartmann() {
        double random = median(Strategy.random(), KnownFunctions.hartmannSpace(), KnownFunctions::hartmann6, 60)
                - KnownFunctions.HARTMANN6;
        double tpe = median(Strategy.tpe(), KnownFunctions.hartmannSpace(), KnownFunctions::hartmann6, 60)
                - KnownFunctions.HARTMANN6;
        assertTrue(tpe >= -1e-5 && tpe < random / 2, () -> "above the minimum: tpe " + tpe + ", random " + random);
    }
}
