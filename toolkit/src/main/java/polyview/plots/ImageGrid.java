package polyview.plots;

import java.awt.image.BufferedImage;
import java.util.List;
import polyview.base.Checks;
import polyview.base.Startup;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.Order;

/**
 * Many images as one picture: a column for each sample, a row for each view of it, captions above the samples and names
 * beside the views. Samples that do not fit side by side into {@link Style#WIDTH} pixels continue below.
 *
 * <p>Every image is enlarged by a whole factor: each of its pixels is a square of one colour.
 *
 * <p>Example, six pairs in two rows:
 *
 * <pre>{@code
 * ImageGrid.of(left, right).count(6).names("visible", "infrared").captions(labels).draw()
 * }</pre>
 *
 * <p>Refused: no views; a view of another rank than 4 ({@code view 0 must have the shape (N, H, W, C), got [5, 8]}), of
 * other channels than 1 or 3, without a pixel, or with another number of samples than the first; a {@code count} outside
 * 1..N; a {@code factor} below 1; captions or names that are not as many as samples or views.
 *
 * @param views one array (N, H, W, C) for each view, C = 1 for gray or 3 for RGB; H, W and C may differ between views
 * @param count how many samples are drawn, from the first on
 * @param factor the side in screen pixels of the square that stands for one pixel
 * @param captions a caption for each drawn sample, or none
 * @param names a name for each view, or none
 * @param range which values are black and white
 */
public record ImageGrid(
        List<FloatArray> views, int count, int factor, List<String> captions, List<String> names, Range range) {

    static {
        Startup.begin();
    }

    /** Which values are black and white. NaN is drawn magenta. */
    public enum Range {
        /** 0 is black and 1 is white; values outside are clipped. */
        UNIT,
        /** The lowest value of the drawn samples of a view is black, the highest white; where all are equal, they are black. */
        MIN_MAX,
        /**
         * For each view: values that all lie in 0..1 as {@link #UNIT}, values in -1..1 from -1 to 1, and all others
         * as {@link #MIN_MAX}.
         */
        AUTO
    }

    /** Images are enlarged as long as the longer side stays below this many screen pixels. */
    static final int TILE = 96;

    /** Checks shapes and counts; copies of the lists are kept. */
    public ImageGrid {
        views = List.copyOf(views);
        captions = List.copyOf(captions);
        names = List.copyOf(names);
        if (views.isEmpty()) {
            throw new IllegalArgumentException("views must not be empty");
        }
        for (int i = 0; i < views.size(); i++) {
            requireImages(i, views.get(i), views.get(0));
        }
        int samples = views.get(0).size(0);
        if (count < 1 || count > samples) {
            throw new IllegalArgumentException(
                    "count must lie in [1, " + samples + "], the number of samples, got " + count);
        }
        Checks.requirePositive("factor", factor);
        requireSize("captions", captions, count, "for each of the samples drawn");
        requireSize("names", names, views.size(), "for each of the views");
    }

    /** All samples of some views, enlarged to about 96 pixels, values from 0 to 1. */
    public static ImageGrid of(FloatArray... views) {
        return of(List.of(views));
    }

    /** All samples of some views, enlarged to about 96 pixels, values from 0 to 1. */
    public static ImageGrid of(List<FloatArray> views) {
        // Checked before the constructor: the factor needs rank and size.
        for (int i = 0; i < views.size(); i++) {
            requireImages(i, views.get(i), views.get(0));
        }
        int samples = views.isEmpty() ? 1 : views.get(0).size(0);
        int longest = views.stream()
                .mapToInt(view -> Math.max(view.size(1), view.size(2)))
                .max()
                .orElse(1);
        return new ImageGrid(views, samples, Math.max(1, TILE / longest), List.of(), List.of(), Range.UNIT);
    }

    /**
     * Samples of a data set: a row for each input, with the classes or numbers of the targets as captions, each input with its own
     * range ({@link Range#AUTO}).
     *
     * <p>An image has the shape (H, W) or (H, W, C). One with other channels than 1 or 3, such as four gray views in one input, is
     * drawn as a row of gray images for each channel. Several rows have names: {@code input 0}, {@code input 0, channel 1}.
     * Captions that are too long are shortened in the middle. Small images are enlarged to about 96 pixels, each input by its own
     * whole factor; images with a side over 320 pixels are reduced to 320 along the longer side, each pixel the mean of the area that it
     * covers.
     *
     * <p>Refused: {@code count must be positive, got 0}; {@code data must have a sample, there is none}; {@code input 1 must be
     * images of the shape (H, W, C) or (H, W), got [10]; DatasetTable shows other data}; class names for data without a single
     * target of class indices.
     *
     * <p>Example, eight samples drawn at random:
     *
     * <pre>{@code
     * ImageGrid.samples(pairs, 8, List.of("same", "other"), Order.shuffled(7, 0)).names("visible", "infrared").draw()
     * }</pre>
     *
     * @param data it is read as far as needed
     * @param count how many samples; all, where there are fewer
     * @param classes the name of each class, by index; without names, the numbers of the targets are the captions
     * @param order which samples come first
     */
    public static ImageGrid samples(Dataset data, int count, List<String> classes, Order order) {
        return SampleViews.of(data, count, classes, order);
    }

    /** The same with the first samples only, and without the captions. */
    public ImageGrid count(int samples) {
        return new ImageGrid(views, samples, factor, List.of(), names, range);
    }

    /** The same with each pixel as a square of this side. */
    public ImageGrid factor(int side) {
        return new ImageGrid(views, count, side, captions, names, range);
    }

    /** The same with a caption above each sample. */
    public ImageGrid captions(List<String> perSample) {
        return new ImageGrid(views, count, factor, perSample, names, range);
    }

    /** The same with a name beside each view. */
    public ImageGrid names(String... perView) {
        return new ImageGrid(views, count, factor, captions, List.of(perView), range);
    }

    /** The same with other values for black and white. */
    public ImageGrid range(Range blackAndWhite) {
        return new ImageGrid(views, count, factor, captions, names, blackAndWhite);
    }

    /** Draws the picture. */
    public BufferedImage draw() {
        return new GridPainter(this).paint();
    }

    private static void requireImages(int i, FloatArray view, FloatArray first) {
        if (view.shape().numDimensions() != 4) {
            throw new IllegalArgumentException("view " + i + " must have the shape (N, H, W, C), got " + view.shape());
        }
        if (view.size(3) != 1 && view.size(3) != 3) {
            throw new IllegalArgumentException(
                    "view " + i + " must have 1 or 3 channels, got " + view.size(3) + " in " + view.shape());
        }
        if (view.shape().size() == 0) {
            throw new IllegalArgumentException("view " + i + " must have samples and pixels, got " + view.shape());
        }
        if (view.size(0) != first.size(0)) {
            throw new IllegalArgumentException(
                    "view " + i + " must have " + first.size(0) + " samples like the first view, got " + view.size(0));
        }
    }

    private static void requireSize(String name, List<String> texts, int size, String what) {
        if (!texts.isEmpty() && texts.size() != size) {
            throw new IllegalArgumentException(
                    name + " must have " + size + " entries, one " + what + ", got " + texts.size());
        }
    }
}
