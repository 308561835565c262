package polyview.benchmarks.race;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one contender reached in one case: a row of the table, and of the CSV file.
 *
 * @param name of the benchmark
 * @param ofCase what was done, such as {@code attention}
 * @param contender who did it
 * @param ms the median over the rounds
 * @param ratio to the best peer; NaN where there is none
 * @param ofPeak per cent of the product of matrices in the same run; NaN where it has no meaning
 * @param peakMb the median of the largest resident memory
 * @param loss after the first steps, the same for all; NaN where there is none
 * @param rounds how often
 * @param cpuMs the median of the CPU time; NaN where it was not measured
 */
record Row(
        String name,
        String ofCase,
        String contender,
        double ms,
        double ratio,
        double ofPeak,
        double peakMb,
        double loss,
        int rounds,
        double cpuMs) {

    /** The names of the columns. */
    static final String COLUMNS =
            "name,case,contender,median_ms,ratio_to_best_peer,percent_of_matmul_peak,peak_mb,loss,rounds,cpu_ms";

    /** As a line of CSV; a number that is not there is left empty. */
    String csv() {
        List<String> texts = List.of(name, ofCase, contender);
        return texts.stream().map(t -> t.contains(",") ? '"' + t + '"' : t).collect(Collectors.joining(","))
                + ","
                + Stream.of(ms, ratio, ofPeak, peakMb, loss).map(Row::field).collect(Collectors.joining(","))
                + ","
                + rounds
                + ","
                + field(cpuMs);
    }

    private static String field(double number) {
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%.4f", number);
    }

    /** The first line of a table. */
    static String head() {
        return String.format("%-34s %10s %10s %10s %9s %10s", "", "ms", "x best", "% of peak", "peak MB", "loss");
    }

    /** As a line of the table. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-34s %10s %10s %10s %9s %10s",
                contender,
                number("%.2f", ms),
                number("%.3f", ratio),
                number("%.1f", ofPeak),
                number("%.0f", peakMb),
                number("%.5f", loss));
    }

    static String number(String form, double number) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, form, number);
    }
}
