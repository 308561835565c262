package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;

/** Made characters: seeded, thin lines, and drawings of one character more alike than those of two. */
@Tag("data")
class MadeCharactersTest {

    private final MadeCharacters made = MadeCharacters.of(3, 20, 4, 0.05, 7);

    @Test
    void theyAreNamedAndCounted() {
        assertEquals(List.of("made1", "made2", "made3"), made.alphabets());
        assertEquals(20, made.characters("made2").size());
        assertEquals("character20", made.characters("made2").get(19));
        assertEquals(List.of(1, 2, 3, 4), made.drawers("made3", "character07"));
        assertEquals(240, made.size());
        assertEquals("MadeCharacters[3 alphabets, 240 drawings, seed 7]", made.toString());
        assertEquals(
                "MadeCharacters[6 alphabets, 1728 drawings, seed 1]",
                MadeCharacters.of(1).toString());
    }

    @Test
    void theSplitKeepsAlphabetsApart() {
        var split = MadeCharacters.of(5, 2, 2, 0.05, 7).split();
        assertEquals(List.of("made1", "made2", "made3"), split.train());
        assertEquals(List.of("made4"), split.valid());
        assertEquals(List.of("made5"), split.test());
        assertEquals(List.of("made1", "made2", "made3", "made4", "made5"), split.all());
    }

    @Test
    void aDrawingDependsOnItsSeedAndNamesAlone() {
        FloatArray image = made.image("made2", "character03", 4, 48);
        MadeCharacters more = MadeCharacters.of(4, 25, 6, 0.05, 7);
        assertEquals(image, more.image("made2", "character03", 4, 48));
        assertNotEquals(image, made.image("made2", "character03", 3, 48));
        assertNotEquals(image, made.image("made2", "character04", 4, 48));
        assertNotEquals(image, made.image("made1", "character03", 4, 48));
        assertNotEquals(image, MadeCharacters.of(3, 20, 4, 0.05, 8).image("made2", "character03", 4, 48));
    }

    @Test
    void drawingsAreThinLinesOnPaper() {
        for (String character : made.characters("made1")) {
            FloatArray images = made.images("made1", character, 48);
            for (int d = 0; d < 4; d++) {
                double ink = 0;
                for (float value : images.row(d).values()) {
                    assertTrue(value >= 0 && value <= 1);
                    ink += value / (48 * 48);
                }
                assertTrue(ink > 0.01 && ink < 0.25, character + ": " + ink);
            }
        }
    }

    /** Without wobble, two drawings by one hand are the same; with it, those of one character are the nearer ones. */
    @Test
    void drawingsOfOneCharacterAreAlike() {
        MemoryDataset pairs = made.pairs(400, 1).size(12).dataset();
        double[] far = new double[2];
        for (int i = 0; i < 400; i++) {
            float[] a = pairs.all().inputs().get(0).row(i).values();
            float[] b = pairs.all().inputs().get(1).row(i).values();
            for (int p = 0; p < a.length; p++) {
                far[(int) pairs.all().targets().get(0).get(i)] += Math.abs(a[p] - b[p]);
            }
        }
        assertTrue(far[1] < 0.8 * far[0], far[1] + " and " + far[0]);
        assertTrue(far[1] > 0.2 * far[0], "not too easy: " + far[1] + " and " + far[0]);
    }

    @Test
    void pairsAndEpisodesAreAsOfOmniglot() {
        assertEquals(
                List.of(Shape.of(10, 10, 1), Shape.of(10, 10, 1)),
                made.pairs(4, 1, 10, "made1").inputShapes());
        assertEquals(60, made.oneShot(3, 1).alphabets("made3").dataset().size());
    }

    /** A straight stroke from left to right by a hand that changes nothing: its ink is its length times the pen's width. */
    @Test
    void aStrokeIsAsLongAndWideAsItIsDrawn() {
        var stroke = new MadeCharacter(List.of(new double[] {0.2, 0.5, 0.4, 0.5, 0.6, 0.5, 0.8, 0.5}));
        var plain = new MadeCharacter.Hand(1, 0, 0, 1, 0, 0, 1);
        Drawing ink = stroke.drawn(plain, 0, 60, new SplittableRandom(1));
        double sum = 0;
        double height = 0;
        for (int i = 0; i < 3600; i++) {
            sum += (ink.pixels()[i] & 0xFF) / 255.0;
            height += (ink.pixels()[i] & 0xFF) / 255.0 * (i / 60 + 0.5);
        }
        // 36 pixels long, 2.8 wide, with ends that reach on by about half the width.
        assertEquals(36 * 2.8 + Math.PI * 1.4 * 1.4, sum, 3);
        assertEquals(30, height / sum, 1e-9);
        var turned = new MadeCharacter.Hand(0, -1, 1, 0, 0.1, 0, 1);
        Drawing upright = stroke.drawn(turned, 0, 60, new SplittableRandom(1));
        for (int y = 13; y < 47; y++) {
            assertEquals(255, upright.pixels()[y * 60 + 36] & 0xFF, "a column at 0.6 of the side, row " + y);
        }
    }

    @Test
    void optionsAreChecked() {
        refused(
                "alphabets must be at least 3 for training, validation and test, got 2",
                () -> MadeCharacters.of(2, 20, 4, 0.05, 7));
        refused("characters must be positive, got 0", () -> MadeCharacters.of(3, 0, 4, 0.05, 7));
        refused("drawers must be positive, got -1", () -> MadeCharacters.of(3, 20, -1, 0.05, 7));
        refused("wobble must lie in [0, 1], got -0.1", () -> MadeCharacters.of(3, 20, 4, -0.1, 7));
        refused("wobble must lie in [0, 1], got NaN", () -> MadeCharacters.of(3, 20, 4, Double.NaN, 7));
    }
}
