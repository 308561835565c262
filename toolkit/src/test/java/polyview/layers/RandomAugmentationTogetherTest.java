package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.augment.Augmentation;

/** What several random augmentations in one model draw alike, and what they do not. */
@Tag("layers")
class RandomAugmentationTogetherTest {

    private static final Augmentation NONE = Augmentation.none();
    private static final Augmentation FULL = RandomAugmentationTest.FULL;

    /** One layer on two images, or two layers; in every step alike, and from step to step not. */
    @Test
    void imagesOfASampleMoveTogether() {
        FloatArray images = LayerCase.draw(new SplittableRandom(1), 6, 9, 8, 3).floats();
        Augmentation same = FULL.noise(0).sameForAllImages();
        RandomAugmentation one = new RandomAugmentation(same);
        for (List<Layer> two : List.of(
                List.<Layer>of(one, one),
                List.<Layer>of(new RandomAugmentation(same), new RandomAugmentation(same)),
                // What draws between them does not come between them.
                List.<Layer>of(new RandomAugmentation(same), new Dropout(0.5), new RandomAugmentation(same)))) {
            List<List<FloatArray>> steps = steps(two, images, 3);
            for (List<FloatArray> step : steps) {
                assertEquals(step.get(0), step.get(step.size() - 1));
                assertNotEquals(images, step.get(0));
            }
            assertNotEquals(steps.get(0).get(0), steps.get(1).get(0));
            assertNotEquals(steps.get(1).get(0), steps.get(2).get(0));
        }
        List<FloatArray> independent = steps(
                        List.of(new RandomAugmentation(same.independent()), new RandomAugmentation(same.independent())),
                        images,
                        1)
                .get(0);
        for (int i = 0; i < 6; i++) {
            assertNotEquals(independent.get(0).row(i), independent.get(1).row(i));
        }
    }

    /** The mask of an image goes through a second layer: the same moves, other options. */
    @Test
    void aMaskMovesWithItsImage() {
        // Halves of the frame, far from one half where values are interpolated.
        FloatArray halves = FloatArray.zeros(Shape.of(20, 15, 15, 1));
        for (int i = 0; i < halves.values().length; i++) {
            halves.values()[i] = i % 15 < 6 ? 0 : 1;
        }
        Augmentation moves = NONE.rotation(90).widthShift(0.1).verticalFlip().sameForAllImages();
        List<FloatArray> step = steps(
                        List.of(
                                new RandomAugmentation(moves.brightness(0.2)),
                                new RandomAugmentation(moves.nearestPixel()),
                                new RandomAugmentation(moves)),
                        halves,
                        1)
                .get(0);
        for (int i = 0; i < 20; i++) {
            float brightness = step.get(0).get(i, 7, 7, 0) - step.get(2).get(i, 7, 7, 0);
            assertTrue(brightness != 0, "brightness");
            for (int p = 0; p < 225; p++) {
                float moved = step.get(2).row(i).values()[p];
                assertEquals(moved + brightness, step.get(0).row(i).values()[p], 1e-6);
                assertTrue(Math.abs(moved - step.get(1).row(i).values()[p]) <= 0.7f, "mask " + moved);
            }
        }
    }

    /** One option more leaves the draws of the other layers as they were, those of its own layer too. */
    @Test
    void anOptionMoreChangesNoOtherDraw() {
        FloatArray images = LayerCase.draw(new SplittableRandom(1), 6, 5, 4, 3).floats();
        Augmentation few = NONE.rotation(20);
        List<FloatArray> some = steps(List.of(new RandomAugmentation(few), new Dropout(0.5)), images, 1)
                .get(0);
        List<FloatArray> more = steps(
                        List.of(
                                new RandomAugmentation(
                                        few.brightness(1e-9).shuffleViews().noise(1)),
                                new Dropout(0.5)),
                        images,
                        1)
                .get(0);
        assertNotEquals(some.get(0), more.get(0));
        assertEquals(some.get(1), more.get(1));
    }

    private static List<List<FloatArray>> steps(List<Layer> layers, FloatArray images, int steps) {
        return TrainingOutputs.of(layers, images, 4, steps);
    }
}
