package polyview.training;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import polyview.base.Startup;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What a {@link LearningRateFinder} found: the loss at each rate that it tried. {@code Plots.learningRate(found)} draws it.
 *
 * @param points in the order of the rates
 * @param diverged whether the last rate was too large: the loss grew beyond measure, or was not finite, which NaN stands for
 */
public record FoundRates(List<Point> points, boolean diverged) {

    static {
        Startup.begin();
    }

    /** With fewer points in a row a slope is mostly noise. */
    private static final int REACH = 2;

    /**
     * One rate.
     *
     * @param step from 0
     * @param rate of this step
     * @param loss before the step; NaN where loss or gradients were not finite
     * @param smoothed the average of the losses so far
     */
    public record Point(int step, double rate, double loss, double smoothed) {}

    /** A copy of the list is kept. */
    public FoundRates {
        points = List.copyOf(points);
    }

    /**
     * The rate at which the smoothed loss falls fastest, to begin with; empty where it never falls, or too few rates were tried.
     *
     * <p>The slope is that over the logarithm of the rate, from two points before to two points after. Looked at are points behind the
     * first tenth, where the average is of few losses, up to the lowest smoothed loss among them. Look at the plot too: it is a guess from one
     * noisy curve.
     */
    public OptionalDouble suggestion() {
        int first = Math.max(REACH, points.size() / 10);
        int lowest = lowest(first);
        double steepest = 0;
        OptionalDouble found = OptionalDouble.empty();
        for (int i = first; i <= lowest && i + REACH < points.size(); i++) {
            Point before = points.get(i - REACH);
            Point after = points.get(i + REACH);
            double slope = (after.smoothed() - before.smoothed()) / Math.log(after.rate() / before.rate());
            if (slope < steepest) {
                steepest = slope;
                found = OptionalDouble.of(points.get(i).rate());
            }
        }
        return found;
    }

    private int lowest(int first) {
        int lowest = first;
        for (int i = first + 1; i < points.size(); i++) {
            if (points.get(i).smoothed() < points.get(lowest).smoothed()) {
                lowest = i;
            }
        }
        return lowest;
    }

    /** One row for each rate: step, learning_rate, loss, smoothed, and whether it is the suggestion. */
    public Table table() {
        OptionalDouble suggestion = suggestion();
        return Table.create("learning rates")
                .addColumns(
                        IntColumn.create(
                                "step", points.stream().mapToInt(Point::step).toArray()),
                        DoubleColumn.create(
                                "learning_rate",
                                points.stream().mapToDouble(Point::rate).toArray()),
                        DoubleColumn.create(
                                "loss", points.stream().mapToDouble(Point::loss).toArray()),
                        DoubleColumn.create(
                                "smoothed",
                                points.stream().mapToDouble(Point::smoothed).toArray()),
                        BooleanColumn.create(
                                "suggestion",
                                points.stream()
                                        .map(p -> suggestion.isPresent() && p.rate() == suggestion.getAsDouble())
                                        .toList()));
    }

    /** {@code FoundRates of 71 rates, diverged at 1.2, suggestion 0.012}. */
    @Override
    public String toString() {
        String end = !diverged
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", diverged at %.2g",
                        points.get(points.size() - 1).rate());
        OptionalDouble found = suggestion();
        return "FoundRates of " + points.size() + " rates" + end
                + (found.isPresent()
                        ? String.format(Locale.ROOT, ", suggestion %.2g", found.getAsDouble())
                        : ", no suggestion");
    }
}
