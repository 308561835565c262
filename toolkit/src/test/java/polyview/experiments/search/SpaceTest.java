package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is drawn from a space, what exists in it, and what it refuses. */
@Tag("experiments")
class SpaceTest {

    private static final int DRAWS = 20_000;

    private static List<Options> draws(Space space) {
        SplittableRandom random = new SplittableRandom(7);
        return IntStream.range(0, DRAWS).mapToObj(i -> space.draw(random)).toList();
    }

    private static double share(List<Options> draws, Function<Options, Boolean> what) {
        return draws.stream().filter(what::apply).count() / (double) DRAWS;
    }

    /** Five standard deviations of a share of one half in 20,000 draws are 0.018. */
    private static void assertShare(double expected, double share) {
        assertEquals(expected, share, 0.018);
    }

    @Test
    void numbersAreUniform() {
        List<Options> draws = draws(Space.empty().uniform("x", -2, 6));
        assertShare(0.25, share(draws, o -> o.number("x") < 0));
        assertShare(0.5, share(draws, o -> o.number("x") < 2));
        assertTrue(draws.stream().allMatch(o -> o.number("x") >= -2 && o.number("x") <= 6));
    }

    @Test
    void logarithmsAreUniform() {
        List<Options> draws = draws(Space.empty().logUniform("rate", 1e-4, 1));
        for (int power = -3; power < 0; power++) {
            double below = Math.pow(10, power);
            assertShare((power + 4) / 4.0, share(draws, o -> o.number("rate") < below));
        }
    }

    @Test
    void integersHaveBothEndsAlike() {
        List<Options> draws = draws(Space.empty().integers("n", 3, 6));
        for (int n = 3; n <= 6; n++) {
            int value = n;
            assertShare(0.25, share(draws, o -> o.integer("n") == value));
        }
        assertEquals(1, share(draws, o -> o.integer("n") >= 3 && o.integer("n") <= 6));
    }

    /** An integer k has the interval from log(k - 0.5) to log(k + 0.5). */
    @Test
    void logIntegersHaveTheirIntervals() {
        List<Options> draws = draws(Space.empty().logIntegers("n", 1, 4));
        for (int n = 1; n <= 4; n++) {
            int value = n;
            assertShare(
                    Math.log((n + 0.5) / (n - 0.5)) / Math.log(4.5 / 0.5), share(draws, o -> o.integer("n") == value));
        }
    }

    @Test
    void choicesAreAlike() {
        Space space = Space.empty()
                .choice("a", "p", "q")
                .choice("b", 16, 32)
                .choice("c", 0.5, 2)
                .flag("d");
        List<Options> draws = draws(space);
        assertShare(0.5, share(draws, o -> o.text("a").equals("q")));
        assertShare(0.5, share(draws, o -> o.integer("b") == 32));
        assertShare(0.5, share(draws, o -> o.number("c") == 2));
        assertShare(0.5, share(draws, o -> o.flag("d")));
        assertShare(0.25, share(draws, o -> o.flag("d") && o.integer("b") == 16));
    }

    @Test
    void someExistOnlyBesideOthers() {
        Space space = Space.empty()
                .choice("fusion", "concat", "attention", "gated")
                .when("fusion", List.of("attention", "gated"), s -> s.integers("heads", 1, 2)
                        .when("heads", 2, t -> t.uniform("drop", 0, 1)))
                .logUniform("rate", 0.1, 1);
        assertEquals(
                "fusion: one of [concat, attention, gated]; heads: integers 1 to 2 where fusion is one of [attention, gated];"
                        + " drop: uniform 0.0 to 1.0 where fusion is one of [attention, gated] and where heads is 2;"
                        + " rate: logUniform 0.1 to 1.0",
                space.toString());
        List<Options> draws = draws(space);
        for (Options o : draws) {
            assertEquals(!o.text("fusion").equals("concat"), o.has("heads"), o::toString);
            assertEquals(o.has("heads") && o.integer("heads") == 2, o.has("drop"), o::toString);
            assertTrue(o.has("rate"));
            space.require(o);
        }
        assertShare(1 / 3.0, share(draws, o -> o.has("drop")));
        Map<String, Object> wrong = new HashMap<>(Map.of("fusion", "concat", "heads", 1, "rate", 0.5));
        assertThrows(IllegalArgumentException.class, () -> space.require(new Options(wrong)));
        wrong.put("fusion", "gated");
        space.require(new Options(wrong));
        wrong.put("heads", 3);
        assertThrows(IllegalArgumentException.class, () -> space.require(new Options(wrong)));
    }

