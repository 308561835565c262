package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which designs the strategies propose. */
@Tag("experiments")
class StrategiesTest {

    private static final Space SPACE = Space.empty()
            .choice("fusion", "concat", "gated")
            .when("fusion", "gated", s -> s.integers("heads", 1, 2))
            .logUniform("rate", 0.01, 1);

    private static List<Options> designs(Search search) {
        return search.verbose(false).run().trials().stream().map(Trial::options).toList();
    }

    private static Search flat(Space space) {
        return Search.named("flat").space(space).minimize(options -> 0);
    }

    @Test
    void aGridHasItsOrder() {
        List<String> grid = designs(
                        flat(SPACE).strategy(Strategy.grid(3).width(2)).runs(100))
                .stream()
                .map(design -> design.toString().replace("0.10000000000000002", "0.1"))
                .toList();
        assertEquals(
                List.of(
                        "fusion concat, rate 0.01",
                        "fusion concat, rate 0.1",
                        "fusion concat, rate 1.0",
                        "fusion gated, heads 1, rate 0.01",
                        "fusion gated, heads 1, rate 0.1",
                        "fusion gated, heads 1, rate 1.0",
                        "fusion gated, heads 2, rate 0.01",
                        "fusion gated, heads 2, rate 0.1",
                        "fusion gated, heads 2, rate 1.0"),
                grid);
    }

    @Test
    void aGridOfRangesHasTheEnds() {
        List<Object> values = Strategy.grid(3).designs(Space.empty().uniform("x", -1, 1)).stream()
                .map(o -> o.values().get("x"))
                .toList();
        assertEquals(List.of(-1.0, 0.0, 1.0), values);
        List<Object> integers = Strategy.grid(4).designs(Space.empty().integers("n", 2, 11)).stream()
                .map(o -> o.values().get("n"))
                .toList();
        assertEquals(List.of(2, 5, 8, 11), integers);
        assertEquals(
                3, Strategy.grid(9).designs(Space.empty().integers("n", 1, 3)).size());
        Space large = Space.empty().uniform("a", 0, 1).uniform("b", 0, 1);
        assertEquals(
                "a grid of more than 100000 designs: take fewer points, or another strategy",
                assertThrows(IllegalArgumentException.class, () -> Strategy.grid(400)
                                .designs(large))
                        .getMessage());
    }

    /** The first points in the order of the Gray code, as in S. Joe and F. Y. Kuo's own program. */
    @Test
    void sobolHasItsPoints() {
        double[][] points = {
            {0, 0, 0},
            {0.5, 0.5, 0.5},
            {0.75, 0.25, 0.25},
            {0.25, 0.75, 0.75},
            {0.375, 0.375, 0.625},
            {0.875, 0.875, 0.125},
            {0.625, 0.125, 0.875},
            {0.125, 0.625, 0.375},
            {0.1875, 0.3125, 0.9375},
            {0.6875, 0.8125, 0.4375}
        };
        SobolPoints sobol = SobolPoints.plain(3);
        for (int i = 0; i < points.length; i++) {
            assertArrayEquals(points[i], sobol.at(i), 0, "point " + i);
        }
    }

    /** Of 2^k points each interval of length 2^-k holds one, in every dimension, also after the shift. */
    @Test
    void aShiftKeepsSobolEven() {
        SobolPoints sobol = SobolPoints.shifted(6, new SplittableRandom(3));
        for (int dimension = 0; dimension < 6; dimension++) {
            int d = dimension;
            assertEquals(
                    64,
                    IntStream.range(0, 64)
                            .map(i -> (int) (sobol.at(i)[d] * 64))
                            .distinct()
                            .count());
        }
    }

