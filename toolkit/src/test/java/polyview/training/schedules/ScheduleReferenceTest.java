package polyview.training.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates against PyTorch's schedulers and Keras' formulas, in files that {@code src/test/pytorch/schedules.py} makes. */
@Tag("training")
class ScheduleReferenceTest {

    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src/test/resources/schedules")
            .toAbsolutePath();

    /** PyTorch multiplies the rate of the step before, so that it rounds once more in each step. */
    private static final double CLOSE = 5e-15;

    private static final Map<String, Schedule> TORCH = Map.ofEntries(
            Map.entry(
                    "PiecewiseConstant",
                    new PiecewiseConstant(0.2).then(20, 0.002).then(7, 0.02)),
            Map.entry("ExponentialDecay", new ExponentialDecay(0.2, 1, 0.93)),
            Map.entry("ExponentialDecay staircase", new ExponentialDecay(0.2, 9, 0.3).staircase(true)),
            Map.entry("PolynomialDecay", new PolynomialDecay(0.2, 45).power(2).endRate(0)),
            Map.entry("CosineDecay", new CosineDecay(0.2, 59).alpha(0.25)),
            Map.entry("CosineDecayRestarts", new CosineDecayRestarts(0.2, 7).alpha(0.1)),
            Map.entry("CosineDecayRestarts equal", new CosineDecayRestarts(0.2, 8).tMul(1)),
            Map.entry("OneCycle", new OneCycle(0.5, 60)),
            Map.entry(
                    "OneCycle linear",
                    new OneCycle(0.5, 60)
                            .pctStart(0.41)
                            .linear(true)
                            .divFactor(10)
                            .finalDivFactor(100)),
            Map.entry("OneCycle threePhase", new OneCycle(0.5, 60).threePhase(true)),
            Map.entry(
                    "OneCycle threePhase linear",
                    new OneCycle(0.5, 37).pctStart(0.45).linear(true).threePhase(true)),
            Map.entry("WarmUp Constant", new Constant(0.2).warmUp(10, 0.02)),
            Map.entry("WarmUp ExponentialDecay", new ExponentialDecay(0.2, 1, 0.9).warmUp(10, 0.02)));

    private static final Map<String, Schedule> KERAS = Map.ofEntries(
            Map.entry("ExponentialDecay", new ExponentialDecay(0.3, 11, 0.7)),
            Map.entry("ExponentialDecay staircase", new ExponentialDecay(0.3, 11, 0.7).staircase(true)),
            Map.entry("InverseTimeDecay", new InverseTimeDecay(0.3, 7, 0.5)),
            Map.entry("InverseTimeDecay staircase", new InverseTimeDecay(0.3, 7, 0.5).staircase(true)),
            Map.entry(
                    "PolynomialDecay",
                    new PolynomialDecay(0.3, 40).endRate(0.01).power(0.5)),
            Map.entry("PolynomialDecay default", new PolynomialDecay(0.3, 40)),
            Map.entry(
                    "PolynomialDecay cycle",
                    new PolynomialDecay(0.3, 13).endRate(0.01).power(1.5).cycle(true)),
            Map.entry("CosineDecay", new CosineDecay(0.3, 40)),
            Map.entry("CosineDecay alpha", new CosineDecay(0.3, 40).alpha(0.2)),
            Map.entry("CosineDecay warm-up", new CosineDecay(0.3, 40).alpha(0.1).warmUp(12, 0.02)),
            Map.entry(
                    "CosineDecayRestarts",
                    new CosineDecayRestarts(0.3, 9).tMul(1.7).mMul(0.8).alpha(0.05)),
            Map.entry(
                    "CosineDecayRestarts equal",
                    new CosineDecayRestarts(0.3, 9).tMul(1).mMul(0.9)));

    private static Map<String, double[]> read(String name) {
        Map<String, double[]> cases = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(FOLDER.resolve(name + ".csv"))) {
                String[] parts = line.split(",");
                cases.put(
                        parts[0],
                        Arrays.stream(parts)
                                .skip(1)
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static void compare(Map<String, Schedule> schedules, Map<String, double[]> expected) {
        assertEquals(expected.keySet(), schedules.keySet());
        expected.forEach((name, rates) -> {
            for (int step = 0; step < rates.length; step++) {
                double rate = schedules.get(name).rate(step);
                assertEquals(rates[step], rate, CLOSE * rates[0], name + " in step " + step);
            }
        });
    }

    @Test
    void theRatesArePyTorchs() {
        compare(TORCH, read("pytorch"));
    }

    @Test
    void theRatesAreThoseOfKerasFormulas() {
        compare(KERAS, read("keras"));
    }

    /** Every restart begins at the full rate to the bit, however large its number: a logarithm would round some away. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void everyRestartIsAtItsStep(int factor) {
        Schedule schedule = new CosineDecayRestarts(0.1, 5).tMul(factor);
        long step = 0;
        long length = 5;
        for (int restart = 0; restart < 15; restart++) {
            assertEquals(0.1, schedule.rate(step), "restart " + restart);
            step += length;
            length *= factor;
        }
    }

    /** Far behind the end nothing overflows, and the last rate stays. */
    @ParameterizedTest
    @CsvSource({"1000, 0.0", "4000000000000, 0.0"})
    void afterItsEndADecayStays(long step, double expected) {
        assertEquals(expected, new CosineDecay(0.1, 100).rate(step));
        assertEquals(expected, new PolynomialDecay(0.1, 100).endRate(0).rate(step));
        assertEquals(0.1 / 25 / 1e4, new OneCycle(0.1, 100).rate(step), 1e-22);
    }
}
