package polyview.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import polyview.data.FloatArray;
import polyview.losses.Task;

/** Collects scores for a {@link RankingScore}. */
final class RankingTally implements Metric.Tally {

    private final RankingScore metric;
    private final Task task;
    private final List<RankedClass> ranked = new ArrayList<>();
    private long notNumbers;

    RankingTally(RankingScore metric, Task task) {
        this.metric = metric;
        this.task = task;
    }

    @Override
    public void add(FloatArray scores, FloatArray targets) {
        metric.requireScores(task, scores.shape());
        if (task == Task.LABELS) {
            addLabels(scores, targets);
        } else {
            addClasses(scores, targets);
        }
    }

    private void addLabels(FloatArray scores, FloatArray targets) {
        float[] x = scores.values();
        Targets.requireOneForEach(x.length, metric.name(), scores, targets);
        int places = metric.ofEachClass() ? Answers.classes(metric.name(), scores) : 1;
        requirePlaces(places);
        for (int i = 0; i < x.length; i++) {
            take(i % places, x[i], Answers.isYes(targets.values()[i]));
        }
    }

    private void addClasses(FloatArray scores, FloatArray targets) {
        float[] x = scores.values();
        int[] wanted = Answers.wanted(metric.name(), scores, targets);
        int classes = Answers.classes(metric.name(), scores);
        requirePlaces(metric.ofEachClass() ? classes : 1);
        for (int i = 0; i < wanted.length; i++) {
            if (metric.ofEachClass()) {
                for (int k = 0; k < classes; k++) {
                    take(k, logOdds(x, i * classes, classes, k), wanted[i] == k);
                }
            } else {
                take(0, logOdds(x, i * classes, classes, 1), wanted[i] == 1);
            }
        }
    }

    /** Of one class against all others. */
    private static double logOdds(float[] x, int from, int classes, int k) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) {
            largest = j == k ? largest : Math.max(largest, x[from + j]);
        }
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            // The largest one is exact, also where it is infinite.
            sum += j == k ? 0 : x[from + j] == largest ? 1 : Math.exp(x[from + j] - largest);
        }
        return x[from + k] - (largest + Math.log(sum));
    }

    private void requirePlaces(int places) {
        if (ranked.isEmpty()) {
            Stream.generate(RankedClass::new).limit(places).forEach(ranked::add);
        } else if (ranked.size() != places) {
            throw new IllegalArgumentException(metric.name() + " needs the same number of scores in every batch, got "
                    + places + " behind " + ranked.size());
        }
    }

    private void take(int place, double logit, boolean isPositive) {
        if (Double.isNaN(logit)) {
            notNumbers++;
        } else {
            ranked.get(place).add(metric.thresholds() == 0 ? logit : step(logit), isPositive);
        }
    }

    private double step(double logit) {
        double steps = metric.thresholds();
        return Math.min(steps - 1, Math.floor(steps / (1 + Math.exp(-logit))));
    }

    @Override
    public double value() {
        double sum = 0;
        for (RankedClass of : ranked) {
            sum += metric.curve() == RankingScore.Curve.ROC ? of.rocArea() : of.averagePrecision();
        }
        return notNumbers > 0 ? Double.NaN : sum / ranked.size();
    }

    /** The scores that were no numbers, the number of classes, the lengths of their parts, and the parts. */
    @Override
    public Optional<double[]> state() {
        List<double[]> parts =
                ranked.stream().flatMap(of -> Arrays.stream(of.state())).toList();
        DoubleStream sizes = parts.stream().mapToDouble(part -> part.length);
        DoubleStream head = DoubleStream.concat(DoubleStream.of(notNumbers, ranked.size()), sizes);
        return Optional.of(DoubleStream.concat(head, parts.stream().flatMapToDouble(Arrays::stream))
                .toArray());
    }

    @Override
    public void restore(double[] state) {
        notNumbers = (long) state[0];
        int classes = (int) state[1];
        ranked.clear();
        int at = 2 + 2 * classes;
        for (int k = 0; k < classes; k++) {
            int middle = at + (int) state[2 + 2 * k];
            int end = middle + (int) state[3 + 2 * k];
            ranked.add(RankedClass.of(ScoreCounts.of(state, at, middle), ScoreCounts.of(state, middle, end)));
            at = end;
        }
    }
}
