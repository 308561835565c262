package polyview.training.schedules;

import polyview.base.Checks;

/**
 * Half a cosine from the initial rate to its part {@code alpha}: {@code initialRate * ((1 - alpha) * (1 + cos(pi * step /
 * decaySteps)) / 2 + alpha)}, and the last rate from {@code decaySteps} on.
 *
 * <p>{@code new CosineDecay(0.1, 4)} gives 0.1, 0.0853..., 0.05, 0.0146..., 0, 0, ... Source: I. Loshchilov and F. Hutter, "SGDR:
 * Stochastic Gradient Descent with Warm Restarts" (2017); formula and names are Keras'.
 *
 * <p>Refused: {@code initialRate must be positive, got 0.0}; {@code decaySteps must be positive, got 0}; {@code alpha must lie in
 * [0, 1], got 2.0}.
 *
 * @param initialRate the first
 * @param decaySteps how many steps it falls
 * @param alpha the last rate, as a part of the first; 0 by default
 */
public record CosineDecay(double initialRate, long decaySteps, double alpha) implements Schedule {

    public CosineDecay {
        Checks.requirePositive("initialRate", initialRate);
        Checks.requirePositive("decaySteps", decaySteps);
        ScheduleChecks.requireShare("alpha", alpha);
    }

    /** Down to 0. */
    public CosineDecay(double initialRate, long decaySteps) {
        this(initialRate, decaySteps, 0);
    }

    /** Down to this part of the initial rate. */
    public CosineDecay alpha(double part) {
        return new CosineDecay(initialRate, decaySteps, part);
    }

    @Override
    public double rate(long step) {
        double share = (double) Math.min(step, decaySteps) / decaySteps;
        return initialRate * ((1 - alpha) * ScheduleChecks.cosine(share) + alpha);
    }
}
