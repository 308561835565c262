package polyview.experiments;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The table of {@link Results#readable}: text, as narrow as a page. */
final class ReadableTable {

    /** Without a spread it is not known how many decimals matter. */
    private static final int DECIMALS = 4;

    private static final int MOST_DECIMALS = 8;

    /** Of the largest mean: nobody reads more, however small the spread. */
    private static final int MOST_DIGITS = 4;

    private final int shown;
    private final String decimals;

    private ReadableTable(List<VariantScore> variants) {
        double spread = Statistics.median(variants.stream()
                .mapToDouble(VariantScore::std)
                .filter(std -> std > 0)
                .toArray());
        double largest = variants.stream()
                .mapToDouble(VariantScore::mean)
                .filter(ReadableTable::known)
                .map(Math::abs)
                .max()
                .orElse(0);
        int most = largest > 0 ? MOST_DIGITS - 1 - (int) Math.floor(Math.log10(largest)) : Integer.MAX_VALUE;
        int count = known(spread) ? Math.min(most, (int) Math.ceil(-Math.log10(spread)) + 1) : DECIMALS;
        this.shown = count;
        this.decimals = pattern(count);
    }

    private static String pattern(int decimals) {
        return decimals > MOST_DECIMALS ? "2e" : Math.max(0, decimals) + "f";
    }

    static Table of(Results results) {
        List<VariantScore> variants = VariantScore.all(results);
        ReadableTable form = new ReadableTable(variants);
        return Table.create(
                results.name(),
                column("variant", variants, VariantScore::variant),
                column("runs", variants, v -> Integer.toString(v.runs())),
                column("parameters", variants, v -> v.parameters() > 0 ? form("%,d", v.parameters()) : ""),
                column(results.score(), variants, form::score),
                column("95% interval", variants, form::interval),
                column("difference", variants, form::difference),
                column("p (Holm)", variants, VariantScore::shortP),
                column("s/epoch", variants, v -> known(v.secondsPerEpoch()) ? form("%.2f", v.secondsPerEpoch()) : ""),
                column(
                        "images/s",
                        variants,
                        v -> known(v.imagesPerSecond()) ? form("%,.0f", v.imagesPerSecond()) : ""));
    }

    private static StringColumn column(String name, List<VariantScore> rows, Function<VariantScore, String> text) {
        return StringColumn.create(name, rows.stream().map(text).toList());
    }

    private String score(VariantScore v) {
        if (!known(v.mean())) {
            return "";
        }
        return known(v.std()) ? number(v.mean()) + " ± " + number(v.std()) : number(v.mean());
    }

    /** A difference other than 0 has at least two digits, even if the scores spread more. */
    private String difference(VariantScore v) {
        if (!known(v.difference())) {
            return "";
        }
        int own = (int) Math.ceil(-Math.log10(Math.abs(v.difference()))) + 1;
        boolean finer = v.pHolm() < VariantScore.LEVEL && own > shown;
        return form("%+." + (finer ? pattern(own) : decimals), v.difference());
    }

    private String interval(VariantScore v) {
        return known(v.low()) ? number(v.low()) + " to " + number(v.high()) : "";
    }

    private String number(double value) {
        return form("%." + decimals, value);
    }

    private static boolean known(double value) {
        return !Double.isNaN(value);
    }

    private static String form(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
