package outside;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.layers.Call;
import polyview.layers.Layer;
import polyview.losses.Loss;
import polyview.losses.LossOps;
import polyview.losses.Task;
import polyview.metrics.Metric;
import polyview.optimizers.Optimizer;

/** A layer, a loss, metrics and an optimizer as a user writes them, in a package of their own. */
final class CustomClasses {

    private CustomClasses() {}

    /** {@code x |x|}. */
    static final class SignedSquare extends Layer {
        @Override
        protected Operand<TFloat32> call(Call call, Operand<TFloat32> input) {
            return call.tf().math.mul(input, call.tf().math.abs(input));
        }
    }

    /** {@code d^2 / 2} where |d| is below delta, else {@code delta (|d| - delta / 2)}. */
    record Huber(float delta) implements Loss {
        @Override
        public String name() {
            return "huber";
        }

        @Override
        public Task task() {
            return Task.NUMBERS;
        }

        @Override
        public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
            Operand<TFloat32> d = tf.math.abs(tf.math.sub(scores, targets));
            Operand<TFloat32> near = tf.math.minimum(d, tf.constant(delta));
            return LossOps.meanOverPositions(
                    tf, tf.math.mul(near, tf.math.sub(d, tf.math.mul(near, tf.constant(0.5f)))));
        }

        static double of(double d, double delta) {
            return Math.abs(d) < delta ? d * d / 2 : delta * (Math.abs(d) - delta / 2);
        }
    }

    /** The root of the mean squared error: smaller is better, which its name does not tell. */
    record Rmse() implements Metric {
        @Override
        public String name() {
            return "rmse";
        }

        @Override
        public boolean higherIsBetter() {
            return false;
        }

        @Override
        public Tally tally(Task task) {
            return new Tally() {
                private double sum;
                private long count;

                @Override
                public void add(FloatArray scores, FloatArray targets) {
                    for (int i = 0; i < targets.values().length; i++) {
                        sum += Math.pow((double) scores.values()[i] - targets.values()[i], 2);
                        count++;
                    }
                }

                @Override
                public double value() {
                    return Math.sqrt(sum / count);
                }
            };
        }
    }

    /** The part of numbers within some distance: larger is better. */
    record Within(double distance) implements Metric {
        @Override
        public String name() {
            return "within";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("distance", Double.toString(distance));
        }

        @Override
        public Tally tally(Task task) {
            return new polyview.metrics.MeanTally() {
                @Override
                public void add(FloatArray scores, FloatArray targets) {
                    for (int i = 0; i < targets.values().length; i++) {
                        add(Math.abs(scores.values()[i] - targets.values()[i]) <= distance ? 1 : 0);
                    }
                }
            };
        }
    }

    /** Gradient descent, all gradients scaled so that their common norm is at most a limit. */
    record ClippedByGlobalNorm(double learningRate, float limit) implements Optimizer {
        @Override
        public String name() {
            return "clippedByGlobalNorm";
        }

        @Override
        public List<Op> apply(Step step) {
            Ops tf = step.tf();
            List<Operand<TFloat32>> squares = new ArrayList<>();
            step.changes().forEach(c -> squares.add(tf.math.mul(tf.constant(2f), tf.nn.l2Loss(c.gradient()))));
            Operand<TFloat32> norm = tf.math.sqrt(tf.math.addN(squares));
            Operand<TFloat32> scale = tf.math.div(tf.constant(limit), tf.math.maximum(norm, tf.constant(limit)));
            List<Op> done = new ArrayList<>();
            step.changes()
                    .forEach(c -> done.add(tf.train.applyGradientDescent(
                            c.weight(), step.learningRate(), tf.math.mul(c.gradient(), scale))));
            return done;
        }
    }
}
