package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.base.ReferenceRow;

/** Holm, Wilcoxon, power and effect sizes against SciPy and statsmodels, see src/test/scipy/claims.py, and against sums by hand. */
@Tag("experiments")
class ClaimsTest {

    private static final String FILE = "/scipy/claims.csv";
    private static final double EXACT = 1e-12;

    private static List<ReferenceRow> of(String... kinds) throws IOException {
        return ReferenceRow.all(FILE).stream()
                .filter(r -> List.of(kinds).contains(r.kind()))
                .toList();
    }

    static List<ReferenceRow> holm() throws IOException {
        return of("holm");
    }

    static List<ReferenceRow> wilcoxon() throws IOException {
        return of("exact", "permuted", "approx");
    }

    @Test
    void everyReferenceIsRead() throws IOException {
        assertEquals(470, ReferenceRow.all(FILE).size());
        assertEquals(15, holm().size());
        assertEquals(44, wilcoxon().size());
    }

    @ParameterizedTest
    @MethodSource("holm")
    void holmIsThatOfStatsmodels(ReferenceRow r) {
        assertArrayEquals(r.list(1), Holm.adjusted(r.list(0)), 1e-15);
    }

    @Test
    void whatHasNoPValueWasAskedToo() {
        assertArrayEquals(
                new double[] {0.03, Double.NaN, 0.08},
                Holm.adjusted(0.01, Double.NaN, 0.04),
                1e-15,
                "three comparisons");
    }

    @ParameterizedTest
    @MethodSource("wilcoxon")
    void wilcoxonIsThatOfSciPy(ReferenceRow r) {
        SignedRanks ranks = SignedRanks.of(r.list(0), 1e-12);
        assertEquals(r.get(1), ranks.p(), 1e-12 * r.get(1) + 1e-15);
        // The other variant as the baseline: all signs turn round.
        SignedRanks turned =
                SignedRanks.of(Arrays.stream(r.list(0)).map(d -> -d).toArray(), 1e-12);
        assertEquals(ranks.p(), turned.p(), 1e-15);
        assertEquals(ranks.correlation(), -turned.correlation(), 1e-15);
    }

    @Test
    void ranksByHand() {
        // 0.3 - 0.2 and 0.2 - 0.1 are equal but for rounding.
        SignedRanks ranks = SignedRanks.of(new double[] {0.3 - 0.2, 0.1 - 0.2, 0, 0.5}, 1e-12);
        assertArrayEquals(new int[] {3, 3, 6}, ranks.ranks());
        assertEquals((1.5 + 3 - 1.5) / 6, ranks.correlation(), EXACT);
        // The sums of ranks that are no larger than 1.5: none, the first, the second; times two sides, of 2^3.
        assertEquals(6 / 8.0, ranks.p(), EXACT);
        assertEquals(0.0625, SignedRanks.of(new double[] {1, 2, 3, 4, 5}, 0).p(), EXACT);
        assertEquals(SignedRanks.smallest(5), 0.0625);
        assertEquals(Double.NaN, SignedRanks.of(new double[] {0, 0}, 0).p());
    }

    @ParameterizedTest
    @ValueSource(strings = {"biserial", "effect"})
    void effectSizesAreThoseOfTheirFormulas(String kind) throws IOException {
        for (ReferenceRow r : of(kind)) {
            double[] d = r.list(0);
            if (kind.equals("biserial")) {
                assertEquals(r.get(1), SignedRanks.of(d, 1e-12).correlation(), EXACT);
                continue;
            }
            PairedScores pairs = new PairedScores(d, new double[d.length], r.get(1));
            PairedDifference paired = PairedDifference.of(pairs, PairedTest.T_TEST, 1, Double.NaN, 0);
            assertEquals(r.get(2), paired.effectSize(), 1e-12 * Math.abs(r.get(2)));
            assertEquals(r.get(3), paired.low(), 1e-11);
            assertEquals(r.get(4), paired.high(), 1e-11);
        }
    }

