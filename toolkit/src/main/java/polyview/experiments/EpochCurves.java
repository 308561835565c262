package polyview.experiments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import polyview.training.History;

/**
 * One quantity of the training over the epochs: its mean and spread over the seeds and folds, for each variant of an experiment.
 *
 * <p>A run that was stopped early has no later epochs: their mean is over the remaining runs, and may jump where one ends. {@link
 * Point#runs} is their number. Values that are not finite are left out.
 *
 * <p>Example: runs with the losses (3, 1) and (5) give the points (epoch 1, 2 runs, mean 4, deviation 1.4142) and (epoch 2, 1
 * run, mean 1, deviation NaN).
 *
 * @param column the quantity
 * @param points for each variant that has any, in the order of the variants, its points by epoch
 * @param runs how many finished runs each of these variants has
 */
public record EpochCurves(String column, Map<String, List<Point>> points, Map<String, Integer> runs) {

    /**
     * One epoch of one variant.
     *
     * @param epoch from 1
     * @param runs the number of runs with a value there
     * @param mean over these runs
     * @param deviation the standard deviation, with n - 1 below the sum; NaN of a single run
     */
    public record Point(int epoch, int runs, double mean, double deviation) {}

    /**
     * The curves of a column of {@link Results#epochs}, such as {@code val_loss}.
     *
     * <p>Refused: {@code column must be one of [loss, val_loss, seconds, images_per_second], got val_los}; {@code no run of
     * fusion has an epoch with a number in val_loss}.
     */
    public static EpochCurves of(Results results, String column) {
        List<String> columns = results.epochs().columnNames();
        int first = columns.indexOf("epoch") + 1;
        if (columns.indexOf(column) < first) {
            throw new IllegalArgumentException(
                    "column must be one of " + columns.subList(first, columns.size()) + ", got " + column);
        }
        Map<String, List<Point>> points = new LinkedHashMap<>();
        Map<String, Integer> runs = new LinkedHashMap<>();
        for (String variant : results.variants()) {
            List<Point> own = points(results.finished(variant), column);
            if (!own.isEmpty()) {
                points.put(variant, own);
                runs.put(variant, results.finished(variant).size());
            }
        }
        if (points.isEmpty()) {
            throw new IllegalArgumentException(
                    "no run of " + results.name() + " has an epoch with a number in " + column);
        }
        return new EpochCurves(column, points, runs);
    }

    private static List<Point> points(List<RunResult> runs, String column) {
        Map<Integer, double[]> byEpoch = new TreeMap<>();
        for (RunResult run : runs) {
            for (History.EpochLog log : run.epochs()) {
                byEpoch.computeIfAbsent(log.epoch(), epoch -> values(runs, epoch, column));
            }
        }
        return byEpoch.entrySet().stream()
                .filter(e -> e.getValue().length > 0)
                .map(e -> new Point(
                        e.getKey(),
                        e.getValue().length,
                        Statistics.mean(e.getValue()),
                        Statistics.deviation(e.getValue())))
                .toList();
    }

    private static double[] values(List<RunResult> runs, int epoch, String column) {
        return Statistics.finite(runs.stream()
                .flatMap(run -> run.epochs().stream())
                .filter(log -> log.epoch() == epoch)
                .mapToDouble(log -> value(log, column).orElse(Double.NaN))
                .toArray());
    }

    /** Empty in an epoch without it, such as one without validation. */
    private static Optional<Double> value(History.EpochLog log, String column) {
        boolean bookkeeping =
                List.of(History.SECONDS, History.IMAGES_PER_SECOND).contains(column);
        return bookkeeping || log.values().containsKey(column) ? Optional.of(log.get(column)) : Optional.empty();
    }
}
