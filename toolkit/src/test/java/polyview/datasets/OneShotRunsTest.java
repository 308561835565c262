package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.metrics.NWayAccuracy;

/** Runs that are drawn, and what is made of runs. */
@Tag("data")
class OneShotRunsTest {

    private static final MadeCharacters CHARACTERS = MadeCharacters.of(3, 6, 4, 0.05, 7);

    private final OneShotRuns runs = CHARACTERS.runs(5, 1, List.of("made1", "made3"));

    /** Of which drawing of the characters an image is: alphabet, character, drawer. */
    private static List<String> drawn(FloatArray image) {
        for (String alphabet : CHARACTERS.alphabets()) {
            for (String character : CHARACTERS.characters(alphabet)) {
                for (int drawer : CHARACTERS.drawers(alphabet, character)) {
                    if (CHARACTERS.image(alphabet, character, drawer, 12).equals(image)) {
                        return List.of(alphabet, character, "" + drawer);
                    }
                }
            }
        }
        throw new AssertionError("no drawing of these characters");
    }

    @Test
    void aRunIsOneAlphabetByTwoDrawers() {
        assertEquals(5, runs.size());
        assertEquals(6, runs.ways());
        assertEquals(30, runs.trials());
        assertEquals(0, runs.truth().intColumn("trial").getInt(6));
        FloatArray images = runs.images(12);
        assertEquals(Shape.of(60, 12, 12, 1), images.shape());
        for (int run = 0; run < 5; run++) {
            Set<String> shownBy = new HashSet<>();
            Set<String> askedBy = new HashSet<>();
            Set<String> shown = new HashSet<>();
            for (int i = 0; i < 6; i++) {
                List<String> one = drawn(images.row(12 * run + i));
                List<String> other = drawn(images.row(12 * run + 6 + i));
                shownBy.add(one.get(2));
                askedBy.add(other.get(2));
                assertEquals(run % 2 == 0 ? "made1" : "made3", one.get(0));
                assertEquals(one.get(0), other.get(0));
                assertTrue(shown.add(one.get(1)), "each character is shown once");
                int right = runs.truth().intColumn("right").getInt(6 * run + i);
                assertEquals(other.get(1), drawn(images.row(12 * run + right)).get(1));
            }
            assertEquals(1, shownBy.size());
            assertEquals(1, askedBy.size());
            assertNotEquals(shownBy, askedBy);
        }
    }

    @Test
    void moreRunsLeaveTheFirstAsTheyAre() {
        FloatArray few = runs.images(8);
        FloatArray many = CHARACTERS.runs(7, 1, List.of("made1", "made3")).images(8);
        for (int i = 0; i < 60; i++) {
            assertEquals(few.row(i), many.row(i));
        }
        assertNotEquals(few, CHARACTERS.runs(5, 2, List.of("made1", "made3")).images(8));
    }

    @Test
    void pairsHoldEachTrialWithAllThatAreShown() {
        FloatArray images = runs.images(10);
        MemoryDataset pairs = runs.pairs(10);
        assertEquals(180, pairs.size());
        for (int pair = 0; pair < 180; pair++) {
            int run = pair / 36;
            int trial = pair / 6;
            int right = runs.truth().intColumn("right").getInt(trial);
            assertEquals(
                    images.row(12 * run + 6 + trial % 6),
                    pairs.all().inputs().get(0).row(pair));
            assertEquals(
                    images.row(12 * run + pair % 6), pairs.all().inputs().get(1).row(pair));
            assertEquals(pair % 6 == right ? 1 : 0, pairs.all().targets().get(0).get(pair));
        }
    }

    @Test
    void cosinesAreThoseOfTheVectors() {
        OneShotRuns two = MadeCharacters.of(3, 2, 2, 0.05, 7).runs(1, 1, List.of("made1"));
        FloatArray vectors = FloatArray.of(new float[] {3, 4, 0, 0, 4, 3, -6, -8}, 4, 2);
        FloatArray scores = two.cosines(vectors);
        // Asked for are (4, 3) and (-6, -8), shown (3, 4) and (0, 0).
        assertEquals(Shape.of(4), scores.shape());
        assertEquals(0.96f, scores.get(0), 1e-6f);
        assertEquals(0, scores.get(1));
        assertEquals(-1, scores.get(2), 1e-6f);
        assertEquals(0, scores.get(3));
        assertEquals(scores, two.cosines(FloatArray.of(vectors.values(), 4, 1, 2, 1)));
    }

    @Test
    void errorCountsWhereTheRightOneHasNotTheLargestScore() {
        float[] scores = new float[180];
        List<Integer> right = runs.truth().intColumn("right").asList();
        for (int trial = 0; trial < 30; trial++) {
            scores[6 * trial + right.get(trial)] = 1;
        }
        assertEquals(0, runs.error(FloatArray.of(scores, 180)));
        scores[6 * 4 + (right.get(4) + 1) % 6] = 2;
        scores[6 * 9 + right.get(9)] = Float.NaN;
        Arrays.fill(scores, 60, 66, Float.NaN);
        assertEquals(10, runs.error(FloatArray.of(scores, 180, 1)));
        // Of equal scores the first: right where it stands first.
        long first = right.stream().filter(place -> place == 0).count();
        FloatArray equal = FloatArray.zeros(Shape.of(180));
        assertEquals(100.0 * (30 - first) / 30, runs.error(equal), 1e-9);
        FloatArray classes = runs.pairs(4).all().targets().get(0);
        assertEquals(90, 100 * NWayAccuracy.among(6).of(FloatArray.of(scores, 180), classes), 1e-9);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused("count must be positive, got 0", () -> CHARACTERS.runs(0, 1, List.of("made1")));
        refused("alphabets must not be empty", () -> CHARACTERS.runs(1, 1, List.of()));
        refused("alphabets must differ, got [made1, made1]", () -> CHARACTERS.runs(1, 1, List.of("made1", "made1")));
        refused(
                "alphabet must be one of [made1, made2, made3], got Elvish",
                () -> CHARACTERS.runs(1, 1, List.of("Elvish")));
        refused("size must be positive, got 0", () -> runs.images(0));
        refused("size must be positive, got -1", () -> runs.pairs(-1));
        refused("scores must be 180, one for each pair, got 30", () -> runs.error(FloatArray.zeros(Shape.of(30))));
        refused(
                "embeddings must be 60, one for each drawing, got shape [30, 4]",
                () -> runs.cosines(FloatArray.zeros(Shape.of(30, 4))));
        refused(
                "embeddings must be 60, one for each drawing, got shape [60]",
                () -> runs.cosines(FloatArray.zeros(Shape.of(60))));
    }
}