    /** The squared L2 star discrepancy, by the formula of T. T. Warnock (1972). */
    private static double discrepancy(double[][] x) {
        int n = x.length;
        int d = x[0].length;
        double single = 0;
        double pairs = 0;
        for (double[] a : x) {
            double product = 1;
            for (double u : a) {
                product *= (1 - u * u) / 2;
            }
            single += product;
            for (double[] b : x) {
                double both = 1;
                for (int k = 0; k < d; k++) {
                    both *= 1 - Math.max(a[k], b[k]);
                }
                pairs += both;
            }
        }
        return Math.pow(3, -d) - 2.0 / n * single + pairs / n / n;
    }

    @Test
    void sobolIsMoreEvenThanChance() {
        int better = 0;
        for (long seed = 1; seed <= 20; seed++) {
            better += discrepancy(cube(Strategy.sobol(), seed)) < 0.5 * discrepancy(cube(Strategy.random(), seed))
                    ? 1
                    : 0;
        }
        assertEquals(20, better);
    }

    private static double[][] cube(Strategy strategy, long seed) {
        Space space = Space.empty().uniform("a", 0, 1).uniform("b", 0, 1).uniform("c", 0, 1);
        return designs(flat(space).strategy(strategy).seed(seed).runs(128)).stream()
                .map(o -> new double[] {o.number("a"), o.number("b"), o.number("c")})
                .toArray(double[][]::new);
    }

    @Test
    void aSeedDecides() {
        for (Strategy strategy :
                List.of(Strategy.random(), Strategy.sobol(), Strategy.tpe().startup(4))) {
            List<Options> first = designs(flat(SPACE).strategy(strategy).runs(20));
            assertEquals(first, designs(flat(SPACE).strategy(strategy).runs(20)));
            assertEquals(
                    first.subList(0, 9), designs(flat(SPACE).strategy(strategy).runs(9)), "a prefix");
            assertNotEquals(
                    first, designs(flat(SPACE).strategy(strategy).seed(2).runs(20)));
        }
        // The width has no part in what random search draws.
        assertEquals(
                designs(flat(SPACE).strategy(Strategy.random().width(1)).runs(9)),
                designs(flat(SPACE).strategy(Strategy.random().width(7)).runs(9)));
    }

    /** A choice that is always better is taken more often, and the options that exist only beside it are there. */
    @Test
    void tpeTakesWhatIsBetter() {
        SearchResults results = Search.named("c")
                .space(SPACE)
                .maximize(o -> o.text("fusion").equals("gated") ? 1 + o.integer("heads") - o.number("rate") : 0)
                .strategy(Strategy.tpe())
                .runs(60)
                .verbose(false)
                .run();
        List<Trial> later = results.trials().subList(20, 60);
        long good = later.stream()
                .filter(t -> t.options().has("heads") && t.options().integer("heads") == 2)
                .count();
        assertTrue(good > 28, () -> good + " of 40");
        assertTrue(results.best().orElseThrow().score() > 2.9);
    }

    private static Options only(String name, Object value) {
        return new Options(Map.of(name, value));
    }

