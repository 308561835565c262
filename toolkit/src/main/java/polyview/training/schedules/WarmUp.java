package polyview.training.schedules;

import polyview.base.Checks;

/**
 * A straight line up to the first rate of a schedule, which then begins with its step 0: {@code from + (next.rate(0) - from) * step /
 * steps}.
 *
 * <p>{@code new Constant(0.1).warmUp(4, 0.02)} gives 0.02, 0.04, 0.06, 0.08, 0.1, 0.1, ... It is what Keras' {@code CosineDecay} does
 * with {@code warmup_steps}, and PyTorch's {@code LinearLR} before another schedule in {@code SequentialLR}. A decay after it has all
 * its steps: {@code new CosineDecay(1e-3, 900).warmUp(100, 0)} takes 1000.
 *
 * <p>Refused: {@code warmUp must be positive, got 0}; {@code from must not be negative, got -1.0}.
 *
 * @param next what comes after it
 * @param steps how many steps it takes
 * @param from the rate of the first step
 */
public record WarmUp(Schedule next, long steps, double from) implements Schedule {

    public WarmUp {
        Checks.requirePositive("warmUp", steps);
        Checks.requireNotNegative("from", from);
    }

    @Override
    public double rate(long step) {
        return step < steps ? from + (next.rate(0) - from) * step / steps : next.rate(step - steps);
    }
}
