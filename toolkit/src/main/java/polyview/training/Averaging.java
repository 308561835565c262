package polyview.training;

import java.io.Serializable;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * What machines that train one model together make the mean of, and how often.
 *
 * <p><b>Gradients</b>, in every step: a batch is divided over the parts, each computes the gradients of its share, and the weights
 * change once by their mean {@code sum(n_p g_p) / sum(n_p)}, where {@code n_p} are the samples of part p. That is the step of one machine
 * over the whole batch, but for rounding. For small models, and for large batches.
 *
 * <p><b>Weights</b>, in rounds: each part does some steps by itself, over batches of its own, then all go on from the mean of their
 * weights and of what their optimizers keep, weighted by their samples in the round (local SGD; Stich, <em>Local SGD Converges Fast and
 * Communicates Little</em>, 2019). It sends as much in a round as gradients in a step, but it is another way to learn: with k parts an
 * epoch has k times fewer steps.
 *
 * <p>Refused: {@code localSteps must be positive, got 0}.
 *
 * @param localSteps steps between two means of weights; 0 for gradients
 */
public record Averaging(int localSteps) implements Serializable {

    public Averaging {
        Checks.requireNotNegative("localSteps", localSteps);
    }

    /** The mean of gradients, in every step. */
    public static Averaging gradients() {
        return new Averaging(0);
    }

    /** The mean of weights, and of what the optimizer keeps, after so many steps of each part. */
    public static Averaging weights(int localSteps) {
        return new Averaging(Checks.requirePositive("localSteps", localSteps));
    }

    /** Whether it is that of gradients. */
    public boolean ofGradients() {
        return localSteps == 0;
    }

    /** {@code averaged gradients}, {@code weights averaged after 10 local steps}. */
    @Override
    public String toString() {
        return ofGradients()
                ? "averaged gradients"
                : "weights averaged after " + Shapes.count(localSteps, "local step");
    }
}
