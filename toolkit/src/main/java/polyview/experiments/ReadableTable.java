package polyview.experiments;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The table of {@link Results#readable}: text, as narrow as a page. */
final class ReadableTable {

    /** Without a spread there is nothing that says how many decimals count. */
    private static final int DECIMALS = 4;

    private ReadableTable() {}

    static Table of(Results results) {
        List<VariantScore> variants =
                results.variants().stream().map(results::of).toList();
        return Table.create(
                results.name(),
                column("variant", variants, VariantScore::variant),
                column("runs", variants, v -> Integer.toString(v.runs())),
                column("parameters", variants, v -> v.parameters() > 0 ? form("%,d", v.parameters()) : ""),
                column(results.score(), variants, ReadableTable::score),
                column("95% interval", variants, ReadableTable::interval),
                column("difference", variants, v -> known(v.difference()) ? number("%+.", v, v.difference()) : ""),
                column("p", variants, v -> known(v.pValue()) ? v.p().replaceFirst("^p (= )?", "") : ""),
                column("s/epoch", variants, v -> known(v.secondsPerEpoch()) ? form("%.2f", v.secondsPerEpoch()) : ""),
                column(
                        "images/s",
                        variants,
                        v -> known(v.imagesPerSecond()) ? form("%,.0f", v.imagesPerSecond()) : ""));
    }

    private static StringColumn column(String name, List<VariantScore> rows, Function<VariantScore, String> text) {
        return StringColumn.create(name, rows.stream().map(text).toList());
    }

    private static String score(VariantScore v) {
        if (!known(v.mean())) {
            return "";
        }
        String mean = number("%.", v, v.mean());
        return known(v.std()) ? mean + " ± " + number("%.", v, v.std()) : mean;
    }

    private static String interval(VariantScore v) {
        return known(v.low()) ? number("%.", v, v.low()) + " to " + number("%.", v, v.high()) : "";
    }

    /** With as many decimals as give the spread two digits. */
    private static String number(String start, VariantScore v, double value) {
        int decimals = v.std() > 0 ? Math.min(8, Math.max(0, (int) Math.ceil(-Math.log10(v.std())) + 1)) : DECIMALS;
        return form(start + decimals + "f", value);
    }

    private static boolean known(double value) {
        return !Double.isNaN(value);
    }

    private static String form(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
