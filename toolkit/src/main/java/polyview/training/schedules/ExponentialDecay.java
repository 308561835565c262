package polyview.training.schedules;

import polyview.base.Checks;

/**
 * {@code initialRate * decayRate^(step / decaySteps)}; with a staircase the exponent is a whole number, as in PyTorch's {@code
 * StepLR}. The formula is Keras'.
 *
 * <p>{@code new ExponentialDecay(0.1, 2, 0.25)} gives 0.1, 0.05, 0.025, ...; with {@code staircase(true)} 0.1, 0.1, 0.025, 0.025, ...
 *
 * <p>Refused: numbers that are not positive, such as {@code decaySteps must be positive, got 0}.
 *
 * @param initialRate the first
 * @param decaySteps after so many steps it is multiplied by {@code decayRate}
 * @param decayRate usually below 1
 * @param staircase whether it stays in between; false by default
 */
public record ExponentialDecay(double initialRate, long decaySteps, double decayRate, boolean staircase)
        implements Schedule {

    public ExponentialDecay {
        Checks.requirePositive("initialRate", initialRate);
        Checks.requirePositive("decaySteps", decaySteps);
        Checks.requirePositive("decayRate", decayRate);
    }

    /** Without a staircase. */
    public ExponentialDecay(double initialRate, long decaySteps, double decayRate) {
        this(initialRate, decaySteps, decayRate, false);
    }

    /** Whether the rate stays until {@code decaySteps} more are done. */
    public ExponentialDecay staircase(boolean stairs) {
        return new ExponentialDecay(initialRate, decaySteps, decayRate, stairs);
    }

    @Override
    public double rate(long step) {
        return initialRate * Math.pow(decayRate, ScheduleChecks.times(step, decaySteps, staircase));
    }
}