    @Test
    void theNoncentralTIsThatOfSciPy() throws IOException {
        double largest = 0;
        for (ReferenceRow r : of("nct")) {
            largest = Math.max(largest, Math.abs(r.get(3) - NoncentralT.cumulative(r.get(0), r.get(1), r.get(2))));
        }
        System.out.printf("noncentral t: at most %.1e from SciPy%n", largest);
        assertTrue(largest < 1e-11, "" + largest);
    }

    /** With one degree of freedom and no shift it is Cauchy's distribution. */
    @Test
    void theNoncentralTWhereItIsKnown() {
        for (double t : new double[] {-1e6, -3, 0.01, 1, 50, 1e6}) {
            assertEquals(0.5 + Math.atan(t) / Math.PI, NoncentralT.cumulative(t, 1, 0), 1e-12);
        }
        // P(T <= 0) is that of a normal number, whatever the degrees.
        assertEquals(NoncentralT.cumulative(0, 3, 1.5), NoncentralT.cumulative(1e-9, 400, 1.5), 1e-8);
    }

    /** Of statsmodels to 1e-8, since SciPy's t.isf, which it uses, has no more; to 1e-11 with a point that SciPy's t.cdf confirms. */
    @Test
    void powerIsThatOfStatsmodels() throws IOException {
        double largest = 0;
        for (ReferenceRow r : of("power")) {
            double power = Power.power((int) r.get(0), r.get(1), r.get(2));
            assertEquals(r.get(3), power, 1e-8, r.toString());
            assertEquals(r.get(4), power, 1e-11, r.toString());
            assertEquals(power, Power.power((int) r.get(0), -r.get(1), r.get(2)), 1e-13, "of the other sign");
            largest = Math.max(largest, Math.abs(r.get(4) - power));
        }
        System.out.printf("power: at most %.1e from SciPy%n", largest);
        for (ReferenceRow r : of("seeds")) {
            assertEquals((int) Math.ceil(r.get(3)), Power.seeds(r.get(0), r.get(1), r.get(2)), r.toString());
        }
        for (ReferenceRow r : of("detectable")) {
            double effect = Power.detectable((int) r.get(0), r.get(1), r.get(2));
            assertEquals(r.get(3), effect, 1e-5 * r.get(3), r + ", which statsmodels solves to five digits");
            assertEquals(r.get(4), effect, 1e-10 * r.get(4), r.toString());
            assertEquals(r.get(1), Power.power((int) r.get(0), effect, r.get(2)), 1e-11);
        }
        for (ReferenceRow r : of("folds")) {
            Resampling folds = new Resampling((int) r.get(0), r.get(1));
            assertEquals(r.get(4), Power.power(folds, r.get(2), r.get(3)), 1e-11, r.toString());
            double effect = Power.detectable(folds, 0.8, 0.05);
            assertEquals(0.8, Power.power(folds, effect, 0.05), 1e-11);
        }
    }

    @Test
    void powerIsTheLevelWhereThereIsNoEffect() {
        assertEquals(0.05, Power.power(5, 0, 0.05), 1e-12);
        assertEquals(2, Power.seeds(1e6, 0.8, 0.05), "no fewer than a spread needs");
    }

    @Test
    void whatHasNoPowerIsRefused() {
        refused("n must be at least 2, got 1", () -> Power.power(1, 1, 0.05));
        refused("effect must be finite, got NaN", () -> Power.power(5, Double.NaN, 0.05));
        refused("level must lie between 0 and 1, both excluded, got 5.0", () -> Power.power(5, 1, 5));
        refused("power must lie between 0 and 1, both excluded, got 1.0", () -> Power.seeds(1, 1, 0.05));
        refused("effect must not be 0", () -> Power.seeds(0, 0.8, 0.05));
        refused("power 0.01 must be larger than the level 0.05", () -> Power.detectable(5, 0.01, 0.05));
        refused("effect 1.0E-6 needs more than 1000000000 seeds", () -> Power.seeds(1e-6, 0.8, 0.05));
    }
}
