package polyview.plots;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.XYChart;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.data.summary.DatasetTable;
import polyview.experiments.EpochCurves;
import polyview.experiments.Results;
import polyview.experiments.search.SearchCurves;
import polyview.experiments.search.SearchResults;
import polyview.explain.Attribution;
import polyview.metrics.ConfusionCounts;
import polyview.metrics.PrecisionRecallCurve;
import polyview.metrics.RocCurve;
import polyview.training.FoundRates;
import polyview.training.History;
import polyview.training.schedules.Schedule;
import tech.tablesaw.api.Table;

/**
 * Plots of trainings, experiments, data sets and predictions, and files of plots. As the last line of a notebook's cell a plot
 * is shown.
 *
 * <p>{@link ImagePlots} has those that show images; {@link Plot} is for your own plots.
 */
public final class Plots {

    static {
        Startup.begin();
    }

    private Plots() {}

    /**
     * Writes a plot into a file: {@code .png} with two pixels for each one of its size, as notebooks show it, or {@code .svg}
     * with lines and texts that stay sharp at any size.
     *
     * <p>SVG needs the library {@code de.erichseifert.vectorgraphics2d:VectorGraphics2D}, which the notebooks have. In charts of
     * XChart letters are outlines there: they look the same on every machine, but the text cannot be searched.
     *
     * <p>Refused: {@code file must end in .png or .svg, got loss.pdf}; {@code plot must have a size of at least 1 x 1
     * pixels, got 0 x 40}; what cannot be written ({@link java.io.UncheckedIOException}, {@code cannot write plots/loss.png: there
     * is no folder plots}).
     *
     * <pre>{@code
     * Plots.save(Plots.history(history), Path.of("history.svg"))
     * }</pre>
     */
    public static void save(Plot plot, Path file) {
        PlotFile.save(plot, file);
    }

    /** Writes a chart into a file, as {@link #save(Plot, Path)}; of XChart's other kinds, save {@code Plot.of(chart)}. */
    public static void save(XYChart chart, Path file) {
        save(Plot.of(chart), file);
    }

    /** Writes a chart into a file, as {@link #save(Plot, Path)}. */
    public static void save(CategoryChart chart, Path file) {
        save(Plot.of(chart), file);
    }

    /** Writes a chart into a file, as {@link #save(Plot, Path)}. */
    public static void save(HorizontalBarChart chart, Path file) {
        save(Plot.of(chart), file);
    }

    /** Writes a picture pixel for pixel into a file: {@code .png}, or {@code .svg} around the same pixels. */
    public static void save(BufferedImage picture, Path file) {
        PlotFile.save(picture, file);
    }

    /**
     * The curves of a training over its epochs: a panel for the loss and one for each metric, training solid, validation
     * dashed.
     *
     * <p>Every column of numbers is a curve, but for {@code epoch}, {@code seconds}, {@code images_per_second} and {@code
     * learning_rate}; a column {@code val_X} is the validation of {@code X} and shares its panel. Missing and infinite
     * values are left out. The series have the columns' names: {@code Plots.history(table).charts().get(0).getSeries("val_loss")}.
     * The numbers at a value axis have equally many digits after the point.
     *
     * <p>Refused: a table with no rows, without a column {@code epoch} that has a number in every row, or without any
     * loss or metric.
     *
     * @param table one row for each epoch
     */
    public static HistoryPlot history(Table table) {
        return new HistoryPlot(HistoryCharts.of(table));
    }

    /**
     * The curves of a training; see {@link #history(Table)}.
     *
     * @param history with at least one finished epoch
     */
    public static HistoryPlot history(History history) {
        return history(history.table());
    }

