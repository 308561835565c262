package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;

/** Which samples are shown, told by their gray. */
@Tag("plots")
class MisclassifiedTest {

    private static final List<String> NAMES = List.of("same", "other");

    /** Pairs of images of one value each, i / 100 and 1 - i / 100 in sample i; class i % 2. */
    private static MemoryDataset data(int samples) {
        FloatArray left = FloatArray.zeros(Shape.of(samples, 96, 96, 1));
        FloatArray right = FloatArray.zeros(Shape.of(samples, 96, 96, 1));
        float[] classes = new float[samples];
        for (int i = 0; i < left.values().length; i++) {
            left.values()[i] = i / (96 * 96) / 100f;
            right.values()[i] = 1 - left.values()[i];
        }
        for (int i = 0; i < samples; i++) {
            classes[i] = i % 2;
        }
        return Dataset.of(List.of(left, right), FloatArray.of(classes, samples));
    }

    /** Logits by which these samples are wrong, each by so much; all others are right. */
    private static FloatArray scores(int samples, double... wrongBy) {
        FloatArray scores = FloatArray.zeros(Shape.of(samples, 2));
        for (int i = 0; i < samples; i++) {
            scores.set(9, i, i % 2);
        }
        for (int i = 0; i < wrongBy.length; i += 2) {
            int sample = (int) wrongBy[i];
            scores.set((float) (9 + wrongBy[i + 1]), sample, 1 - sample % 2);
        }
        return scores;
    }

    /** The samples in a picture of so many, read from the gray of their first and second views. */
    private static int[] shown(BufferedImage picture, List<String> captions) {
        ImageGrid grid = ImageGrid.of(
                        FloatArray.zeros(Shape.of(captions.size(), 96, 96, 1)),
                        FloatArray.zeros(Shape.of(captions.size(), 96, 96, 1)))
                .names("input 0", "input 1")
                .captions(captions);
        int[] samples = new int[captions.size()];
        for (int i = 0; i < samples.length; i++) {
            Rectangle left = new GridPainter(grid).tile(0, i);
            Rectangle right = new GridPainter(grid).tile(1, i);
            int level = picture.getRGB(left.x + 5, left.y + 5) & 255;
            assertEquals(255 - level, picture.getRGB(right.x + 5, right.y + 5) & 255, 1);
            samples[i] = Math.round(level / 2.55f);
        }
        return samples;
    }

    @Test
    void theClearestComeFirstWithAllTheirViews() {
        FloatArray scores = scores(70, 3, 1, 40, 5, 10, 3, 69, 5, 7, 0.5);
        BufferedImage three = ImagePlots.misclassified(data(70), scores, 3, NAMES);
        assertArrayEquals(
                new int[] {40, 69, 10}, shown(three, List.of("same -> other", "other -> same", "same -> other")));
        BufferedImage all = ImagePlots.misclassified(data(70), scores, 99, List.of());
        assertArrayEquals(
                new int[] {40, 69, 10, 3, 7}, shown(all, List.of("0 -> 1", "1 -> 0", "0 -> 1", "1 -> 0", "1 -> 0")));
    }

    @Test
    void aDecisionIsAsClearAsTheLeadOfItsClass() {
        // The largest logit of sample 1 is larger, and its lead smaller.
        Decisions logits = Decisions.largest(FloatArray.of(new float[] {0, 5, 21, 20}, 2, 2));
        assertEquals(5, logits.margin(0));
        assertEquals(1, logits.margin(1));
        Decisions shares = Decisions.largest(FloatArray.of(new float[] {0.25f, 0.75f, 0.5f, 0.5f}, 2, 2));
        assertEquals(0.5, shares.margin(0));
        assertEquals(0, shares.margin(1));
        float infinite = Float.POSITIVE_INFINITY;
        assertEquals(
                0,
                Decisions.largest(FloatArray.of(new float[] {infinite, infinite}, 1, 2))
                        .margin(0));
        assertEquals(
                0.5, Decisions.above(FloatArray.of(new float[] {0, 1}, 2), 0.5).margin(1));
    }

