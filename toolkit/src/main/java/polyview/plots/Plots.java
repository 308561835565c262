package polyview.plots;

import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.XYChart;
import polyview.data.Augmentation;
import polyview.data.Dataset;
import polyview.data.DatasetTable;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.experiments.Results;
import polyview.training.History;
import tech.tablesaw.api.Table;

/** The plots of the toolkit, one call each; as the last line of a notebook's cell they are shown. */
public final class Plots {

    private Plots() {}

    /**
     * The curves of a training over its epochs: a panel for the loss and one for each metric, training solid, validation
     * dashed.
     *
     * <p>Every column of numbers is a curve, but for {@code epoch}, {@code seconds}, {@code images_per_second} and {@code
     * learning_rate}; a column {@code val_X} is the validation of {@code X} and shares its panel. Missing and infinite
     * values are left out. The series bear the columns' names: {@code history.charts().get(0).getSeries("val_loss")}.
     *
     * <p>Refused: a table with no rows, without a column {@code epoch} that has a number in every row, or without any
     * loss or metric.
     *
     * @param table one row for each epoch
     */
    public static Panels<XYChart> history(Table table) {
        return HistoryPlot.draw(table);
    }

    /**
     * The curves of a training; see {@link #history(Table)}.
     *
     * @param history with at least one finished epoch
     */
    public static Panels<XYChart> history(History history) {
        return history(history.table());
    }

    /**
     * A mean for each category as a point with an error bar of the spread both ways, in the table's order.
     *
     * <p>The axis of values does not start at zero. A missing spread, as of a single run, is a point without a bar.
     *
     * <p>Refused: an empty table, a column that does not exist or holds no numbers, a missing mean, a negative spread,
     * and a category that comes twice.
     *
     * <pre>{@code
     * Plots.compare(results, "fusion", "accuracy", "accuracy_std")
     * }</pre>
     *
     * @param table one row for each category
     * @param category the column with the names below the points
     * @param mean the column with the heights of the points
     * @param spread the column with half the lengths of the bars, for example standard deviations
     */
    public static CategoryChart compare(Table table, String category, String mean, String spread) {
        return Comparison.draw(table, category, mean, spread);
    }

    /**
     * The mean score of each variant of an experiment as a point, with its 95% interval as an error bar.
     *
     * <p>A variant with one finished run is a point without a bar, one with none is left out. Overlapping bars do not say that
     * there is no difference: the runs are paired, and the p-value of {@link Results#table} makes use of it.
     *
     * <p>Refused: {@code no run of fusion has a score to draw}.
     *
     * <pre>{@code
     * Plots.compare(results)
     * }</pre>
     */
    public static CategoryChart compare(Results results) {
        return Comparison.draw(results);
    }

    /**
     * The size of each class as a lying bar with its number, in the table's order.
     *
     * <p>Of more than 100 classes the 50 largest and the 50 smallest are drawn, in falling order, and the title says so.
     * Long names are shortened in the middle.
     *
     * <p>Refused: {@code table must have a column count, got the columns [class]}; {@code table must have at least one class,
     * got no rows}; {@code column count must hold numbers, got STRING}; {@code count must be finite and not negative, got
     * -1.0 in row 0}.
     *
     * @param counts with the columns {@code class} and {@code count}, as {@link DatasetTable#classCounts} gives it
     */
    public static HorizontalBarChart classCounts(Table counts) {
        return ClassBars.draw(counts);
    }

    /**
     * The size of each class of a data set; see {@link #classCounts(Table)}.
     *
     * <pre>{@code
     * Plots.classCounts(DatasetTable.of(data, List.of("same", "other")))
     * }</pre>
     *
     * @param look at data with one target of class indices, or at a manifest with a label
     */
    public static HorizontalBarChart classCounts(DatasetTable look) {
        return classCounts(look.classCounts());
    }

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
