package polyview.plots;

import java.awt.image.BufferedImage;
import java.util.List;
import polyview.base.Startup;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.augment.Augmentation;

/**
 * Plots that show images: samples, augmentations, kernels, feature maps, attention and misclassified samples. As the last line
 * of a notebook's cell the image is shown; {@link Plots#save(BufferedImage, java.nio.file.Path)} writes it into a file.
 */
public final class ImagePlots {

    static {
        Startup.begin();
    }

    private ImagePlots() {}

    /**
     * The first samples of a data set of images: a column for each sample, a row for each input, the target above; see {@link
     * ImageGrid#samples}, which can also draw other samples, and lists what is refused.
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
     * ImagePlots.samples(data, 6, List.of("same", "other"))
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
     * <p>{@link ImageGrid} has captions and more options, and lists what is refused.
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
     * ImagePlots.images(List.of(left, right), 4, List.of("aligned", "shifted", "aligned", "shifted"))
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
     * An image under an augmentation: the image itself, then as sample 0 of epoch 0, 1, 2 and so on;
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
     * A sample of several images under an augmentation: a row for each image, in the first column as it is, then as sample 0 of
     * epoch 0, 1, 2 and so on; values are clipped to 0..1.
     *
     * <p>It shows whether the images change together or independently. Refused: no images, and what {@link
     * #augmentations(FloatArray, Augmentation, long, int, int)} refuses.
     *
     * <pre>{@code
     * ImagePlots.augmentations(List.of(left, right), augmentation.sameForAllImages(), 7, 6)
     * }</pre>
     *
     * @param sample (H, W, C) for each image, C = 1 or 3
     * @param seed the seed of the augmentation
     */
    public static BufferedImage augmentations(
            List<FloatArray> sample, Augmentation augmentation, long seed, int columns) {
        return AugmentationPreview.of(sample, augmentation, seed, columns).draw();
    }

    /**
     * The kernels of a convolution: a column for each filter, a row for each of its channels; 0 is white, positive numbers are
     * vermilion, negative ones blue, all on one scale.
     *
     * <p>At most the first 8 channels and 192 kernels in all are drawn; the line below says so. Numbers that are not finite are
     * magenta.
     *
     * <p>Refused: {@code kernel must have the shape (kh, kw), (kh, kw, in) or (kh, kw, in, out), got [8]}.
     *
     * <pre>{@code
     * ImagePlots.kernels(model.layer("conv2d").weight("kernel"))
     * }</pre>
     *
     * @param kernel (kh, kw, in, out); or (kh, kw, n), n kernels; or (kh, kw)
     */
    public static BufferedImage kernels(FloatArray kernel) {
        return MapTiles.kernels(kernel);
    }

    /** The first feature maps of one image on one scale; see {@link #featureMaps(FloatArray, int, MapScale)}. */
    public static BufferedImage featureMaps(FloatArray maps, int count) {
        return featureMaps(maps, count, MapScale.SAME);
    }

    /**
     * The first feature maps of one image, a tile for each channel, from dark violet to yellow.
     *
     * <p>Refused: {@code maps must have the shape (H, W, C) or (1, H, W, C), got [4, 8, 8, 16]}; {@code count must be positive,
     * got 0}.
     *
     * <pre>{@code
     * ImagePlots.featureMaps(model.features("conv2d", left.rows(0), right.rows(0)), 16, MapScale.OWN)
     * }</pre>
     *
     * @param maps (H, W, C) or (1, H, W, C), as {@link polyview.models.Model#features} gives them
     * @param count how many; all, where there are fewer
     */
    public static BufferedImage featureMaps(FloatArray maps, int count, MapScale scale) {
        return MapTiles.features(maps, count, scale);
    }

    /**
     * Attention weights over an image: the image, and beside it the same in gray with the weights as colours, enlarged to its
     * size.
     *
     * <p>For weights with channels, such as the gate of {@link polyview.layers.Fusion#attention}, the mean over the channels is
     * drawn. The scale goes from the lowest to the highest weight: it can make small differences look large, so read the numbers
     * at its ends.
     *
     * <p>Refused: {@code image must have the shape (H, W, 1) or (H, W, 3), got [8, 8]}; {@code weights must have the shape (H',
     * W') or (H', W', F), got [8]}.
     *
     * <pre>{@code
     * var gate = model.features("dual_conv2d/attention/gate", left.rows(0), right.rows(0)).row(0);
     * ImagePlots.attention(left.row(0), gate)
     * }</pre>
     *
     * @param image (H, W, C), C = 1 or 3, values clipped to 0..1
     * @param weights (H', W') or (H', W', F)
     */
    public static BufferedImage attention(FloatArray image, FloatArray weights) {
        return AttentionPlot.draw(image, weights);
    }

    /**
     * Misclassified samples, the most confident ones first: all their views, and above them {@code true -> predicted}.
     *
     * <p>The confidence is the margin between the largest score and the next one, in the unit of the scores: with more than two
     * classes, logits and probabilities of the same model may give different orders. Where no sample is misclassified, the picture
     * says so.
     *
     * <p>Refused: {@code count must be positive, got 0}; {@code scores must have a row for each sample of data, got 7 rows for 8
     * samples}; {@code data must have one target of class indices, got 2 targets}; what {@link Plots#confusionMatrix(FloatArray,
     * FloatArray, List)} and {@link ImageGrid#samples} refuse of scores, labels and images.
     *
     * <pre>{@code
     * ImagePlots.misclassified(test, model.predict(test), 8, List.of("same", "other"))
     * }</pre>
     *
     * @param data images and one target of class indices, read once in the order in which it is stored
     * @param scores (N, K), logits or probabilities
     * @param count how many; all, where there are fewer
     * @param classes the name of each class, by index, or an empty list for those of the data
     */
    public static BufferedImage misclassified(Dataset data, FloatArray scores, int count, List<String> classes) {
        return WrongSamples.draw(data, Decisions.largest(scores), count, classes);
    }

    /**
     * The same for a model with one score for each sample; the confidence is the distance of the score from the threshold.
     *
     * @param scores (N) or (N, 1); above the threshold is class 1
     * @param threshold 0 for logits, 0.5 for probabilities
     */
    public static BufferedImage misclassified(
            Dataset data, FloatArray scores, double threshold, int count, List<String> classes) {
        return WrongSamples.draw(data, Decisions.above(scores, threshold), count, classes);
    }
}