    /** The density of a range sums to 1, and so do the probabilities of integers and choices. */
    @Test
    void densitiesSumToOne() {
        Space rates = Space.empty().logUniform("rate", 0.01, 1);
        Parzen numbers = Parzen.of(
                rates,
                Stream.of(0.02, 0.5, 0.021, 0.9).map(v -> only("rate", v)).toList());
        double low = Math.log(0.01);
        int n = 20_000;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.exp(numbers.log(only("rate", Math.exp(low - (i + 0.5) * low / n)))) * -low / n;
        }
        assertEquals(1, sum, 1e-6);
        Space wholes = Space.empty().logIntegers("n", 1, 30);
        Parzen whole =
                Parzen.of(wholes, Stream.of(3, 3, 17).map(v -> only("n", v)).toList());
        assertEquals(
                1,
                IntStream.rangeClosed(1, 30)
                        .mapToDouble(k -> Math.exp(whole.log(only("n", k))))
                        .sum(),
                1e-9);
    }

    /** Three designs and the prior, each a quarter; beside its own value each has 1/4 for all, scaled to the sum 1. */
    @Test
    void aChoiceByHand() {
        Space kinds = Space.empty().choice("c", "a", "b");
        Parzen parzen =
                Parzen.of(kinds, Stream.of("b", "b", "a").map(v -> only("c", v)).toList());
        double own = 1.25 / 1.5;
        assertEquals((2 * own + (1 - own) + 0.5) / 4, Math.exp(parzen.log(only("c", "b"))), 1e-12);
        assertEquals((own + 2 * (1 - own) + 0.5) / 4, Math.exp(parzen.log(only("c", "a"))), 1e-12);
    }

    /** Draws are distributed as the density says, also of two options together, of which one may be missing. */
    @Test
    void drawsFollowTheDensity() {
        Space space = Space.empty().choice("c", "a", "b", "d").when("c", "b", s -> s.integers("n", 1, 3));
        Parzen parzen = Parzen.of(
                space,
                List.of(new Options(Map.of("c", "b", "n", 3)), only("c", "a"), new Options(Map.of("c", "b", "n", 3))));
        SplittableRandom random = new SplittableRandom(1);
        Map<Map<String, Object>, Integer> counts = new LinkedHashMap<>();
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            counts.merge(parzen.draw(random).values(), 1, Integer::sum);
        }
        assertEquals(5, counts.size());
        double sum = 0;
        for (Map.Entry<Map<String, Object>, Integer> entry : counts.entrySet()) {
            double likely = Math.exp(parzen.log(new Options(entry.getKey())));
            assertEquals(likely, entry.getValue() / (double) draws, 0.018, entry.getKey()::toString);
            sum += likely;
        }
        assertEquals(1, sum, 1e-9);
    }

    /** Without a design it is the prior: a normal distribution as wide as the range, cut at its ends. */
    @Test
    void thePriorByHand() {
        Parzen prior = Parzen.of(Space.empty().uniform("x", 0, 2), List.of());
        // Deviation 2, from -0.5 to 0.5 deviations around 1: that holds 0.3829249225 of the normal distribution.
        assertEquals(
                Math.exp(-0.125) / (2 * Math.sqrt(2 * Math.PI)) / 0.3829249225480263,
                Math.exp(prior.log(only("x", 0.0))),
                1e-9);
    }

    /** In a small space every design is tried once before any is tried again. */
    @Test
    void tpeRepeatsNothing() {
        Space small =
                Space.empty().choice("a", "p", "q", "r").integers("b", 1, 4).flag("c");
        List<Options> designs = designs(Search.named("small")
                .space(small)
                .minimize(o -> o.integer("b"))
                .strategy(Strategy.tpe().startup(1))
                .runs(20));
        assertEquals(20, designs.stream().distinct().count());
    }

    @Test
    void oldTrialsWeighLess() {
        assertArrayEquals(new double[] {1, 1, 1}, Parzen.weights(3));
        double[] weights = Parzen.weights(28);
        assertEquals(1 / 28.0, weights[0], 1e-12);
        assertEquals((1 / 28.0 + 1) / 2, weights[1], 1e-12);
        assertEquals(1, weights[2], 1e-12);
        assertEquals(1, weights[27]);
    }

    @Test
    void refusals() {
        assertEquals(
                "width must be positive, got 0",
                assertThrows(IllegalArgumentException.class, () -> Strategy.random()
                                .width(0))
                        .getMessage());
        assertEquals(
                "startup must be positive, got 0",
                assertThrows(IllegalArgumentException.class, () -> Strategy.tpe()
                                .startup(0))
                        .getMessage());
        List<Option> many = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            many.add(new Option.Numbers("x" + i, 0, 1, false, List.of()));
        }
        assertEquals(
                "Sobol's sequence has up to 1000 options, the space has 1001",
                assertThrows(IllegalArgumentException.class, () -> flat(new Space(many))
                                .strategy(Strategy.sobol())
                                .runs(1)
                                .run())
                        .getMessage());
    }
}
