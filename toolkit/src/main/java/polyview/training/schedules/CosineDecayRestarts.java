package polyview.training.schedules;

import polyview.base.Checks;

/**
 * Cosines one after the other: each falls from its first rate to the part {@code alpha} of the initial one, and the next begins
 * anew. The first takes {@code firstDecaySteps}, each other {@code tMul} times as many as the one before, and begins at {@code mMul}
 * times its rate.
 *
 * <p>{@code new CosineDecayRestarts(0.1, 2)} gives 0.1, 0.05, then 0.1, 0.0853..., 0.05, 0.0146..., then 0.1, ... Source: I.
 * Loshchilov and F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017); formula, names and defaults are Keras'.
 *
 * <p>Refused: {@code initialRate must be positive, got 0.0}; {@code firstDecaySteps must be positive, got 0}; {@code tMul must be at
 * least 1, got 0.5}; {@code mMul must be positive, got 0.0}; {@code alpha must lie in [0, 1], got 2.0}.
 *
 * @param initialRate the first
 * @param firstDecaySteps how many steps the first cosine takes
 * @param tMul 2 by default
 * @param mMul 1 by default
 * @param alpha the lowest rate, as a part of the first; 0 by default
 */
public record CosineDecayRestarts(double initialRate, long firstDecaySteps, double tMul, double mMul, double alpha)
        implements Schedule {

    public CosineDecayRestarts {
        Checks.requirePositive("initialRate", initialRate);
        Checks.requirePositive("firstDecaySteps", firstDecaySteps);
        if (!(tMul >= 1)) {
            throw new IllegalArgumentException("tMul must be at least 1, got " + tMul);
        }
        Checks.requireFinite("tMul", tMul);
        Checks.requirePositive("mMul", mMul);
        ScheduleChecks.requireShare("alpha", alpha);
    }

    /** Each cosine twice as long as the one before, all from the initial rate to 0. */
    public CosineDecayRestarts(double initialRate, long firstDecaySteps) {
        this(initialRate, firstDecaySteps, 2, 1, 0);
    }

    /** How much longer each cosine is than the one before. */
    public CosineDecayRestarts tMul(double factor) {
        return new CosineDecayRestarts(initialRate, firstDecaySteps, factor, mMul, alpha);
    }

    /** How much higher each cosine begins than the one before; usually 1 or less. */
    public CosineDecayRestarts mMul(double factor) {
        return new CosineDecayRestarts(initialRate, firstDecaySteps, tMul, factor, alpha);
    }

    /** Down to this part of the initial rate. */
    public CosineDecayRestarts alpha(double part) {
        return new CosineDecayRestarts(initialRate, firstDecaySteps, tMul, mMul, part);
    }

    @Override
    public double rate(long step) {
        long restarts = 0;
        double length = firstDecaySteps;
        double done = step;
        if (tMul == 1) {
            restarts = step / firstDecaySteps;
            done = step % firstDecaySteps;
        }
        // Not by a logarithm: rounded, it would be one too low at some restarts.
        while (done >= length) {
            done -= length;
            length *= tMul;
            restarts++;
        }
        double height = Math.pow(mMul, restarts);
        return initialRate * ((1 - alpha) * height * ScheduleChecks.cosine(done / length) + alpha);
    }
}
