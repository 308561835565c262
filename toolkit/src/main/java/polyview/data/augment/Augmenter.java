package polyview.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.data.FloatArray;

/**
 * An {@link Augmentation} ready to change batch after batch, in plain Java on all cores; several threads may use one.
 *
 * <pre>{@code
 * try (Augmenter augmenter = new Augmenter(augmentation, 2)) {
 *     List<FloatArray> changed = augmenter.apply(List.of(left, right), 7, epoch, samples);
 * }
 * }</pre>
 *
 * <p>The result is that of {@link Augmentation#apply(org.tensorflow.op.Ops, List, List)} in a graph, up to rounding; only the
 * noise differs, with the same distribution.
 */
public final class Augmenter implements AutoCloseable {

    private final Augmentation augmentation;
    private final int images;
    private volatile boolean closed;

    /**
     * Refused: {@code images must be positive, got 0}.
     *
     * @param augmentation the changes
     * @param images how many images a sample has; any sizes
     */
    public Augmenter(Augmentation augmentation, int images) {
        Checks.requirePositive("images", images);
        this.augmentation = augmentation;
        this.images = images;
    }

    /**
     * Changes the images of some samples; the given arrays are not modified.
     *
     * <p>Refused: {@code batch must have 2 images a sample, got 1}; an array that is not one of images ({@code
     * image 0 must have the shape (N, H, W, C), got [28, 28]}), or of images without a pixel ({@code image 0 must have
     * the shape (H, W, C), got [0, 4, 1]}); another number of samples than numbers of samples ({@code image 0 must have
     * 3 samples, one for each number, got 2}); when closed, {@code this augmenter is closed}.
     *
     * @param batch (N, H, W, C) for each image of a sample
     * @param seed the user's seed
     * @param epoch the number of the epoch, from 0
     * @param samples the numbers of the N samples in the data set
     */
    public List<FloatArray> apply(List<FloatArray> batch, long seed, long epoch, long... samples) {
        if (closed) {
            throw new IllegalStateException("this augmenter is closed");
        }
        checkShapes(batch, samples.length);
        if (samples.length == 0) {
            return List.copyOf(batch);
        }
        List<FloatArray> changed = new ArrayList<>();
        for (int image = 0; image < batch.size(); image++) {
            changed.add(changed(batch.get(image), image, seed, epoch, samples));
        }
        return changed;
    }

    private FloatArray changed(FloatArray source, int image, long seed, long epoch, long[] samples) {
        FloatArray target = FloatArray.zeros(source.shape());
        int length = source.values().length / samples.length;
        // Images do not depend on each other: any thread may take any image.
        IntStream.range(0, samples.length).parallel().forEach(i -> {
            ImageChanger changer = new ImageChanger(augmentation, source.size(1), source.size(2), source.size(3));
            Transform transform = augmentation.draw(seed, epoch, samples[i], image);
            changer.change(transform, source.values(), i * length, target.values(), i * length);
        });
        return target;
    }

    private void checkShapes(List<FloatArray> batch, int samples) {
        if (batch.size() != images) {
            throw new IllegalArgumentException("batch must have " + images + " images a sample, got " + batch.size());
        }
        for (int i = 0; i < batch.size(); i++) {
            Shape shape = batch.get(i).shape();
            if (shape.numDimensions() != 4) {
                throw new IllegalArgumentException("image " + i + " must have the shape (N, H, W, C), got " + shape);
            }
            if (shape.get(0) != samples) {
                throw new IllegalArgumentException(
                        "image " + i + " must have " + samples + " samples, one for each number, got " + shape.get(0));
            }
            if (samples > 0 && shape.size() == 0) {
                throw new IllegalArgumentException(
                        "image " + i + " must have the shape (H, W, C), got " + shape.tail());
            }
        }
    }

    /** After this it takes no more batches. There is no memory to free; closing twice does nothing more. */
    @Override
    public void close() {
        closed = true;
    }
}
