package polyview.benchmarks.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.knowm.xchart.XYChart;
import polyview.experiments.search.SearchCurves;
import polyview.experiments.search.SearchResults;
import polyview.experiments.search.Strategy;
import polyview.plots.Plots;

/**
 * Strategies against random search, on two functions whose minimum is known and on a table of the fusion problem: the best score after
 * 10, 20, 40 and 60 runs, and a plot against all runs.
 */
public final class Searches {

    private static final int RUNS = 60;
    private static final int FIRST = 5;
    private static final List<Integer> SHOWN = List.of(10, 20, 40, 60);

    private Searches() {}

    /**
     * The arguments are the number of searches, 20 without it; a folder for the table and the plot, the current one without it; and the seed
     * of the first search, 1 without it.
     */
    public static void main(String[] arguments) throws IOException {
        int searches = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        Path folder = Path.of(arguments.length > 1 ? arguments[1] : ".");
        long first = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        Files.createDirectories(folder);
        List<Problem> problems = List.of(
                Problem.branin(),
                Problem.hartmann(),
                FusionTable.of(folder.resolve("fusion.csv")).problem());
        for (Problem problem : problems) {
            Map<String, List<SearchResults>> found = found(problem, first, searches);
            SearchCurves curves = SearchCurves.of(found);
            print(problem, curves);
            XYChart chart = Plots.search(found);
            chart.setTitle(problem.name());
            scale(chart, curves, problem.highest());
            Plots.save(
                    chart,
                    folder.resolve(
                            "search-" + problem.name().toLowerCase(Locale.ROOT).replace(' ', '-') + ".png"));
        }
    }

    /** The first runs are far from all that follows. */
    private static void scale(XYChart chart, SearchCurves curves, boolean highest) {
        List<SearchCurves.Point> later = curves.points().values().stream()
                .flatMap(List::stream)
                .filter(point -> point.runs() >= FIRST)
                .toList();
        if (highest) {
            chart.getStyler()
                    .setYAxisMin(later.stream()
                            .mapToDouble(SearchCurves.Point::low)
                            .min()
                            .orElseThrow());
        } else {
            chart.getStyler()
                    .setYAxisMin(0.0)
                    .setYAxisMax(later.stream()
                            .mapToDouble(SearchCurves.Point::high)
                            .max()
                            .orElseThrow());
        }
    }

    private static Map<String, Strategy> strategies() {
        Map<String, Strategy> strategies = new LinkedHashMap<>();
        strategies.put("random", Strategy.random());
        strategies.put("sobol", Strategy.sobol());
        strategies.put("tpe", Strategy.tpe());
        strategies.put("halving", Strategy.halving());
        strategies.put("hyperband", Strategy.hyperband());
        return strategies;
    }

    private static Map<String, List<SearchResults>> found(Problem problem, long first, int searches) {
        Map<String, List<SearchResults>> found = new LinkedHashMap<>();
        strategies()
                .forEach((kind, strategy) -> found.put(
                        kind,
                        LongStream.range(first, first + searches)
                                .mapToObj(seed -> problem.search()
                                        .strategy(strategy)
                                        .seed(seed)
                                        .runs(RUNS)
                                        .run())
                                .toList()));
        return found;
    }

    private static void print(Problem problem, SearchCurves curves) {
        System.out.printf(
                Locale.ROOT,
                "%n%s, best there is %.4f; median (quartiles) of the best after so many runs%n",
                problem.name(),
                problem.best());
        curves.points().forEach((kind, points) -> {
            StringBuilder line = new StringBuilder(String.format("%-10s", kind));
            for (int runs : SHOWN) {
                points.stream()
                        .filter(p -> p.runs() == runs)
                        .forEach(p -> line.append(String.format(
                                Locale.ROOT, "  %d: %.4f (%.4f to %.4f)", runs, p.median(), p.low(), p.high())));
            }
            System.out.println(line);
        });
    }
}
