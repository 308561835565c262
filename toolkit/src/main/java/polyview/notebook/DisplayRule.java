package polyview.notebook;

import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BubbleChart;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.DialChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.OHLCChart;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.RadarChart;
import org.knowm.xchart.XYChart;
import polyview.data.summary.DatasetTable;
import polyview.experiments.Results;
import polyview.experiments.search.SearchResults;
import polyview.models.DeviceReport;
import polyview.models.Explanation;
import polyview.models.Summary;
import polyview.plots.HoverPlot;
import polyview.plots.Plot;
import polyview.plots.Slider;
import polyview.training.History;
import tech.tablesaw.api.Table;

/**
 * How the objects of one type are shown; {@link #ALL} has every type.
 *
 * @param type the type, with its subtypes
 * @param mimeType the MIME type of the content
 * @param how creates the content
 */
record DisplayRule<T>(Class<T> type, String mimeType, Function<T, RichOutput> how) {

    /** The rules for all types; the first one that fits an object is used. */
    static final List<DisplayRule<?>> ALL = List.of(
            // Before other plots, which they are too.
            markup(Slider.class, DisplayRule::slider),
            markup(HoverPlot.class, DisplayRule::hover),
            picture(Plot.class, DisplayRule::plot),
            chart(XYChart.class, Plot::of),
            chart(CategoryChart.class, Plot::of),
            chart(HorizontalBarChart.class, Plot::of),
            chart(HeatMapChart.class, Plot::of),
            chart(BoxChart.class, Plot::of),
            chart(BubbleChart.class, Plot::of),
            chart(PieChart.class, Plot::of),
            chart(RadarChart.class, Plot::of),
            chart(DialChart.class, Plot::of),
            chart(OHLCChart.class, Plot::of),
            picture(BufferedImage.class, DisplayRule::image),
            markup(Table.class, DisplayRule::table),
            markup(Summary.class, DisplayRule::summary),
            markup(Explanation.class, DisplayRule::explanation),
            markup(History.class, DisplayRule::history),
            markup(DatasetTable.class, DisplayRule::look),
            markup(Results.class, DisplayRule::results),
            markup(SearchResults.class, DisplayRule::search),
            markup(DeviceReport.class, DisplayRule::devices),
            markup(RichOutput.Markup.class, shown -> shown),
            picture(RichOutput.Picture.class, shown -> shown));

    /** Shows an object of this rule's type. */
    RichOutput show(Object value) {
        return how.apply(type.cast(value));
    }

    private static <T> DisplayRule<T> chart(Class<T> type, Function<T, Plot> plot) {
        return picture(type, chart -> plot(plot.apply(chart)));
    }

    private static <T> DisplayRule<T> picture(Class<T> type, Function<T, RichOutput> how) {
        return new DisplayRule<>(type, "image/png", how);
    }

    private static <T> DisplayRule<T> markup(Class<T> type, Function<T, RichOutput> how) {
        return new DisplayRule<>(type, "text/html", how);
    }

    private static RichOutput plot(Plot plot) {
        return still(plot, plot.picture());
    }

    private static RichOutput.Picture still(Plot plot, BufferedImage picture) {
        String title = plot.title().isEmpty() ? "" : " \"" + plot.title() + "\"";
        return new RichOutput.Picture(
                base64(picture),
                Map.of("width", plot.width(), "height", plot.height()),
                "chart" + title + ", " + plot.width() + " x " + plot.height() + " pixels");
    }

    private static RichOutput slider(Slider slider) {
        RichOutput.Picture still = new RichOutput.Picture(
                base64(slider.frames().get(slider.first())),
                slider.scale() == 1 ? Map.of() : Map.of("width", slider.width(), "height", slider.height()),
                "slider, " + slider.frames().size() + " pictures of " + slider.width() + " x " + slider.height()
                        + " pixels, shown: " + slider.title());
        return new RichOutput.Interactive(InteractiveHtml.slider(slider), still);
    }

    private static RichOutput hover(HoverPlot plot) {
        BufferedImage picture = plot.picture();
        return new RichOutput.Interactive(InteractiveHtml.hover(plot, picture), still(plot, picture));
    }

    private static RichOutput image(BufferedImage image) {
        return new RichOutput.Picture(
                base64(image), Map.of(), "image, " + image.getWidth() + " x " + image.getHeight() + " pixels");
    }

    private static RichOutput table(Table table) {
        return new RichOutput.Markup(Html.table(table), Html.plain(table));
    }

    private static RichOutput summary(Summary summary) {
        Table table = summary.table();
        // Every layer, so that the totals add up.
        String html = Html.table(table, Math.max(1, table.rowCount())) + Html.note(summary.totals());
        return new RichOutput.Markup(html, summary.toString());
    }

    private static RichOutput explanation(Explanation explanation) {
        Table rules = explanation.rules();
        Table ops = explanation.ops();
        // All of them: shares that are left out would not add up.
        String html = Html.table(rules, Math.max(1, rules.rowCount()))
                + Html.table(ops, Math.max(1, ops.rowCount()))
                + Html.note(explanation.ran());
        return new RichOutput.Markup(html, explanation.toString());
    }

    private static RichOutput history(History history) {
        String end = "epochs: " + history.epochs().size() + ", steps: " + history.steps() + ", seed: " + history.seed()
                + ", ended: " + history.stop().name().toLowerCase(Locale.ROOT)
                + ", oneDNN: " + (history.oneDnn() ? "on" : "off");
        return new RichOutput.Markup(Html.table(history.table()) + Html.note(end), history.toString());
    }

    private static RichOutput look(DatasetTable look) {
        StringBuilder html = new StringBuilder(Html.note(look.title())).append(Html.table(look.table()));
        for (int target : look.classTargets()) {
            html.append(Html.table(look.classCounts(target)));
        }
        return new RichOutput.Markup(html.toString(), look.toString());
    }

    private static RichOutput results(Results results) {
        StringBuilder html = new StringBuilder(Html.note(results.title())).append(Html.table(results.readable()));
        if (!results.failures().isEmpty()) {
            Table runs = results.runs();
            Table failed = runs.where(runs.stringColumn("status").isNotEqualTo("finished"));
            html.append(Html.table(failed.selectColumns("variant", "seed", "reason")));
        }
        return new RichOutput.Markup(html.toString(), results.toString());
    }

    private static RichOutput search(SearchResults search) {
        String notes = search.notes().stream().map(Html::note).collect(Collectors.joining());
        return new RichOutput.Markup(Html.note(search.title()) + Html.table(search.table()) + notes, search.toString());
    }

    private static RichOutput devices(DeviceReport devices) {
        String notes = devices.notes().stream().map(Html::note).collect(Collectors.joining());
        return new RichOutput.Markup(Html.table(devices.table()) + notes, devices.toString());
    }

    private static String base64(BufferedImage image) {
        return Base64.getEncoder().encodeToString(Png.encode(image));
    }
}
