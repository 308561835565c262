package polyview.notebook;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.summary.DatasetTable;
import polyview.experiments.Results;
import polyview.experiments.ResultsTest;
import polyview.experiments.search.Search;
import polyview.experiments.search.Space;
import polyview.experiments.search.Strategy;
import polyview.models.DeviceReport;
import polyview.models.Explanation;
import polyview.models.Summary;
import polyview.plots.EveryChart;
import polyview.plots.Panels;
import polyview.plots.Plot;
import polyview.plots.Plots;
import polyview.rules.Fired;
import polyview.training.History;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One value of every type that is shown, for all kernels the same; where a text can be set, it is {@link #HOSTILE}. */
final class DisplayedValues {

    static final String HOSTILE = "<script>a & b</script>";

    private DisplayedValues() {}

    /** By a name for the report. */
    static Map<String, Object> all() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("chart", chart());
        EveryChart.of(HOSTILE, 60, 50)
                .keySet()
                .forEach(chart -> values.put(chart.getClass().getSimpleName(), chart));
        values.put("panels", new Panels(List.of(Plot.of(chart()), new Own()), 300, 150));
        values.put("plot", new Own());
        values.put("slider", Plots.slider(List.of(HOSTILE, "b"), new Own(), new Own()));
        values.put("hover", Plots.hover(chart()));
        values.put("image", new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB));
        values.put(
                "table",
                Table.create(
                        "t",
                        StringColumn.create(HOSTILE, List.of(HOSTILE, "$x$")),
                        DoubleColumn.create("n", new double[] {1e-7, Double.NaN})));
        values.put(
                "summary",
                new Summary(List.of(new Summary.Row(HOSTILE, "Dense", Shape.of(-1, 2), 6, 6, List.of("left"))), 6, 0));
        values.put(
                "explanation",
                new Explanation(
                        HOSTILE,
                        List.of(new Fired(HOSTILE, "training", 2, List.of(HOSTILE))),
                        List.of(new Explanation.Cost(HOSTILE, 3, 1.5))));
        values.put(
                "history",
                new History(
                        List.of(new History.EpochLog(1, Map.of(HOSTILE, 0.5), 2, 1500)),
                        History.Stop.DONE,
                        7,
                        15,
                        true));
        values.put(
                "look",
                DatasetTable.of(
                        Dataset.of(
                                List.of(FloatArray.zeros(Shape.of(3, 2, 2, 1))),
                                FloatArray.of(new float[] {0, 1, 1}, 3)),
                        List.of("same", HOSTILE)));
        Results made = ResultsTest.made();
        values.put(
                "results",
                new Results(
                        HOSTILE,
                        made.variants(),
                        made.baseline(),
                        made.seeds(),
                        made.score(),
                        made.done(),
                        made.higherIsBetter()));
        values.put(
                "search",
                Search.named(HOSTILE)
                        .space(Space.empty().choice("kind", HOSTILE, "plain"))
                        .minimize(options -> options.text("kind").length())
                        .strategy(Strategy.grid(1))
                        .runs(2)
                        .verbose(false)
                        .run());
        values.put(
                "devices",
                new DeviceReport(
                        Table.create("devices", StringColumn.create("name", List.of("cpu:0"))), HOSTILE, HOSTILE));
        values.put("markup", new RichOutput.Markup("<b>own</b>", "own"));
        values.put(
                "picture",
                RichOutput.of(new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY))
                        .orElseThrow());
        return values;
    }

    /** A plot of a user's own. */
    private record Own() implements Plot {
        @Override
        public int width() {
            return 30;
        }

        @Override
        public int height() {
            return 20;
        }

        @Override
        public String title() {
            return HOSTILE;
        }

        @Override
        public void paint(Graphics2D g, int width, int height) {
            g.drawString(HOSTILE, 0, height / 2);
        }
    }

    static XYChart chart() {
        var chart = new XYChart(320, 200);
        chart.setTitle(HOSTILE);
        chart.addSeries("a", new double[] {1, 2, 3}, new double[] {3, 1, 2});
        return chart;
    }
}
