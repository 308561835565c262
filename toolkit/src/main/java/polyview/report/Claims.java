package polyview.report;

import java.util.List;
import polyview.base.Shapes;
import polyview.experiments.PairedTest;
import polyview.experiments.Results;
import polyview.experiments.VariantScore;
import polyview.notebook.Html;

/** A verdict on each variant, and what the verdicts hold for. */
final class Claims {

    private Claims() {}

    static String of(Results results) {
        List<VariantScore> others = results.variants().stream()
                .filter(variant -> !variant.equals(results.baseline()))
                .map(results::of)
                .toList();
        if (others.isEmpty()) {
            return Page.paragraph("There is one variant: nothing is compared.") + best(results);
        }
        StringBuilder html = new StringBuilder("<ul class=\"claims\">\n");
        others.forEach(score -> html.append(verdict(score)));
        return html.append("</ul>\n")
                .append(Page.soft(test(results, others.size())))
                .append(best(results))
                .toString();
    }

    private static String verdict(VariantScore score) {
        // A sign beside the colour, for those who do not see it.
        String kind = score.better(VariantScore.LEVEL) ? "better" : score.worse(VariantScore.LEVEL) ? "worse" : "none";
        String sign = kind.equals("better") ? "✓" : kind.equals("worse") ? "✗" : "○";
        return "<li class=\"" + kind + "\"><span>" + sign + "</span>" + Html.escape(score.verdict()) + "</li>\n";
    }

    private static String test(Results results, int comparisons) {
        String test = results.resampling().isPresent()
                ? "the corrected resampled t-test over folds"
                : results.test() == PairedTest.T_TEST
                        ? "the paired t-test over seeds"
                        : "Wilcoxon's signed-rank test over seeds";
        String corrected = comparisons == 1
                ? ""
                : ", corrected by Holm for " + comparisons
                        + " comparisons: of 100 such experiments without any difference, at most 5 would have a line here that tells"
                        + " of one";
        String holds = results.resampling().isPresent()
                ? "They hold for other training data of this size and kind."
                : "They hold for other seeds with the same data, not for other data.";
        return "P-values are of " + test + ", two-sided" + corrected + ". " + holds
                + " No difference that can be told is not the same as no difference: see what so many runs would find.";
    }

    private static String best(Results results) {
        int scored = (int) results.variants().stream()
                .filter(variant -> results.of(variant).runs() > 0)
                .count();
        if (scored < 2) {
            return "";
        }
        return results.best()
                .map(best -> Page.soft("Of " + Shapes.count(scored, "variant") + ", " + best
                        + " has the best mean. Whoever chooses it chooses by these test data, so that its score on them is too good on"
                        + " average, and the more so the more variants there are; what it is worth, data must tell that no choice has"
                        + " seen."))
                .orElse("");
    }
}
