package polyview.report;

import java.util.List;
import java.util.stream.Stream;
import polyview.experiments.Results;
import polyview.plots.Plot;
import polyview.plots.Plots;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Learning curves: the score and the loss over the epochs, of the training and of the validation data. */
final class Curves {

    private Curves() {}

    static String of(Results results) {
        Table epochs = results.epochs();
        List<Plot> plots = Stream.of(results.score(), "val_" + results.score(), Results.LOSS, "val_" + Results.LOSS)
                .distinct()
                .filter(column -> hasNumbers(epochs, column))
                .map(column -> Plot.of(Plots.curves(results, column)))
                .toList();
        return plots.isEmpty()
                ? ""
                : Page.plots(plots)
                        + Page.soft("Means over the runs of a variant, with one standard deviation up and down.");
    }

    /** A measure at the end of a run is a score without a curve. */
    private static boolean hasNumbers(Table epochs, String column) {
        return epochs.containsColumn(column)
                && epochs.column(column) instanceof DoubleColumn numbers
                && numbers.asList().stream().anyMatch(Double::isFinite);
    }
}