    @Test
    void placesAreDesigns() {
        Space space =
                Space.empty().integers("n", 1, 4).logUniform("rate", 0.01, 1).choice("c", "a", "b");
        Options middle = space.at(0.3, 0.5, 0.49);
        assertEquals(2, middle.integer("n"));
        assertEquals(0.1, middle.number("rate"), 1e-15);
        assertEquals("a", middle.text("c"));
        assertEquals("n 2, rate " + middle.number("rate") + ", c a", middle.toString());
        assertEquals(0.01, space.at(0, 0, 0).number("rate"));
        double last = Math.nextDown(1.0);
        assertEquals(4, space.at(last, last, last).integer("n"));
        assertTrue(space.at(last, last, last).number("rate") <= 1);
        assertEquals(
                "place must have 3 numbers of [0, 1), one for each option, got [0.5]", message(() -> space.at(0.5)));
        assertEquals(
                "place must have 3 numbers of [0, 1), one for each option, got [0.5, 1.0, 0.0]",
                message(() -> space.at(0.5, 1, 0)));
    }

    @Test
    void aSpaceNeverChanges() {
        Space before = Space.empty().uniform("x", 0, 1);
        Space after = before.flag("y");
        assertEquals(1, before.options().size());
        assertEquals(2, after.options().size());
        assertThrows(UnsupportedOperationException.class, () -> after.options().clear());
    }

    @Test
    void gettersRefuse() {
        Options options = new Options(Map.of("rate", 0.5));
        assertEquals("there is no option heads; there are [rate]", message(() -> options.integer("heads")));
        assertEquals("option rate must be text, got the number 0.5", message(() -> options.text("rate")));
        assertEquals("option rate must be an integer, got the number 0.5", message(() -> options.integer("rate")));
        assertEquals("option rate must be a truth value, got the number 0.5", message(() -> options.flag("rate")));
        assertEquals(3.0, new Options(Map.of("n", 3)).number("n"));
        assertEquals(
                "option day must be text, an integer, a number or a truth value, got a LocalDate",
                message(() -> new Options(Map.of("day", LocalDate.EPOCH))));
    }

    @Test
    void badSpacesAreRefused() {
        Space space = Space.empty().choice("fusion", "concat", "multiply");
        assertEquals("option must have a name, got \" \"", message(() -> space.uniform(" ", 0, 1)));
        assertEquals("there is an option named fusion already", message(() -> space.flag("fusion")));
        assertEquals("values of a must differ, got [x, x]", message(() -> space.choice("a", "x", "x")));
        assertEquals("values of a must not be empty", message(() -> space.choice("a", new String[0])));
        assertEquals(
                "range of rate must go from a smaller to a larger number, got 0.1 to 0.1",
                message(() -> space.uniform("rate", 0.1, 0.1)));
        assertEquals(
                "range of rate must go from a smaller to a larger number, got 0.0 to NaN",
                message(() -> space.logUniform("rate", 0, Double.NaN)));
        assertEquals("range of rate must be positive, got 0.0 to 1.0", message(() -> space.logUniform("rate", 0, 1)));
        assertEquals("range of n must be positive, got 0.0 to 4.0", message(() -> space.logIntegers("n", 0, 4)));
        UnaryOperator<Space> more = s -> s.flag("more");
        assertEquals(
                "there is no option fusio; there are [fusion]", message(() -> space.when("fusio", "concat", more)));
        assertEquals(
                "option fusion never is sum; it is fusion: one of [concat, multiply]",
                message(() -> space.when("fusion", "sum", more)));
        assertEquals(
                "when must add options to the space that it is given: fusion: one of [concat, multiply], got more: one of"
                        + " [false, true]",
                message(() -> space.when("fusion", "concat", s -> Space.empty().flag("more"))));
        assertThrows(IllegalArgumentException.class, () -> space.when("fusion", "concat", s -> s));
    }

    @Test
    void whatFitsAnotherSpaceIsKept() {
        Space space = Space.empty()
                .choice("fusion", "concat", "gated")
                .when("fusion", "gated", s -> s.integers("heads", 1, 2));
        assertEquals(
                Map.of("fusion", "gated", "heads", 2),
                space.known(new Options(Map.of("fusion", "gated", "heads", 2, "rate", 0.5)))
                        .values());
        assertEquals(
                Map.of("fusion", "gated"),
                space.known(new Options(Map.of("fusion", "gated", "heads", 9))).values());
        assertFalse(
                space.known(new Options(Map.of("fusion", "sum", "heads", 1))).has("heads"));
    }

    private static String message(Runnable refused) {
        return assertThrows(IllegalArgumentException.class, refused::run).getMessage();
    }
}