    /**
     * The mean of each category as a point with an error bar, in the table's order.
     *
     * <p>The value axis does not start at zero. A category without a spread, such as a single run, has no bar.
     *
     * <p>Refused: an empty table, a column that does not exist or holds no numbers, a missing mean, a negative spread,
     * and a category that occurs twice.
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
     * <p>A variant with one finished run has no bar; a variant without any is left out. Overlapping bars do not mean that variants
     * do not differ: the runs are paired, which the p-value of {@link Results#table} takes into account.
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
     * A column of the histories, such as a loss, over the epochs: for each variant of an experiment the mean over its seeds as a
     * line, with a band of one standard deviation up and down.
     *
     * <p>Where some of the runs have stopped, the line is dashed: it is the mean of the others, as the axis says. The number
     * after a name is the number of runs. The series have the names of the variants, {@code concat ± std} and {@code concat
     * (fewer runs)}; {@link EpochCurves} has the numbers.
     *
     * <p>Refused: {@code column must be one of [loss, val_loss, seconds, images_per_second], got val_los}; {@code no run of
     * fusion has an epoch with a number in val_loss}.
     *
     * <pre>{@code
     * Plots.curves(results, "val_accuracy")
     * }</pre>
     *
     * @param column a column of {@link Results#epochs}
     */
    public static XYChart curves(Results results, String column) {
        return CurvesPlot.draw(results, column);
    }

    /**
     * Score against cost: for each variant of an experiment a point with its name. Its height is the mean score, with the 95%
     * interval as a bar; the horizontal axis is a column of {@link Results#table} such as {@code parameters} or {@code
     * seconds_per_epoch}.
     *
     * <p>A variant of one run has no bar; one without a score or that number is left out. Where the largest number is 30 times
     * the smallest or more, the axis is logarithmic and says so.
     *
     * <p>Refused: {@code column must be one of [runs, parameters, accuracy, ...], got size}; {@code no variant of fusion has
     * both a score and a number in parameters}.
     *
     * <pre>{@code
     * Plots.scoreAgainst(results, "parameters")
     * }</pre>
     */
    public static XYChart scoreAgainst(Results results, String column) {
        return ScatterPlot.draw(results, column);
    }

    /**
     * The best score against the runs spent, for repeated searches of several kinds: the median of each kind as a line, with a band from
     * the lower to the upper quartile where there are several searches of it.
     *
     * <p>A line begins where all searches of its kind have a trial that is done. The number after a name is the number of searches. The series
     * have the names of the kinds, and {@code tpe quartiles}; {@link SearchCurves} has the numbers. Refused: what {@link
     * SearchCurves#of} refuses.
     *
     * <pre>{@code
     * Plots.search(Map.of("tpe", List.of(first, second, third), "random", List.of(other)))
     * }</pre>
     */
    public static XYChart search(Map<String, List<SearchResults>> byKind) {
        return SearchPlot.draw(SearchCurves.of(byKind));
    }

    /** The same for one search: a line without a band. */
    public static XYChart search(SearchResults results) {
        return search(Map.of(results.name(), List.of(results)));
    }

    /**
     * The loss at each rate that a {@link polyview.training.LearningRateFinder} tried, as it was and smoothed, over a logarithmic axis;
     * a dashed line is {@link FoundRates#suggestion}. Losses that are not finite are left out.
     *
     * <p>The height of the chart is that of the smoothed losses. Refused: {@code found must have a rate with a finite loss, got ...}.
     */
    public static XYChart learningRate(FoundRates found) {
        return RatePlots.draw(found);
    }

    /**
     * The rates of a schedule over its first steps; refused: {@code steps must be positive, got 0}.
     *
     * <pre>{@code
     * Plots.learningRate(new CosineDecay(1e-3, 900).warmUp(100, 0), 1000)
     * }</pre>
     */
    public static XYChart learningRate(Schedule schedule, long steps) {
        return RatePlots.draw(schedule, steps);
    }

    /**
     * The number of samples of each class as a horizontal bar, in the table's order.
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
     * The number of samples of each class of a data set; see {@link #classCounts(Table)}.
     *
     * <pre>{@code
     * Plots.classCounts(DatasetTable.of(data, List.of("same", "other")))
     * }</pre>
     *
     * @param look of data with one target of class indices, or of a manifest with a label column
     */
    public static HorizontalBarChart classCounts(DatasetTable look) {
        return classCounts(look.classCounts());
    }

