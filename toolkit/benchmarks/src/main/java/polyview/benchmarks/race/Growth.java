package polyview.benchmarks.race;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import polyview.benchmarks.peers.Turn;
import polyview.benchmarks.steps.DualConv;
import polyview.benchmarks.steps.Flops;
import polyview.plots.Panels;
import polyview.plots.Plot;
import polyview.plots.Plots;

/**
 * How time and memory grow with the batch, the images, the filters, the views and the depth, one of them at a time: a table, and
 * the time for each operation and the memory as plots in {@code growth.png}, beside the CSV file or in the current folder.
 */
final class Growth implements Benchmark {

    /** One of the sizes grows. */
    record Sweep(String name, ToIntFunction<DualConv> size, List<DualConv> works) {}

    static final List<Sweep> SWEEPS = List.of(
            new Sweep("batch", DualConv::batch, DualConv.batches()),
            new Sweep("image", DualConv::size, DualConv.sizes()),
            new Sweep("filters", DualConv::filters, DualConv.filterCounts()),
            new Sweep("views", DualConv::views, DualConv.viewCounts()),
            new Sweep("depth", DualConv::depth, DualConv.depths()));

    private static final int WIDTH = 480;
    private static final int HEIGHT = 320;

    @Override
    public List<Contender> contenders() {
        return Contender.all().stream()
                .filter(c -> c.equals(Contender.POLYVIEW)
                        || c.equals(Contender.TENSORFLOW)
                        || c.name().equals("libtorch, tuned, passive"))
                .toList();
    }

    @Override
    public List<Row> run(Options options) {
        Race race = new Race("growth", Turn.Kind.TRAIN, contenders());
        List<List<List<Row>>> all = new ArrayList<>();
        for (Sweep sweep : SWEEPS) {
            List<List<Row>> rows =
                    sweep.works.stream().map(work -> race.run(work, options)).toList();
            print(sweep, rows);
            all.add(rows);
        }
        Path file = options.csv().map(csv -> csv.resolveSibling("growth.png")).orElse(Path.of("growth.png"));
        save(all, file);
        System.out.println("\ngrowth: plots in " + file);
        return all.stream().flatMap(List::stream).flatMap(List::stream).toList();
    }

    /** Draws two plots for each sweep: by sweep, by work, the rows of the contenders. */
    static void save(List<List<List<Row>>> rows, Path file) {
        List<Plot> plots = new ArrayList<>();
        for (int i = 0; i < SWEEPS.size(); i++) {
            Sweep sweep = SWEEPS.get(i);
            plots.add(Plot.of(chart(sweep, rows.get(i), "ms per GFLOP", (row, gflop) -> row.ms() / gflop)));
            plots.add(Plot.of(chart(sweep, rows.get(i), "peak MB", (row, gflop) -> row.peakMb())));
        }
        Plots.save(new Panels(plots, 2 * WIDTH, SWEEPS.size() * HEIGHT), file);
    }

    private interface Height {
        double of(Row row, double gflop);
    }

    private static void print(Sweep sweep, List<List<Row>> rows) {
        System.out.printf("%ngrowth with the %s: ms per GFLOP (peak MB)%n%-10s", sweep.name, "");
        rows.get(0).forEach(row -> System.out.printf(" %26s", row.contender()));
        System.out.println();
        for (int i = 0; i < rows.size(); i++) {
            double gflop = gflop(sweep.works.get(i));
            StringBuilder line = new StringBuilder(String.format("%-10d", sweep.size.applyAsInt(sweep.works.get(i))));
            rows.get(i)
                    .forEach(row ->
                            line.append(String.format(Locale.ROOT, " %17.2f (%6.0f)", row.ms() / gflop, row.peakMb())));
            System.out.println(line);
        }
    }

    private static XYChart chart(Sweep sweep, List<List<Row>> rows, String axis, Height height) {
        XYChart chart = new XYChartBuilder()
                .title(sweep.name)
                .xAxisTitle(sweep.name)
                .yAxisTitle(axis)
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
        double[] x = sweep.works.stream().mapToDouble(sweep.size::applyAsInt).toArray();
        for (int contender = 0; contender < rows.get(0).size(); contender++) {
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                y[i] = height.of(rows.get(i).get(contender), gflop(sweep.works.get(i)));
            }
            chart.addSeries(rows.get(0).get(contender).contender(), x, y);
        }
        return chart;
    }

    private static double gflop(DualConv work) {
        return Flops.ofTraining(work) / 1e9;
    }
}
