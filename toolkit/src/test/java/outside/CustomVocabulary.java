package outside;

import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.LossOps;
import polyview.losses.ScoreForm;
import polyview.losses.Task;
import polyview.metrics.MeanTally;
import polyview.metrics.Metric;

/** Custom losses and metrics over logits, probabilities and distances, each beside its formula in plain Java. */
final class CustomVocabulary {

    private CustomVocabulary() {}

    /** {@code -(1 - q)^2 log q}, q the probability of what is right; made for probabilities. */
    record Focal() implements Loss {
        @Override
        public String name() {
            return "focal";
        }

        @Override
        public Task task() {
            return Task.LABELS;
        }

        @Override
        public ScoreForm wants() {
            return ScoreForm.PROBABILITIES;
        }

        @Override
        public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> p, Operand<TFloat32> targets) {
            Operand<TFloat32> one = tf.constant(1f);
            // q = p y + (1 - p) (1 - y)
            Operand<TFloat32> q =
                    tf.math.add(tf.math.mul(p, targets), tf.math.mul(tf.math.sub(one, p), tf.math.sub(one, targets)));
            Operand<TFloat32> wrong = tf.math.sub(one, q);
            return LossOps.meanOverPositions(tf, tf.math.neg(tf.math.mul(tf.math.mul(wrong, wrong), tf.math.log(q))));
        }

        static double of(double p, double y) {
            double q = p * y + (1 - p) * (1 - y);
            return -(1 - q) * (1 - q) * Math.log(q);
        }
    }

    /** Made for distances of pairs: {@code y d^2 + (1 - y) max(0, 1 - d)^2}; 1 is the label of a pair of the same. */
    record Contrastive() implements Loss {
        @Override
        public String name() {
            return "contrastive";
        }

        @Override
        public Task task() {
            return Task.LABELS;
        }

        @Override
        public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> d, Operand<TFloat32> targets) {
            Operand<TFloat32> one = tf.constant(1f);
            Operand<TFloat32> near = tf.nn.relu(tf.math.sub(one, d));
            return LossOps.meanOverPositions(
                    tf,
                    tf.math.add(
                            tf.math.mul(targets, tf.math.mul(d, d)),
                            tf.math.mul(tf.math.sub(one, targets), tf.math.mul(near, near))));
        }

        static double of(double d, double y) {
            double near = Math.max(0, 1 - d);
            return y * d * d + (1 - y) * near * near;
        }
    }

    /** {@code -sum(y log p)} over targets that hold one number for each class. */
    record OneHotCrossEntropy() implements Loss {
        @Override
        public String name() {
            return "oneHotCrossEntropy";
        }

        @Override
        public Task task() {
            return Task.CLASSES;
        }

        @Override
        public Shape targetShape(Shape output) {
            return output.tail();
        }

        @Override
        public ScoreForm wants() {
            return ScoreForm.PROBABILITIES;
        }

        @Override
        public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> p, Operand<TFloat32> targets) {
            return tf.math.neg(tf.sum(tf.math.mul(targets, tf.math.log(p)), tf.array(-1)));
        }
    }

    /** A loss that gives whatever a test wants. */
    record Gives(Function<Operand<TFloat32>, Function<Ops, Operand<TFloat32>>> formula) implements Loss {
        @Override
        public String name() {
            return "gives";
        }

        @Override
        public Task task() {
            return Task.NUMBERS;
        }

        @Override
        public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
            return formula.apply(tf.math.squaredDifference(scores, targets)).apply(tf);
        }
    }

    /** The mean of {@code (p - y)^2}. */
    record Brier() implements Metric {
        @Override
        public String name() {
            return "brier";
        }

        @Override
        public boolean higherIsBetter() {
            return false;
        }

        @Override
        public ScoreForm wants() {
            return ScoreForm.PROBABILITIES;
        }

        @Override
        public Tally tally(Task task) {
            return new MeanTally() {
                @Override
                public void add(FloatArray p, FloatArray targets) {
                    for (int i = 0; i < targets.values().length; i++) {
                        add(Math.pow((double) p.values()[i] - targets.values()[i], 2));
                    }
                }
            };
        }
    }

    /** {@code 2 tp / (2 tp + fp + fn)} of probabilities above 1/2. */
    record F1() implements Metric {
        @Override
        public String name() {
            return "f1";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public ScoreForm wants() {
            return ScoreForm.PROBABILITIES;
        }

        @Override
        public Tally tally(Task task) {
            return new Tally() {
                private long right;
                private long wrong;

                @Override
                public void add(FloatArray p, FloatArray targets) {
                    for (int i = 0; i < targets.values().length; i++) {
                        boolean yes = p.values()[i] > 0.5;
                        boolean wanted = targets.values()[i] == 1;
                        right += yes && wanted ? 1 : 0;
                        wrong += yes != wanted ? 1 : 0;
                    }
                }

                @Override
                public double value() {
                    return 2.0 * right / (2 * right + wrong);
                }
            };
        }
    }

    /** What predict gives. */
    static final Metric MEAN_OUTPUT = new KnownMetrics.Mean("meanOutput", true);

    static final List<Metric> OF_LABELS = List.of(Metric.accuracy(), new Brier(), new F1(), MEAN_OUTPUT);
}
