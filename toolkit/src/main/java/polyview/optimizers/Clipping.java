package polyview.optimizers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Gradients that are not to be too large.
 *
 * <p>What is below the limit keeps its bits. Norms are computed of numbers divided by the largest of them, so that no square
 * overflows: the direction of a gradient of 1e30 is kept too.
 *
 * <p>Refused: {@code clipNorm must be positive, got 0.0}.
 *
 * @param way what the limit is held against
 * @param limit the largest value or norm
 */
public record Clipping(Way way, double limit) {

    /** What a limit is held against. */
    public enum Way {
        /** Each number. */
        VALUE("clipValue"),
        /** The norm of each gradient. */
        NORM("clipNorm"),
        /** The norm of all gradients together. */
        GLOBAL_NORM("globalClipNorm");

        private final String option;

        Way(String option) {
            this.option = option;
        }

        /** The name of the option. */
        public String option() {
            return option;
        }
    }

    /** Checks the limit, as the rule above says. */
    public Clipping {
        Checks.requirePositive(way.option(), limit);
    }

    /** The same step with its gradients clipped. */
    Optimizer.Step of(Optimizer.Step step) {
        Ops tf = step.tf();
        List<Operand<TFloat32>> gradients =
                step.changes().stream().map(Optimizer.Change::gradient).toList();
        return switch (way) {
            case VALUE -> {
                Operand<TFloat32> least = tf.constant((float) -limit);
                Operand<TFloat32> most = tf.constant((float) limit);
                yield step.with(step.changes().stream()
                        .map(c -> c.with(tf.clipByValue(c.gradient(), least, most)))
                        .toList());
            }
            case NORM ->
                step.with(step.changes().stream()
                        .map(c -> new Norm(tf, List.of(c.gradient())).clip(c, limit))
                        .toList());
            case GLOBAL_NORM -> {
                Norm norm = new Norm(tf, gradients);
                yield step.with(
                        step.changes().stream().map(c -> norm.clip(c, limit)).toList());
            }
        };
    }

    /** The option in words: {@code clipNorm 1.0}. */
    @Override
    public String toString() {
        return way.option() + " " + limit;
    }

    /** The norm of gradients: {@code largest * root}, where root is that of the gradients divided by their largest number. */
    private static final class Norm {

        private final Ops tf;
        private final Operand<TFloat32> largest;
        private final Operand<TFloat32> root;

        Norm(Ops tf, List<Operand<TFloat32>> gradients) {
            this.tf = tf;
            List<Operand<TFloat32>> all = gradients.stream()
                    .<Operand<TFloat32>>map(g -> tf.max(tf.math.abs(flat(g)), tf.constant(0)))
                    .toList();
            this.largest = tf.math.maximum(tf.max(tf.stack(all), tf.constant(0)), tf.constant(Float.MIN_NORMAL));
            List<Operand<TFloat32>> halves = gradients.stream()
                    .<Operand<TFloat32>>map(g -> tf.nn.l2Loss(tf.math.div(g, largest)))
                    .toList();
            this.root = tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(halves)));
        }

        private Operand<TFloat32> flat(Operand<TFloat32> gradient) {
            return tf.reshape(gradient, tf.constant(new int[] {-1}));
        }

        Optimizer.Change clip(Optimizer.Change c, double limit) {
            Operand<TFloat32> most = tf.constant((float) limit);
            Operand<TFloat32> scaled = tf.math.mul(tf.math.div(c.gradient(), largest), tf.math.div(most, root));
            return c.with(tf.select(tf.math.greater(tf.math.mul(largest, root), most), scaled, c.gradient()));
        }
    }
}
