package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Decoupled decay of the weights: {@code w -= rate weightDecay w} before the optimizer changes them, where no moment sees it.
 *
 * <p>By default the weights named {@code bias}, {@code gamma} and {@code beta} are left out: to pull a shift or the scale of a
 * normalisation to 0 does not make a network simpler. An end of a path holds whole names: {@code bias} leaves {@code dense/bias} out,
 * not {@code dense/my_bias}; {@code dense/kernel} leaves out that kernel, in whatever block it is; {@code /bias} is the same as
 * {@code bias}.
 *
 * <p>Refused: {@code weightDecay must be positive, got 0.0}; {@code exclude must hold ends of paths such as bias or dense/kernel,
 * got [ ]}.
 *
 * @param weightDecay how much, times the learning rate
 * @param exclude ends of the paths of weights that do not decay
 */
public record WeightDecay(double weightDecay, List<String> exclude) {

    /** What does not decay by default. */
    public static final List<String> EXCLUDED = List.of("bias", "gamma", "beta");

    /** The scope of the ops that decay, to tell them from those of the optimizer. */
    public static final String SCOPE = "weight_decay";

    /** Checks the options, as the rules above say. */
    public WeightDecay {
        Checks.requirePositive("weightDecay", weightDecay);
        exclude = List.copyOf(exclude);
        if (exclude.stream().anyMatch(end -> end.replace("/", "").isBlank())) {
            throw new IllegalArgumentException(
                    "exclude must hold ends of paths such as bias or dense/kernel, got " + exclude);
        }
    }

    /** With what is left out by default. */
    public WeightDecay(double weightDecay) {
        this(weightDecay, EXCLUDED);
    }

    /** Whether a weight decays. */
    public boolean decays(String path) {
        return exclude.stream().noneMatch(end -> ("/" + path).endsWith(end.startsWith("/") ? end : "/" + end));
    }

    /** The same step, whose ops run after the decay. */
    Optimizer.Step before(Optimizer.Step step) {
        Ops tf = step.tf().withSubScope(SCOPE);
        Operand<TFloat32> part = tf.math.mul(step.learningRate(), tf.constant((float) weightDecay));
        List<Op> done = new ArrayList<>();
        for (Optimizer.Change c : step.changes()) {
            if (decays(c.path())) {
                done.add(tf.assignSub(c.weight(), tf.math.mul(c.weight(), part)));
            }
        }
        return done.isEmpty() ? step : step.after(done);
    }
}
