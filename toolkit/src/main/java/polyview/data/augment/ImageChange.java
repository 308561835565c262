package polyview.data.augment;

import java.io.Serializable;
import java.util.SplittableRandom;
import polyview.data.FloatArray;

/**
 * A random change of images that you write in plain Java; {@link Augmentation#then} adds it to the others.
 *
 * <p>Example, a hole of 8 x 8 pixels at any place:
 *
 * <pre>{@code
 * record Hole(int side) implements ImageChange {
 *     public FloatArray change(FloatArray image, SplittableRandom random) {
 *         float[] values = image.values().clone();
 *         int top = random.nextInt(image.size(0) - side + 1);
 *         int left = random.nextInt(image.size(1) - side + 1);
 *         int row = side * image.size(2);
 *         for (int y = top; y < top + side; y++) {
 *             int from = (y * image.size(1) + left) * image.size(2);
 *             Arrays.fill(values, from, from + row, 0);
 *         }
 *         return FloatArray.of(values, image.shape());
 *     }
 * }
 * Augmentation a = Augmentation.none().horizontalFlip().then(new Hole(8));
 * }</pre>
 *
 * <p>It is called on several threads at the same time, so it must keep no state, and draw only from the given generator: then
 * batches have the same bits on any number of threads. Make it a record: two augmentations with different options then differ, and
 * {@link Augmentation#toString} shows the options.
 *
 * <p>It travels to other processes with the data, by Java's serialization: what it holds must be serializable.
 *
 * <p>In a graph, on the device that trains, a change of your own is a layer: it asks {@code Call.training()}, draws with {@code
 * Call.randomUniform} and stands before the layers that learn.
 */
@FunctionalInterface
public interface ImageChange extends Serializable {

    /**
     * Changes one image.
     *
     * @param image (H, W, C); its values may be changed in place
     * @param random decided by the seed, the epoch, the number of the sample and the place of the image in the sample
     * @return the changed image, of the same shape
     */
    FloatArray change(FloatArray image, SplittableRandom random);
}
