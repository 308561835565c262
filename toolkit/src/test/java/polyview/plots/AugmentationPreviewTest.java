package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.augment.Augmentation;

@Tag("data")
class AugmentationPreviewTest {

    private static final Augmentation TURNS = Augmentation.none().rotation(90).brightness(0.3);

    @Test
    void anImageAndWhatItBecomesFromEpochToEpoch() {
        FloatArray image = image(20, 30);
        ImageGrid grid = AugmentationPreview.of(image, TURNS, 7, 2, 3);

        assertEquals(2, grid.views().size());
        assertEquals(Shape.of(3, 20, 30, 3), grid.views().get(0).shape());
        assertEquals(image, grid.views().get(0).row(0));
        FloatArray batch = FloatArray.stack(List.of(image));
        for (int k = 1; k < 6; k++) {
            FloatArray expected = TURNS.apply(batch, 7, k - 1, 0).row(0);
            assertEquals(expected, grid.views().get(k / 3).row(k % 3));
            assertNotEquals(image, expected);
        }
        BufferedImage picture = ImagePlots.augmentations(image, TURNS, 7, 2, 3);
        int side = grid.factor();
        assertTrue(picture.getWidth() >= 3 * 30 * side && picture.getHeight() >= 2 * 20 * side);
    }

    @Test
    void aSampleOfSeveralImagesHasARowForEach() {
        FloatArray image = image(16, 16);
        ImageGrid same = AugmentationPreview.of(List.of(image, image), TURNS.sameForAllImages(), 7, 4);
        ImageGrid own = AugmentationPreview.of(List.of(image, image), TURNS, 7, 4);

        assertEquals(same.views().get(0), same.views().get(1));
        assertEquals(image, own.views().get(1).row(0));
        for (int k = 1; k < 4; k++) {
            assertNotEquals(own.views().get(0).row(k), own.views().get(1).row(k));
        }
        assertTrue(ImagePlots.augmentations(List.of(image, image(8, 20)), TURNS, 7, 4)
                        .getWidth()
                > 4 * 20);
    }

    @Test
    void badArgumentsAreRefused() {
        FloatArray image = image(4, 4);
        refused("rows must be positive, got 0", () -> ImagePlots.augmentations(image, TURNS, 7, 0, 3));
        refused("columns must be positive, got -1", () -> ImagePlots.augmentations(image, TURNS, 7, 2, -1));
        refused("columns must be positive, got 0", () -> ImagePlots.augmentations(List.of(image), TURNS, 7, 0));
        refused("sample must not be empty", () -> ImagePlots.augmentations(List.of(), TURNS, 7, 3));
        refused(
                "image must have the shape (H, W, C), got [4, 12]",
                () -> ImagePlots.augmentations(image.reshape(4, 12), TURNS, 7, 2, 2));
    }

    private static FloatArray image(int height, int width) {
        FloatArray image = FloatArray.zeros(Shape.of(height, width, 3));
        for (int i = 0; i < image.values().length; i++) {
            image.values()[i] = i * 37 % 101 / 101f;
        }
        return image;
    }
}
