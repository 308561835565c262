package polyview.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import polyview.experiments.PairedDifference;
import polyview.experiments.PairedTest;
import polyview.experiments.Power;
import polyview.experiments.Resampling;
import polyview.experiments.Results;
import polyview.experiments.VariantScore;
import polyview.plots.Plot;
import polyview.plots.Plots;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The scores of the variants, and their differences from the baseline. */
final class Scores {

    private static final double POWER = 0.8;

    private Scores() {}

    static String of(Results results) {
        List<VariantScore> scores = results.variants().stream().map(results::of).toList();
        boolean any = scores.stream().anyMatch(score -> score.runs() > 0);
        String differences = scores.size() < 2
                ? ""
                : Page.heading("Differences from " + results.baseline())
                        + Page.table(differences(results, scores))
                        + Page.soft(
                                "Low and high are the 95% interval of the mean difference, effect_size is Cohen's d of the"
                                        + " differences with Hedges' correction, and detectable the smallest difference that so many pairs"
                                        + " find in 8 of 10 experiments, if they spread as these do (by the t-test, with p-values corrected).");
        return Page.table(results.readable())
                + (any ? Page.plot(Plot.of(Plots.compare(results))) : Page.soft("No run has a score yet."))
                + differences;
    }

    private static Table differences(Results results, List<VariantScore> all) {
        List<VariantScore> others = all.stream()
                .filter(score -> !score.variant().equals(results.baseline()))
                .toList();
        Table table = Table.create(
                "differences",
                StringColumn.create("variant", others.stream().map(VariantScore::variant)),
                IntColumn.create(
                        "pairs",
                        others.stream()
                                .mapToInt(score -> score.paired().pairs())
                                .toArray()),
                column("difference", others, VariantScore::difference),
                column("low", others, score -> score.paired().low()),
                column("high", others, score -> score.paired().high()),
                column("p_value", others, VariantScore::pValue),
                column("p_holm", others, VariantScore::pHolm),
                column("effect_size", others, VariantScore::effectSize));
        if (results.test() == PairedTest.WILCOXON) {
            table.addColumns(
                    column("rank_biserial", others, score -> score.paired().rankBiserial()));
        }
        return table.addColumns(column("detectable", others, score -> detectable(score.paired())));
    }

    private static double detectable(PairedDifference paired) {
        if (!(paired.std() > 0)) {
            return Double.NaN;
        }
        double level = VariantScore.LEVEL / paired.comparisons();
        double r = paired.testOverTrain();
        double effect = r > 0
                ? Power.detectable(new Resampling(paired.pairs(), r), POWER, level)
                : Power.detectable(paired.pairs(), POWER, level);
        return effect * paired.std() * Math.sqrt(1 + r);
    }

    private static DoubleColumn column(String name, List<VariantScore> rows, ToDoubleFunction<VariantScore> value) {
        return DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
    }
}
