package polyview.experiments.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The best score against the runs spent, over repeated searches: the median of them and the quartiles, for each way of searching.
 *
 * <p>There is a point for each whole number of runs from which on all searches of a kind have a trial that is done. The scores are those
 * by which the designs were chosen.
 *
 * <p>Example: three searches whose best scores after 10 runs are 0.80, 0.90 and 0.84 give the median 0.84 and the quartiles 0.80 and 0.90.
 *
 * @param score its name
 * @param points for each kind, in the order given
 * @param searches how many there are of each kind
 */
public record SearchCurves(String score, Map<String, List<Point>> points, Map<String, Integer> searches) {

    /**
     * The best scores once so many runs were spent.
     *
     * @param runs the number of runs
     * @param low the lower quartile
     * @param median the middle one
     * @param high the upper quartile
     */
    public record Point(int runs, double low, double median, double high) {}

    /**
     * The curves of searches by their kind, such as {@code tpe} and {@code random}.
     *
     * <p>Refused: {@code searches must not be empty}, also for a kind; {@code searches must have one score, got accuracy and loss}; {@code no
     * trial of any tpe search is done}.
     */
    public static SearchCurves of(Map<String, List<SearchResults>> byKind) {
        if (byKind.isEmpty() || byKind.values().stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("searches must not be empty");
        }
        List<String> scores = byKind.values().stream()
                .flatMap(List::stream)
                .map(SearchResults::score)
                .distinct()
                .toList();
        if (scores.size() > 1) {
            throw new IllegalArgumentException(
                    "searches must have one score, got " + scores.get(0) + " and " + scores.get(1));
        }
        Map<String, List<Point>> points = new LinkedHashMap<>();
        Map<String, Integer> searches = new LinkedHashMap<>();
        byKind.forEach((kind, results) -> {
            points.put(kind, points(kind, results));
            searches.put(kind, results.size());
        });
        return new SearchCurves(scores.get(0), points, searches);
    }

    private static List<Point> points(String kind, List<SearchResults> searches) {
        int last = (int)
                searches.stream().mapToDouble(SearchResults::runsSpent).min().orElseThrow();
        List<Point> points = new ArrayList<>();
        for (int runs = 1; runs <= last; runs++) {
            int now = runs;
            double[] best = searches.stream()
                    .mapToDouble(search -> search.bestAfter(now))
                    .toArray();
            if (Arrays.stream(best).noneMatch(Double::isNaN)) {
                points.add(new Point(
                        runs,
                        StatUtils.percentile(best, 25),
                        StatUtils.percentile(best, 50),
                        StatUtils.percentile(best, 75)));
            }
        }
        if (points.isEmpty()) {
            throw new IllegalArgumentException("no trial of the search by " + kind + " has a score");
        }
        return points;
    }
}
