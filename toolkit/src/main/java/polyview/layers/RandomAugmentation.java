package polyview.layers;

import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.data.augment.Augmentation;

/**
 * In training, applies an {@link Augmentation} on the device that trains; in prediction it does nothing.
 *
 * <p>{@code (N, H, W, C) -> (N, H, W, C)}; height, width and channels may be unknown. No weights. The augmentation defines the
 * changes, their order and their distributions.
 *
 * <pre>{@code
 * var augment = new RandomAugmentation(Augmentation.none().rotation(20).zoom(0.2).horizontalFlip().sameForAllImages());
 * var x = new DualConv2D(32, 3).apply(augment.apply(left), augment.apply(right));
 * }</pre>
 *
 * <p><b>Draws.</b> They depend on the model's seed, the number of the step and the place of the application in the network, as in
 * {@link Dropout}: runs can be repeated and resumed with the same bits, and no two applications draw the same numbers. With {@link
 * Augmentation#sameForAllImages()} the place does not count: in one step all such layers of the model draw the same numbers for a
 * sample. So a mask moves with its image through a second layer with the same moves, {@link Augmentation#nearestPixel()} and no
 * brightness. If two such layers follow each other, the second repeats the draws of the first. Noise is always drawn separately.
 * Each option has draws of its own: setting another one does not change them. The draws differ from those of {@link
 * Augmentation#draw}, which depend on samples and epochs.
 *
 * <p>Inside {@link PerChannel} every channel is a separate image, also with {@link Augmentation#sameForAllImages()}. Ops that the
 * device lacks run on the CPU.
 *
 * <p><b>No gradient.</b> It must come before all trainable layers. Otherwise the model is refused when it is compiled:
 * {@code no gradient goes through random_augmentation to weight conv2d/kernel: apply it to inputs, before all layers
 * that learn, or fix these with trainable(false)}. Layers without weights, and fixed ones, may come before it.
 *
 * <p>Refused: {@code random_augmentation takes (N, H, W, C), got (N, 10)}.
 *
 * <p>Example: with brightness 0.5 all values of an image of zeros become the same number between -0.5 and 0.5.
 */
public final class RandomAugmentation extends StandardLayer<RandomAugmentation> {

    private final Augmentation augmentation;

    /** The augmentation in training; refused with an {@code ImageChange}, see {@link Augmentation#then}. */
    public RandomAugmentation(Augmentation augmentation) {
        this.augmentation = Objects.requireNonNull(augmentation, "augmentation");
        augmentation.requireForGraphs();
    }

    @Override
    protected RandomAugmentation self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        if (!c.training()) {
            return x;
        }
        return c.withoutGradient(augmentation.applyRandomly(c.tf(), x, c.randomSeed(), c.commonSeed()));
    }
}
