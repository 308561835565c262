package polyview.training.schedules;

import polyview.base.Checks;

/**
 * {@code initialRate / (1 + decayRate * step / decaySteps)}; with a staircase the quotient is a whole number. The formula is Keras'.
 *
 * <p>{@code new InverseTimeDecay(0.1, 1, 1)} gives 0.1, 0.05, 0.0333..., 0.025, ... Refused: numbers that are not positive, such as
 * {@code decaySteps must be positive, got 0}.
 *
 * @param initialRate the first
 * @param decaySteps how long one decay takes
 * @param decayRate how much is added to the divisor by then
 * @param staircase whether it stays in between; false by default
 */
public record InverseTimeDecay(double initialRate, long decaySteps, double decayRate, boolean staircase)
        implements Schedule {

    public InverseTimeDecay {
        Checks.requirePositive("initialRate", initialRate);
        Checks.requirePositive("decaySteps", decaySteps);
        Checks.requirePositive("decayRate", decayRate);
    }

    /** Without a staircase. */
    public InverseTimeDecay(double initialRate, long decaySteps, double decayRate) {
        this(initialRate, decaySteps, decayRate, false);
    }

    /** Whether the rate stays until {@code decaySteps} more are done. */
    public InverseTimeDecay staircase(boolean stairs) {
        return new InverseTimeDecay(initialRate, decaySteps, decayRate, stairs);
    }

    @Override
    public double rate(long step) {
        return initialRate / (1 + decayRate * ScheduleChecks.times(step, decaySteps, staircase));
    }
}
