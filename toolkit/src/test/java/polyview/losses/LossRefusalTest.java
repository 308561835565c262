package polyview.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** What losses refuse, and what they tell of themselves. */
@Tag("training")
class LossRefusalTest {

    @Test
    void numbersOutsideTheirRange() {
        refused("delta must be positive, got 0.0", () -> Loss.huber(0));
        refused("delta must be positive, got NaN", () -> Loss.huber(Double.NaN));
        refused("gamma must not be negative, got -1.0", () -> Loss.binaryFocalCrossEntropy(-1));
        refused("gamma must be finite, got NaN", () -> Loss.softmaxFocalCrossEntropy(Double.NaN, 1));
        refused("alpha must lie in [0, 1], got 2.0", () -> Loss.binaryFocalCrossEntropy(1, 2));
        refused("alpha must lie in [0, 1], got NaN", () -> Loss.softmaxFocalCrossEntropy(1, Double.NaN));
        for (Loss loss :
                List.of(Loss.binaryCrossEntropy(), Loss.softmaxCrossEntropy().fromLogits(true))) {
            refused("labelSmoothing must lie in [0, 1), got 1.0", () -> loss.labelSmoothing(1));
            refused("labelSmoothing must lie in [0, 1), got -0.1", () -> loss.labelSmoothing(-0.1));
            refused(
                    "ignoring(Infinity): the target must be a float or NaN",
                    () -> loss.ignoring(Double.POSITIVE_INFINITY));
            refused("ignoring(1.0E39): the target must be a float or NaN", () -> loss.ignoring(1e39));
        }
    }

    @Test
    void optionsWithoutAMeaning() {
        refused("labelSmoothing has no meaning with huber", () -> Loss.huber(1).labelSmoothing(0.1));
        refused("targetProbabilities has no meaning with binaryCrossEntropy", () -> Loss.binaryCrossEntropy()
                .targetProbabilities());
        refused("ignoring has no meaning with cosineSimilarity", () -> Loss.cosineSimilarity()
                .ignoring(0));
        refused("classWeights has no meaning with logCosh", () -> Loss.logCosh().classWeights(1, 2));
        refused(
                "ignoring has no meaning with targetProbabilities of softmaxCrossEntropy",
                () -> Loss.softmaxCrossEntropy().targetProbabilities().ignoring(3));
        refused(
                "ignoring has no meaning with targetProbabilities of softmaxCrossEntropy",
                () -> Loss.softmaxCrossEntropy().ignoring(3).targetProbabilities());
    }

    @Test
    void shapesAndTargets() {
        Shape one = Shape.of(-1, 1);
        String message = "cosineSimilarity needs an output (N, ..., K) of at least 2 numbers, got (N, 1)";
        refused(message, () -> Loss.cosineSimilarity().targetShape(one));
        refused(
                "softmaxFocalCrossEntropy needs an output (N, ..., K) of at least 2 classes, got (N, 1)",
                () -> Loss.softmaxFocalCrossEntropy(2, 1).targetShape(one));
        Loss shares = Loss.softmaxCrossEntropy().targetProbabilities();
        TargetRange range = shares.targets(Shape.of(-1, 2));
        assertEquals(Shape.of(2), shares.targetShape(Shape.of(-1, 2)));
        range.check(FloatArray.of(new float[] {0.3f, 0.7f, 1, 0}, 2, 2));
        refused(
                "target probability must lie in [0, 1], got 2.0 at sample 1 of the batch",
                () -> range.check(FloatArray.of(new float[] {0.3f, 0.7f, 2, -1}, 2, 2)));
        refused(
                "target probabilities of a sample must sum to 1, got 0.5 at sample 1 of the batch",
                () -> range.check(FloatArray.of(new float[] {0.3f, 0.7f, 0.25f, 0.25f}, 2, 2)));
    }

    /** Masks of black and white are told from labels by their axes: what to do is not the same. */
    @Test
    void masksOfGrayValues() {
        FloatArray mask = FloatArray.zeros(Shape.of(2, 2, 2));
        mask.set(255, 1, 0, 1);
        String blackAndWhite = ": black and white become 0 and 1 by form(\"mask\", ImageForm.mask(height,"
                + " width).grayValues(0, 255)) of the generator";
        TargetRange yesOrNo = Loss.binaryCrossEntropy().targets(Shape.of(-1, 2, 2, 1));
        refused(
                "label must lie in [0, 1], got 255.0 at sample 1 of the batch" + blackAndWhite,
                () -> yesOrNo.check(mask));
        refused(
                "label must lie in [0, 1], got 255.0 at sample 1 of the batch" + blackAndWhite,
                () -> Loss.dice().targets(Shape.of(-1, 2, 2, 1)).check(mask.reshape(2, 2, 2, 1)));
        refused(
                "label must be one of the classes 0 to 4, got 255.0 at sample 1 of the batch: say the classes of gray values by"
                        + " form(\"mask\", ImageForm.mask(height, width).grayValues(...)) of the generator, or ignoring(255)"
                        + " of the loss where these pixels have no class",
                () -> Loss.softmaxCrossEntropy().targets(Shape.of(-1, 2, 2, 5)).check(mask));
        Loss.softmaxCrossEntropy().ignoring(255).targets(Shape.of(-1, 2, 2, 5)).check(mask);
        // No mask, a class too many, and no gray value.
        refused(
                "label must lie in [0, 1], got 255.0 at sample 0 of the batch",
                () -> yesOrNo.check(FloatArray.of(new float[] {255}, 1)));
        for (float other : new float[] {2, 254.5f, 256, -1}) {
            mask.set(other, 1, 0, 1);
            refused("label must lie in [0, 1], got " + other + " at sample 1 of the batch", () -> yesOrNo.check(mask));
        }
    }

    @Test
    void settingsTellLossesApart() {
        assertEquals(Map.of(), Loss.softmaxCrossEntropy().settings());
        assertEquals(
                Map.of(
                        "labelSmoothing",
                        "0.1",
                        "classWeights",
                        "[1.0, 2.0]",
                        "ignoring",
                        "255.0",
                        "fromLogits",
                        "true"),
                Loss.softmaxCrossEntropy()
                        .fromLogits(true)
                        .ignoring(255)
                        .labelSmoothing(0.1)
                        .classWeights(1, 2)
                        .settings());
        assertEquals(
                Map.of("labelSmoothing", "0.2", "gamma", "2.0", "alpha", "none"),
                Loss.binaryFocalCrossEntropy(2).labelSmoothing(0.2).settings());
        assertEquals(
                Map.of("targets", "probabilities", "gamma", "1.0", "alpha", "0.5"),
                Loss.softmaxFocalCrossEntropy(1, 0.5).targetProbabilities().settings());
        assertEquals(Map.of("record", "Huber[delta=2.0]"), Loss.huber(2).settings());
    }
}