    /**
     * The confusion matrix: counts in the cells, and their share of the true class as the shade.
     *
     * <p>The class with the largest score is the predicted one, the first of equal ones. {@link ConfusionMatrix#table} has the
     * numbers. With very many classes only some names and no numbers are drawn.
     *
     * <p>Refused: {@code scores of shape [8, 1] need a threshold: 0 for logits, 0.5 for what ends in a sigmoid}; {@code scores
     * must not be NaN, got NaN in sample 3}; {@code label must be one of the classes 0 to 9, got 10.0 in sample 3}; {@code
     * labels must have 8 entries like the scores, got 7}; {@code classes must have 3 names, one for each class, got 2}.
     *
     * <pre>{@code
     * Plots.confusionMatrix(labels, model.predict(test), List.of("same", "other"))
     * }</pre>
     *
     * @param labels (N), the index of the true class of each sample
     * @param scores (N, K), logits or probabilities
     * @param classes the name of each class, by index, or an empty list
     */
    public static ConfusionMatrix confusionMatrix(FloatArray labels, FloatArray scores, List<String> classes) {
        return ConfusionMatrix.of(labels, Decisions.largest(scores), classes);
    }

    /**
     * The same for a model with one score for each sample: a score above the threshold is class 1.
     *
     * <p>Refused: {@code scores must have the shape (N) or (N, 1) for a threshold, got [8, 2]}, {@code threshold must be
     * finite, got NaN}.
     *
     * @param scores (N) or (N, 1)
     * @param threshold 0 for logits, 0.5 for probabilities
     */
    public static ConfusionMatrix confusionMatrix(
            FloatArray labels, FloatArray scores, double threshold, List<String> classes) {
        return ConfusionMatrix.of(labels, Decisions.above(scores, threshold), classes);
    }

    /**
     * The same of what was counted batch by batch, of pixels for example.
     *
     * <p>Refused: {@code classes must have 3 names, one for each class, got 2}.
     */
    public static ConfusionMatrix confusionMatrix(ConfusionCounts counts, List<String> classes) {
        return ConfusionMatrix.of(counts, classes);
    }

    /**
     * The ROC curve of a binary classifier, with the area under it. {@link RocCurve} has the numbers, and says what is refused.
     *
     * <pre>{@code
     * Plots.roc(labels, model.predict(test))
     * }</pre>
     *
     * @param labels (N), 0 or 1
     * @param scores (N), (N, 1) or (N, 2), logits or probabilities
     */
    public static XYChart roc(FloatArray labels, FloatArray scores) {
        return DecisionCurves.roc(labels, Map.of("", scores));
    }

    /**
     * The ROC curves of several models on the same samples, in the map's order; the series have their names.
     *
     * <p>Refused: {@code scores must not be empty}, and what {@link RocCurve} refuses.
     */
    public static XYChart roc(FloatArray labels, Map<String, FloatArray> scores) {
        return DecisionCurves.roc(labels, scores);
    }

    /**
     * Precision against recall of a binary classifier, with the average precision; see {@link PrecisionRecallCurve}. The dashed
     * line is the precision of random scores.
     */
    public static XYChart precisionRecall(FloatArray labels, FloatArray scores) {
        return DecisionCurves.precisionRecall(labels, Map.of("", scores));
    }

    /** The same for several models on the same samples, as {@link #roc(FloatArray, Map)}. */
    public static XYChart precisionRecall(FloatArray labels, Map<String, FloatArray> scores) {
        return DecisionCurves.precisionRecall(labels, scores);
    }

