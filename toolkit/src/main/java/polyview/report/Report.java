package polyview.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.XYChart;
import polyview.base.AtomicFile;
import polyview.base.Startup;
import polyview.experiments.Results;
import polyview.plots.Plot;
import tech.tablesaw.api.Table;

/**
 * The results of an experiment as one HTML page, without scripts and without anything that a browser would have to fetch.
 *
 * <p>Its sections: what can be claimed (a verdict on each variant, with p-values corrected by Holm, and what they hold for); scores, as a
 * table and a plot; differences from the baseline, with intervals, effect sizes, and the smallest difference that so many seeds would
 * find; learning curves; what you add; runs and failures; provenance, the facts of all runs: versions, machine, data, programs.
 *
 * <pre>{@code
 * Report.of(results)
 *     .title("Which fusion?")
 *     .text("Pairs of 16 x 16 pixels, made with seed 1.")
 *     .add("Cost", Plots.scoreAgainst(results, "parameters"))
 *     .add("What was searched", searched)                     // any table
 *     .write(Path.of("fusion.html"));
 * }</pre>
 *
 * <p>The same results give the same bytes, on a machine with the same fonts. Names, texts and cells are escaped. The page follows the light or
 * dark setting of the browser, and can be printed.
 */
public final class Report {

    static {
        Startup.begin();
    }

    private final Results results;
    private final List<String> texts = new ArrayList<>();
    private final List<Section> added = new ArrayList<>();
    private String title;

    private Report(Results results) {
        this.results = results;
        this.title = results.name();
    }

    /** A report on the results of an experiment, finished or not. */
    public static Report of(Results results) {
        return new Report(results);
    }

    /** The title; by default the name of the experiment. Refused: {@code title must not be blank}. */
    public Report title(String text) {
        this.title = requireText("title", text);
        return this;
    }

    /** A paragraph below the title, after those that are there; refused: {@code text must not be blank}. */
    public Report text(String paragraph) {
        texts.add(requireText("text", paragraph));
        return this;
    }

    /** A section with a table, of which the first 500 rows are shown; refused: {@code heading must not be blank}. */
    public Report add(String heading, Table table) {
        return add(heading, Page.table(table));
    }

    /** A section with a plot; refused as a table. */
    public Report add(String heading, Plot plot) {
        return add(heading, Page.plot(plot));
    }

    /** A section with a chart, such as of {@link polyview.plots.Plots}; refused as a table. */
    public Report add(String heading, XYChart chart) {
        return add(heading, Plot.of(chart));
    }

    /** A section with a chart; refused as a table. */
    public Report add(String heading, CategoryChart chart) {
        return add(heading, Plot.of(chart));
    }

    /** A section with a chart; refused as a table. */
    public Report add(String heading, HorizontalBarChart chart) {
        return add(heading, Plot.of(chart));
    }

    /**
     * A section with what another experiment showed, or this one by another score, test or baseline: verdicts, scores and differences. It is
     * one question more: its p-values are corrected among themselves alone. Refused as a table.
     */
    public Report add(String heading, Results others) {
        return add(heading, Claims.of(others) + Scores.of(others));
    }

    private Report add(String heading, String html) {
        added.add(new Section(requireText("heading", heading), html));
        return this;
    }

    /** The page as text. */
    public String html() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("What can be claimed", Claims.of(results)));
        sections.add(new Section("Scores", Scores.of(results)));
        sections.add(new Section("Learning curves", Curves.of(results)));
        sections.addAll(added);
        sections.add(new Section("Runs", Runs.of(results)));
        sections.add(new Section("Provenance", Facts.of(results)));
        return Page.of(
                title,
                results.title(),
                texts,
                sections.stream().filter(section -> !section.html().isEmpty()).toList());
    }

    /** Writes the page, replacing a file of this name; refused: {@code cannot write a/fusion.html: there is no folder a}. */
    public void write(Path file) {
        byte[] bytes = html().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /** {@code Report on fusion: 5 variants, ...; write(Path) writes it}. */
    @Override
    public String toString() {
        return "Report on " + results.title() + "; write(Path) writes it";
    }

    private static String requireText(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return text;
    }
}
