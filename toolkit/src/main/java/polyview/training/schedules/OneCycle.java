package polyview.training.schedules;

import polyview.base.Checks;

/**
 * Up to a maximum and down again, far below where it began: the rates of PyTorch's {@code OneCycleLR}, with its names and defaults.
 *
 * <p>It begins at {@code maxRate / divFactor} (25), is at {@code maxRate} after the part {@code pctStart} (0.3) of the steps, and ends
 * in the last of {@code totalSteps} at the first rate divided by {@code finalDivFactor} (10,000); later steps have that rate too. The
 * way is half a cosine, or a straight line with {@code linear(true)}. With {@code threePhase(true)} it goes down as fast as up, and
 * then from the first rate to the last.
 *
 * <p>{@code new OneCycle(0.1, 11).pctStart(0.5).linear(true).divFactor(10)} rises from 0.01 to 0.1 and falls to 0.000001.
 * Momentum, which PyTorch moves the other way by default, stays as it is. Source: L. N. Smith and N. Topin, "Super-Convergence"
 * (2018).
 *
 * <p>Refused: {@code maxRate must be positive, got 0.0}; {@code totalSteps must be positive, got 0}; {@code divFactor must be
 * positive, got 0.0}, {@code finalDivFactor} too; {@code pctStart must lie in [0, 1], got 2.0}; phases without a step ({@code
 * pctStart 0.01 of 20 steps leaves no step to rise in}).
 *
 * @param maxRate the highest
 * @param totalSteps of the whole training: epochs times steps in an epoch
 * @param pctStart the part of the steps in which it rises
 * @param divFactor the highest rate divided by the first
 * @param finalDivFactor the first rate divided by the last
 * @param linear whether it goes straight
 * @param threePhase whether it goes down as fast as up
 */
public record OneCycle(
        double maxRate,
        long totalSteps,
        double pctStart,
        double divFactor,
        double finalDivFactor,
        boolean linear,
        boolean threePhase)
        implements Schedule {

    public OneCycle {
        Checks.requirePositive("maxRate", maxRate);
        Checks.requirePositive("totalSteps", totalSteps);
        ScheduleChecks.requireShare("pctStart", pctStart);
        Checks.requirePositive("divFactor", divFactor);
        Checks.requirePositive("finalDivFactor", finalDivFactor);
        double top = pctStart * totalSteps - 1;
        double low = threePhase ? 2 * top : top;
        if (top <= 0) {
            throw new IllegalArgumentException(
                    "pctStart " + pctStart + " of " + totalSteps + " steps leaves no step to rise in");
        }
        if (low >= totalSteps - 1) {
            throw new IllegalArgumentException(
                    "pctStart " + pctStart + " of " + totalSteps + " steps leaves no step to fall in");
        }
    }

    /** With PyTorch's defaults. */
    public OneCycle(double maxRate, long totalSteps) {
        this(maxRate, totalSteps, 0.3, 25, 1e4, false, false);
    }

    /** The part of the steps in which the rate rises. */
    public OneCycle pctStart(double part) {
        return new OneCycle(maxRate, totalSteps, part, divFactor, finalDivFactor, linear, threePhase);
    }

    /** The highest rate divided by the first. */
    public OneCycle divFactor(double factor) {
        return new OneCycle(maxRate, totalSteps, pctStart, factor, finalDivFactor, linear, threePhase);
    }

    /** The first rate divided by the last. */
    public OneCycle finalDivFactor(double factor) {
        return new OneCycle(maxRate, totalSteps, pctStart, divFactor, factor, linear, threePhase);
    }

    /** Whether it goes straight, not along a cosine. */
    public OneCycle linear(boolean straight) {
        return new OneCycle(maxRate, totalSteps, pctStart, divFactor, finalDivFactor, straight, threePhase);
    }

    /** Whether it goes down as fast as up, and then to the last rate. */
    public OneCycle threePhase(boolean three) {
        return new OneCycle(maxRate, totalSteps, pctStart, divFactor, finalDivFactor, linear, three);
    }

    @Override
    public double rate(long step) {
        double first = maxRate / divFactor;
        double last = first / finalDivFactor;
        double top = pctStart * totalSteps - 1;
        double end = totalSteps - 1;
        if (step <= top) {
            return between(first, maxRate, step / top);
        }
        if (!threePhase) {
            return between(maxRate, last, Math.min(1, (step - top) / (end - top)));
        }
        return step <= 2 * top
                ? between(maxRate, first, (step - top) / top)
                : between(first, last, Math.min(1, (step - 2 * top) / (end - 2 * top)));
    }

    private double between(double from, double to, double share) {
        return linear ? from + (to - from) * share : to + (from - to) * ScheduleChecks.cosine(share);
    }
}
