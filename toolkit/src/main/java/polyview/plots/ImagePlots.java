package polyview.plots;

import java.awt.image.BufferedImage;
import java.util.List;
import polyview.data.Augmentation;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.Order;

/** The plots that show images; they are called through {@link Plots}. */
public abstract sealed class ImagePlots permits Plots {

    ImagePlots() {}

    /**
     * The first samples of a data set of images: a column for each sample, a row for each input, the target above; see
     * {@link ImageGrid#samples}, which also draws others than the first, and names what is refused.
     *
     * @param count how many samples; all, where there are fewer
     */
    public static BufferedImage samples(Dataset data, int count) {
        return samples(data, count, data.classNames());
    }

    /**
     * The first samples of a data set of images, with the names of their classes.
     *
     * <pre>{@code
     * Plots.samples(data, 6, List.of("same", "other"))
     * }</pre>
     *
     * @param count how many samples; all, where there are fewer
     * @param classes the name of each class, by index
     */
    public static BufferedImage samples(Dataset data, int count, List<String> classes) {
        return ImageGrid.samples(data, count, classes, Order.asStored()).draw();
    }

    /**
     * The first images of an array, side by side, in as many rows as it takes; values are clipped to 0..1.
     *
     * <p>{@link ImageGrid} has captions and other choices, and names what is refused.
     *
     * @param images (N, H, W, C), C = 1 or 3
     * @param count how many images
     */
    public static BufferedImage images(FloatArray images, int count) {
        return ImageGrid.of(images).count(count).draw();
    }

    /**
     * The first samples of several views: a column for each sample, a row for each view; values are clipped to 0..1.
     *
     * <p>Refused: see {@link ImageGrid}.
     *
     * <pre>{@code
     * Plots.images(List.of(left, right), 4, List.of("aligned", "shifted", "aligned", "shifted"))
     * }</pre>
     *
     * @param views for each view an array (N, H, W, C), C = 1 or 3
     * @param count how many samples
     * @param captions a caption for each of these samples, or an empty list
     */
    public static BufferedImage images(List<FloatArray> views, int count, List<String> captions) {
        return ImageGrid.of(views).count(count).captions(captions).draw();
    }

    /**
     * What an augmentation makes of an image: the image itself, then as sample 0 of epoch 0, 1, 2 and so on;
     * values are clipped to 0..1.
     *
     * <p>Refused: {@code image must have the shape (H, W, C), got [28, 28]}; {@code rows must be positive, got 0}, columns
     * too; what {@link ImageGrid} refuses.
     *
     * @param image (H, W, C), C = 1 or 3
     * @param seed the seed of the augmentation
     */
    public static BufferedImage augmentations(
            FloatArray image, Augmentation augmentation, long seed, int rows, int columns) {
        return AugmentationPreview.of(image, augmentation, seed, rows, columns).draw();
    }

    /**
     * What an augmentation makes of a sample of several images: a row for each of them, the first column as they are, then
     * as sample 0 of epoch 0, 1, 2 and so on; values are clipped to 0..1.
     *
     * <p>It shows whether the images change together or each on its own. Refused: no images, and what {@link
     * #augmentations(FloatArray, Augmentation, long, int, int)} refuses.
     *
     * <pre>{@code
     * Plots.augmentations(List.of(left, right), augmentation.sameForAllImages(), 7, 6)
     * }</pre>
     *
     * @param sample (H, W, C) for each image, C = 1 or 3
     * @param seed the seed of the augmentation
     */
    public static BufferedImage augmentations(
            List<FloatArray> sample, Augmentation augmentation, long seed, int columns) {
        return AugmentationPreview.of(sample, augmentation, seed, columns).draw();
    }
}