    /**
     * A heat map over an image in gray: vermilion where the map is positive, blue where it is negative, the more opaque the larger the
     * number; where it is 0 the image is as it is. A smaller map is enlarged to the image.
     *
     * <p>Black and white of the image are 0 and 1, or -1 and 1, or its lowest and highest number where it has others. Each pixel is a square
     * of whole pixels, to about 96 along the longer side; images above 320 are reduced to 320, each pixel the mean of the area that it
     * covers, and so is a map larger than the picture: what is a pixel wide is paler then.
     *
     * <p>Refused: {@code image must have the shape (H, W) or (H, W, C), got [8]}; {@code map must have the shape (H', W') or (H', W', 1),
     * got [8]}.
     *
     * <pre>{@code
     * Plots.overlay(left.row(0), seen.map(0, 0))
     * }</pre>
     *
     * @param image (H, W) or (H, W, C); with other channels than 1 or 3 their mean is drawn
     * @param map (H', W') or (H', W', 1)
     */
    public static BufferedImage overlay(FloatArray image, FloatArray map) {
        return Overlays.heat(image, map);
    }

    /**
     * A mask over an image: each class but 0 in a colour of its own, with its name below.
     *
     * <p>The image is drawn in the size of {@link #overlay(FloatArray, FloatArray)}. Above 320 pixels, where a pixel of the picture stands for
     * several of the mask, it shows the class but 0 that most of them have, the lowest of equally many, and is plain only where all have 0:
     * what is a pixel wide is seen, and looks wider than it is.
     *
     * <p>Refused: {@code mask must have the shape (64, 64) of the image, got [32, 32]}; {@code mask must hold classes 0 to 1, as many as
     * classes has names, got 2.0 at (3, 4)}; {@code classes must have a name for each class of mask, got none}.
     *
     * <pre>{@code
     * Plots.overlay(image, mask, List.of("background", "change"))
     * }</pre>
     *
     * @param image (H, W) or (H, W, C)
     * @param mask (H, W) or (H, W, 1), indices of classes
     * @param classes the name of each class, by index
     */
    public static BufferedImage overlay(FloatArray image, FloatArray mask, List<String> classes) {
        return Overlays.mask(image, mask, classes);
    }

    /**
     * Images of any sizes next to one another, with their names above. Each has its own black and white and its own size, as in {@link
     * #overlay(FloatArray, FloatArray)}: about 96 pixels along the longer side, and 320, by means, for images above 320.
     *
     * <p>Refused: {@code images must not be empty}; {@code image 1 must have the shape (H, W) or (H, W, C), got [8]}; {@code names must
     * have 2 entries, one for each of the images, got 1}.
     *
     * <pre>{@code
     * Plots.sideBySide(List.of(infrared, visible, fused), List.of("infrared", "visible", "fused"))
     * }</pre>
     *
     * @param images (H, W) or (H, W, C) each
     * @param names a name for each, or an empty list
     */
    public static BufferedImage sideBySide(List<FloatArray> images, List<String> names) {
        return SideBySide.draw(images, names);
    }

    /**
     * Which image decided: a row for each sample, in it each image with its map over it and its share below. The maps of a row have one
     * scale, so that a view that had no say stays gray.
     *
     * <p>Refused: {@code sample must lie in [0, 4), got 4}; inputs other than those explained ({@code inputs must be those that were
     * explained, with 4 samples of left, got the shapes [[2, 8, 8, 1]]}).
     *
     * <pre>{@code
     * Plots.explain(new GradCam().explain(model, left, right), List.of(left, right), 0, 3)
     * }</pre>
     *
     * @param inputs those that were explained, one array (N, ...) for each input of the model
     * @param samples which are drawn; the first 8 where none are named
     */
    public static BufferedImage explain(Attribution attribution, List<FloatArray> inputs, int... samples) {
        return ExplainPlot.draw(attribution, inputs, List.of(), samples);
    }

    /**
     * The same with the names of the classes in place of their numbers.
     *
     * <p>Refused: {@code classes must have a name for each class that is explained, got 2 names and class 3}.
     *
     * <pre>{@code
     * Plots.explain(seen, List.of(left, right), test.classNames(), 0, 3)
     * }</pre>
     *
     * @param classes the name of each class, by index, or an empty list for the numbers
     */
    public static BufferedImage explain(
            Attribution attribution, List<FloatArray> inputs, List<String> classes, int... samples) {
        return ExplainPlot.draw(attribution, inputs, classes, samples);
    }

