package polyview.metrics;

import java.util.Map;
import java.util.Optional;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/**
 * Cohen's kappa: how far answers agree with the truth beyond what chance would give, {@code 1 - observed / expected} of the
 * disagreements. {@link Metric#cohenKappa()} makes it; 1 is perfect, 0 is chance.
 *
 * <p>With {@link #linear} a disagreement of the classes i and j costs {@code |i - j|}, with {@link #quadratic} its square: for classes
 * that are grades. The index of a class counts; scikit-learn takes its place among the classes that occur, unless {@code labels} are
 * given.
 *
 * <p>NaN where expected is 0, that is where only one class is wanted and answered, as in scikit-learn; and where a score is NaN.
 *
 * <p>Refused: {@code cohenKappa has no meaning with meanSquaredError}. Decisions as in {@link Metric#accuracy()}.
 *
 * <p>Example: classes (0, 0, 1, 1) answered (0, 0, 1, 0) agree in 3/4, by chance in 1/2: kappa is 0.5.
 *
 * @param weights what a disagreement costs
 */
public record CohenKappa(Weights weights) implements Metric {

    /** What a disagreement of two classes costs. */
    public enum Weights {
        /** 1. */
        NONE,
        /** The difference of the indices. */
        LINEAR,
        /** Its square. */
        QUADRATIC
    }

    /** The same with costs that grow with the difference of the classes. */
    public CohenKappa linear() {
        return new CohenKappa(Weights.LINEAR);
    }

    /** The same with costs that grow with the square of the difference. */
    public CohenKappa quadratic() {
        return new CohenKappa(Weights.QUADRATIC);
    }

    @Override
    public String name() {
        return "cohenKappa" + (weights == Weights.NONE ? "" : "_" + Columns.lower(weights));
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("weights", Columns.lower(weights));
    }

    @Override
    public void check(Loss loss) {
        Answers.requireClassification(name(), loss);
    }

    @Override
    public ScoreForm wants() {
        return ScoreForm.LOGITS;
    }

    @Override
    public Tally tally(Task task) {
        return new Counted(task);
    }

    private long cost(long i, long j) {
        return switch (weights) {
            case NONE -> i == j ? 0 : 1;
            case LINEAR -> Math.abs(i - j);
            case QUADRATIC -> (i - j) * (i - j);
        };
    }

    private final class Counted implements Tally {

        private final Task task;
        private final ClassCounts counts = new ClassCounts();
        private long observed;
        private long undecided;

        Counted(Task task) {
            this.task = task;
        }

        @Override
        public void add(FloatArray scores, FloatArray targets) {
            if (task == Task.LABELS) {
                counts.require(name(), 2);
                Answers.ofLabels(name(), 0, scores, targets, this::take);
            } else {
                counts.require(name(), Answers.classes(name(), scores));
                Answers.ofClasses(name(), scores, targets, this::take);
            }
        }

        private void take(int truth, int answer) {
            counts.take(truth, answer);
            if (answer == Answers.NONE) {
                undecided++;
            } else {
                observed += cost(truth, answer);
            }
        }

        @Override
        public double value() {
            double expected = 0;
            for (int i = 0; i < counts.classes(); i++) {
                for (int j = 0; j < counts.classes(); j++) {
                    expected += (double) counts.wanted(i) * counts.answered(j) * cost(i, j);
                }
            }
            return undecided > 0 ? Double.NaN : 1 - observed * (double) counts.allWanted() / expected;
        }

        @Override
        public Optional<double[]> state() {
            return Optional.of(counts.state(observed, undecided));
        }

        @Override
        public void restore(double[] state) {
            observed = (long) state[0];
            undecided = (long) state[1];
            counts.restore(state, 2);
        }
    }
}
