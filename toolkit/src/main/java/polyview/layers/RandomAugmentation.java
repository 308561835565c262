package polyview.layers;

import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.data.augment.Augmentation;

/**
 * In training, changes images at random by an {@link Augmentation}, on the device that trains; else it does nothing.
 *
 * <p>{@code (N, H, W, C) -> (N, H, W, C)}; height, width and channels may be unknown. No weights. What the changes are, in
 * which order and how they are distributed is told at the augmentation.
 *
 * <pre>{@code
 * var augment = new RandomAugmentation(Augmentation.none().rotation(20).zoom(0.2).horizontalFlip().sameForAllImages());
 * var x = new DualConv2D(32, 3).apply(augment.apply(left), augment.apply(right));
 * }</pre>
 *
 * <p><b>Draws.</b> They are decided by the model's seed, the number of the step and the place of the application in the
 * network, as in {@link Dropout}: runs repeat bit by bit and resume, and no two applications draw alike, be they of one layer
 * or of two. With {@link Augmentation#sameForAllImages()} the place does not count: in one step all layers of the model
 * that are set so draw the same numbers for a sample, and what these mean is told by the options of each. So a mask moves with
 * its image through a second layer with the same moves, {@link Augmentation#nearestPixel()} and no brightness. Of two
 * such layers one behind the other, the second repeats the draws of the first. Noise is always drawn for each
 * application apart. Each option draws for itself, as it does there: one more leaves the others' draws as they were. The
 * draws are other ones than those of {@link Augmentation#draw}, which knows samples and epochs by their numbers.
 *
 * <p>Inside {@link PerChannel} every channel is an image of its own, also with the same for all images. What the device
 * that trains has no op for runs on the CPU.
 *
 * <p><b>No gradient.</b> It stands before all layers that learn. A model where it does not is refused when it is compiled:
 * {@code no gradient goes through random_augmentation to weight conv2d/kernel: apply it to inputs, before all layers
 * that learn, or fix these with trainable(false)}. Layers without weights, and fixed ones, may stand before it.
 *
 * <p>Refused: {@code random_augmentation takes (N, H, W, C), got (N, 10)}.
 *
 * <p>Example: brightness 0.5 makes of an image of zeros one whose values are all the same number between -0.5 and 0.5.
 */
public final class RandomAugmentation extends StandardLayer<RandomAugmentation> {

    private final Augmentation augmentation;

    /** What images go through in training; refused with changes of one's own, see {@link Augmentation#then}. */
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