    /**
     * Images of one size in one place, with a slider that chooses: the epochs of a training, the answers of several networks. Each has its
     * own black and white, as in {@link #overlay(FloatArray, FloatArray)}.
     *
     * <p>Each pixel is a square of whole pixels, to about 320 along the longer side; images above 320 are reduced to 320, each pixel the
     * mean of the area that it covers.
     *
     * <p>Refused: {@code image 1 must have the shape (H, W) or (H, W, C), got [8]}; {@code image 1 must have the height and width 32 x 32 of
     * image 0, got 16 x 16}, and what {@link Slider} refuses.
     *
     * <pre>{@code
     * Plots.slider(List.of("infrared", "visible", "fused"), infrared, visible, fused)
     * }</pre>
     *
     * @param labels what each image shows
     * @param images (H, W) or (H, W, C) each
     */
    public static Slider slider(List<String> labels, FloatArray... images) {
        return Mixtures.images(labels, List.of(images));
    }

    /** The same of pictures, pixel for pixel: {@code Plots.slider(List.of("before", "after"), one, other)}. */
    public static Slider slider(List<String> labels, BufferedImage... pictures) {
        return Slider.of(labels, List.of(pictures));
    }

    /** The same of plots of one size, such as the confusion matrix at several thresholds. */
    public static Slider slider(List<String> labels, Plot... plots) {
        return Mixtures.plots(labels, List.of(plots));
    }

    /**
     * Two images laid over each other, with a slider from the first to the second in eleven steps: where they do not fit, edges are double.
     * A pixel is {@code (1 - a) * first + a * second}; at first a is 0.5. Images above 320 pixels are reduced to 320 along the longer side,
     * each pixel the mean of the area that it covers, others are enlarged to about that.
     *
     * <p>Refused: {@code second must have the height and width 64 x 64 of first, got 32 x 32}; {@code names must have 2 entries, one for
     * each image, got 1}; {@code first must have the shape (H, W) or (H, W, C), got [8]}.
     *
     * <pre>{@code
     * Plots.blend(fixed, warped, List.of("fixed", "warped"))
     * }</pre>
     *
     * @param first (H, W) or (H, W, C)
     * @param second of the same height and width
     * @param names of both
     */
    public static Slider blend(FloatArray first, FloatArray second, List<String> names) {
        return Mixtures.blend(first, second, names);
    }

    /**
     * The pixels of a map that lie above a threshold, vermilion over the image in gray, with a slider over the thresholds; at first the
     * middle one is shown. The label says how many per cent of the map's own pixels lie above it.
     *
     * <p>Images above 320 pixels are reduced to 320 along the longer side by means, others are enlarged to about that; the map is not
     * averaged. A pixel of the picture is marked where any pixel of the map in it is above the threshold, so that a single one is seen, and
     * looks larger than it is. A smaller map is enlarged linearly, and marked where that is above the threshold.
     *
     * <p>Refused: {@code map must have the shape (H', W') or (H', W', 1), got [8]}; {@code thresholds must not be empty}; {@code thresholds
     * must be finite and rise, got [0.5, 0.3]}.
     *
     * <pre>{@code
     * Plots.thresholds(image, probabilities, 0.1, 0.3, 0.5, 0.7, 0.9)
     * }</pre>
     *
     * @param image (H, W) or (H, W, C)
     * @param map (H', W') or (H', W', 1); a smaller one is enlarged to the image
     */
    public static Slider thresholds(FloatArray image, FloatArray map, double... thresholds) {
        return Mixtures.thresholds(image, map, thresholds);
    }

    /**
     * A chart whose points say what they are when the mouse is over them, or the arrow keys go to them; see {@link HoverPlot}.
     *
     * <pre>{@code
     * Plots.hover(Plots.scoreAgainst(results, "parameters"))
     * }</pre>
     */
    public static HoverPlot hover(XYChart chart) {
        return HoverPlot.of(Plot.of(chart), List.of(chart));
    }

    /** The same for the curves of a training: {@code Plots.hover(Plots.history(history))}. */
    public static HoverPlot hover(HistoryPlot history) {
        return HoverPlot.of(history, history.charts());
    }
}
