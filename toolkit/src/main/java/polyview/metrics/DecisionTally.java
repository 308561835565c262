package polyview.metrics;

import java.util.Optional;
import polyview.data.FloatArray;
import polyview.losses.Task;

/** Counts for a {@link DecisionScore}. */
final class DecisionTally implements Metric.Tally {

    private final DecisionScore metric;
    private final Task task;
    private final float threshold;
    private final ClassCounts counts = new ClassCounts();

    DecisionTally(DecisionScore metric, Task task) {
        this.metric = metric;
        this.task = task;
        this.threshold = metric.hasThreshold() ? (float) metric.threshold() : 0;
    }

    @Override
    public void add(FloatArray scores, FloatArray targets) {
        String name = metric.name();
        metric.requireScores(task, scores.shape());
        if (task == Task.LABELS) {
            addLabels(name, scores, targets);
        } else if (metric.hasThreshold()) {
            addOneClass(name, scores, targets);
        } else {
            counts.require(name, Answers.classes(name, scores));
            Answers.ofClasses(name, scores, targets, counts::take);
        }
    }

    /** A count for each place along the last axis, or one for all. */
    private void addLabels(String name, FloatArray scores, FloatArray targets) {
        float[] x = scores.values();
        float[] y = targets.values();
        Targets.requireOneForEach(x.length, name, scores, targets);
        int places = metric.needsPlaces() ? Answers.classes(name, scores) : 1;
        counts.require(name, places);
        for (int i = 0; i < x.length; i++) {
            counts.takeYesOrNo(i % places, Answers.isYes(y[i]), x[i] > threshold);
        }
    }

    /** One class of several, whose probability decides. */
    private void addOneClass(String name, FloatArray scores, FloatArray targets) {
        int[] wanted = Answers.wanted(name, scores, targets);
        int classes = Answers.classes(name, scores);
        int yes = metric.ofClass().orElse(1);
        counts.require(name, classes);
        for (int i = 0; i < wanted.length; i++) {
            counts.takeYesOrNo(yes, wanted[i] == yes, scores.values()[i * classes + yes] > threshold);
        }
    }

    @Override
    public double value() {
        if (counts.classes() == 0) {
            return Double.NaN;
        }
        return switch (metric.average()) {
            case MICRO -> score(counts.allHits(), counts.allWanted(), counts.allAnswered());
            case MACRO -> mean();
            case BINARY -> of(metric.ofClass().orElse(counts.classes() - 1));
        };
    }

    private double mean() {
        double sum = 0;
        int seen = 0;
        for (int k = 0; k < counts.classes(); k++) {
            if (task == Task.LABELS || counts.wanted(k) + counts.answered(k) > 0) {
                sum += of(k);
                seen++;
            }
        }
        return sum / seen;
    }

    private double of(int k) {
        return score(counts.hits(k), counts.wanted(k), counts.answered(k));
    }

    private double score(long hits, long wanted, long answered) {
        return switch (metric.score()) {
            case PRECISION -> ratio(hits, answered);
            case RECALL -> ratio(hits, wanted);
            case F1, DICE -> ratio(2 * hits, wanted + answered);
            case IOU -> ratio(hits, wanted + answered - hits);
        };
    }

    private double ratio(long part, long whole) {
        return whole == 0 ? metric.zeroDivision() : part / (double) whole;
    }

    @Override
    public Optional<double[]> state() {
        return Optional.of(counts.state());
    }

    @Override
    public void restore(double[] state) {
        counts.restore(state, 0);
    }
}
