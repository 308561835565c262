package polyview.training.schedules;

import polyview.base.Checks;

/**
 * {@code (initialRate - endRate) * (1 - step / decaySteps)^power + endRate}, and the end rate from {@code decaySteps} on. The
 * formula is Keras'; with a power of 1 it is a straight line.
 *
 * <p>{@code new PolynomialDecay(0.1, 4).endRate(0.02)} gives 0.1, 0.08, 0.06, 0.04, 0.02, 0.02, ... With {@code cycle(true)} it
 * rises again at the end: {@code decaySteps} is then multiplied by the smallest whole number with which it reaches the step.
 *
 * <p>Refused: {@code initialRate must be positive, got 0.0}; {@code decaySteps must be positive, got 0}; {@code power must be
 * positive, got 0.0}; {@code endRate must not be negative, got -1.0}.
 *
 * @param initialRate the first
 * @param decaySteps how many steps it falls
 * @param endRate the last; 1e-4 by default
 * @param power 1 by default
 * @param cycle whether it rises again; false by default
 */
public record PolynomialDecay(double initialRate, long decaySteps, double endRate, double power, boolean cycle)
        implements Schedule {

    public PolynomialDecay {
        Checks.requirePositive("initialRate", initialRate);
        Checks.requirePositive("decaySteps", decaySteps);
        Checks.requireNotNegative("endRate", endRate);
        Checks.requirePositive("power", power);
    }

    /** A straight line down to 1e-4. */
    public PolynomialDecay(double initialRate, long decaySteps) {
        this(initialRate, decaySteps, 1e-4, 1, false);
    }

    /** Down to this rate. */
    public PolynomialDecay endRate(double rate) {
        return new PolynomialDecay(initialRate, decaySteps, rate, power, cycle);
    }

    /** The exponent. */
    public PolynomialDecay power(double exponent) {
        return new PolynomialDecay(initialRate, decaySteps, endRate, exponent, cycle);
    }

    /** Whether it rises again at the end. */
    public PolynomialDecay cycle(boolean again) {
        return new PolynomialDecay(initialRate, decaySteps, endRate, power, again);
    }

    @Override
    public double rate(long step) {
        long cycles = cycle ? Math.max(1, Math.floorDiv(step + decaySteps - 1, decaySteps)) : 1;
        double length = (double) cycles * decaySteps;
        double left = 1 - Math.min(step, length) / length;
        return (initialRate - endRate) * Math.pow(left, power) + endRate;
    }
}
