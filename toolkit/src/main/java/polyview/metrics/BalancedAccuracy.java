package polyview.metrics;

import java.util.Optional;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/** See {@link Metric#balancedAccuracy()}. */
record BalancedAccuracy() implements Metric {

    static final String NAME = "balancedAccuracy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public void check(Loss loss) {
        Answers.requireClassification(NAME, loss);
    }

    @Override
    public ScoreForm wants() {
        return ScoreForm.LOGITS;
    }

    @Override
    public Tally tally(Task task) {
        return new Counted(task);
    }

    private static final class Counted implements Tally {

        private final Task task;
        private final ClassCounts counts = new ClassCounts();

        Counted(Task task) {
            this.task = task;
        }

        @Override
        public void add(FloatArray scores, FloatArray targets) {
            if (task == Task.LABELS) {
                counts.require(NAME, 2);
                Answers.ofLabels(NAME, 0, scores, targets, counts::take);
            } else {
                counts.require(NAME, Answers.classes(NAME, scores));
                Answers.ofClasses(NAME, scores, targets, counts::take);
            }
        }

        @Override
        public double value() {
            double sum = 0;
            int seen = 0;
            for (int k = 0; k < counts.classes(); k++) {
                if (counts.wanted(k) > 0) {
                    sum += counts.hits(k) / (double) counts.wanted(k);
                    seen++;
                }
            }
            return sum / seen;
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
}
