package polyview.optimizers;

import java.util.List;
import org.tensorflow.op.Op;

/**
 * {@link Adam} with decoupled weight decay: {@code w -= rate weightDecay w} before each update, apart from the moments.
 *
 * <p>Biases and the gammas and betas of normalisations do not decay by default, see {@link WeightDecay}; in Keras and PyTorch all
 * weights do unless they are left out by hand: {@code new AdamW(1e-3).exclude(List.of())} is as there. Source: Loshchilov and Hutter
 * 2019.
 *
 * <p>Refused: what {@link Adam} refuses; {@code weightDecay must be positive, got 0.0}; an end of a path that is blank.
 *
 * <p>Example: with gradient 2, rate 0.001 and weight decay 0.1, the first step takes a kernel of 5 to 5 - 0.001 (0.1 * 5) - 0.001
 * = 4.9985, and a bias of 5 to 4.999.
 *
 * @param learningRate 0.001 by default
 * @param weightDecay 0.004 by default
 * @param beta1 0.9 by default
 * @param beta2 0.999 by default
 * @param epsilon 1e-7 by default
 * @param amsgrad false by default
 * @param exclude ends of the paths of weights that do not decay; {@code bias}, {@code gamma} and {@code beta} by default
 */
public record AdamW(
        double learningRate,
        double weightDecay,
        double beta1,
        double beta2,
        double epsilon,
        boolean amsgrad,
        List<String> exclude)
        implements Optimizer {

    /** Checks the options, as the rules above say. */
    public AdamW {
        new Adam(learningRate, beta1, beta2, epsilon, amsgrad);
        exclude = new WeightDecay(weightDecay, exclude).exclude();
    }

    /** Keras' defaults, but for what is left out of the decay. */
    public AdamW() {
        this(1e-3);
    }

    /** The same with another learning rate. */
    public AdamW(double learningRate) {
        this(learningRate, 0.004);
    }

    /** The same with another learning rate and decay. */
    public AdamW(double learningRate, double weightDecay) {
        this(learningRate, weightDecay, 0.9, 0.999, 1e-7, false, WeightDecay.EXCLUDED);
    }

    /** The same with amsgrad or without it. */
    public AdamW amsgrad(boolean use) {
        return new AdamW(learningRate, weightDecay, beta1, beta2, epsilon, use, exclude);
    }

    /** The same with other weights left out of the decay, by the ends of their paths; none given: all weights decay. */
    public AdamW exclude(List<String> ends) {
        return new AdamW(learningRate, weightDecay, beta1, beta2, epsilon, amsgrad, ends);
    }

    @Override
    public String name() {
        return "adamw";
    }

    @Override
    public List<Op> apply(Step step) {
        return new Adam(learningRate, beta1, beta2, epsilon, amsgrad)
                .apply(new WeightDecay(weightDecay, exclude).before(step));
    }
}