    /** Logits whose rows happen to sum to 1 are not taken for probabilities: one more sample changes nothing in the order. */
    @Test
    void theOrderOfTwoSamplesDoesNotHangOnAThird() {
        float[] two = {0.5f, 0.5f, 0, 0.48f, 0.26f, 0.26f};
        float[] three = {0.5f, 0.5f, 0, 0.48f, 0.26f, 0.26f, 2, 3, 7};
        Decisions alone = Decisions.largest(FloatArray.of(two, 2, 3));
        Decisions together = Decisions.largest(FloatArray.of(three, 3, 3));
        for (Decisions decisions : List.of(alone, together)) {
            assertEquals(0, decisions.margin(0));
            assertEquals(0.22, decisions.margin(1), 1e-7);
        }
    }

    /** NumPy compares an array of float32 with 0.1 in 32 bits: {@code np.float32([0.1]) > 0.1} is False. */
    @Test
    void aScoreAtTheThresholdIsNotAboveIt() {
        float next = Math.nextUp(0.1f);
        Decisions decisions = Decisions.above(FloatArray.of(new float[] {0.1f, next, Math.nextDown(0.1f)}, 3), 0.1);
        assertEquals(List.of(0, 1, 0), List.of(decisions.predicted(0), decisions.predicted(1), decisions.predicted(2)));
        refused(
                "threshold must be finite, got 1.0E39",
                () -> Decisions.above(FloatArray.of(new float[] {0.1f}, 1), 1e39));
    }

    @Test
    void oneScoreIsHeldAgainstTheThreshold() {
        // Samples 0 and 3 are wrong, 3 by more.
        FloatArray scores = FloatArray.of(new float[] {0.6f, 0.9f, 0.1f, 0.05f}, 4, 1);
        BufferedImage picture = ImagePlots.misclassified(data(4), scores, 0.5, 5, NAMES);
        assertArrayEquals(new int[] {3, 0}, shown(picture, List.of("other -> same", "same -> other")));
    }

    @Test
    void whereNoneIsWrongThePictureSaysSo() {
        BufferedImage picture = ImagePlots.misclassified(data(4), scores(4), 5, NAMES);
        assertTrue(picture.getWidth() > Style.widest(List.of("none of 4 samples is wrong")));
        assertEquals(40, picture.getHeight());
    }

    @Test
    void longNamesAreBothShortened() {
        String caption = SampleViews.caption("a class of a very long name", "another one of a very long name");
        assertTrue(caption.matches("a c.*….*me -> anot?.*….*me"), caption);
        assertTrue(Style.widest(List.of(caption)) <= 144, caption);
        assertEquals("a -> b", SampleViews.caption("a", "b"));
    }

    @Test
    void refusals() {
        refused("count must be positive, got 0", () -> ImagePlots.misclassified(data(4), scores(4), 0, NAMES));
        refused(
                "scores must have a row for each sample of data, got 7 rows for 8 samples",
                () -> ImagePlots.misclassified(data(8), scores(7), 2, NAMES));
        refused(
                "scores must have a row for each sample of data, got 9 rows for 8 samples",
                () -> ImagePlots.misclassified(data(8), scores(9), 2, NAMES));
        refused(
                "classes must have 2 names, one for each class, got 1",
                () -> ImagePlots.misclassified(data(4), scores(4), 2, List.of("a")));
        refused(
                "label must be one of the classes 0 to 1, got 2.0 in sample 33",
                () -> ImagePlots.misclassified(labelled(33), ones(40), 2, List.of()));
        refused(
                "scores of shape [4, 1] need a threshold: 0 for logits, 0.5 for what ends in a sigmoid",
                () -> ImagePlots.misclassified(data(4), FloatArray.zeros(Shape.of(4, 1)), 2, NAMES));
        var images = data(4).all().inputs();
        refused(
                "data must have one target of class indices, got 0 targets",
                () -> ImagePlots.misclassified(new MemoryDataset(images, List.of()), scores(4), 2, NAMES));
        var rows = Dataset.of(List.of(FloatArray.zeros(Shape.of(4, 3))), FloatArray.zeros(Shape.of(4)));
        refused(
                "input 0 must be images of the shape (H, W, C) or (H, W), got [3]; DatasetTable shows other data",
                () -> ImagePlots.misclassified(rows, scores(4), 2, NAMES));
    }

    /** 40 samples of class 0, but for one of class 2. */
    private static MemoryDataset labelled(int other) {
        float[] classes = new float[40];
        classes[other] = 2;
        return Dataset.of(List.of(FloatArray.zeros(Shape.of(40, 2, 2))), FloatArray.of(classes, 40));
    }

    private static FloatArray ones(int samples) {
        return FloatArray.zeros(Shape.of(samples, 2));
    }
}
