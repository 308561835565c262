package polyview.training.schedules;

import polyview.base.Checks;

/**
 * The same rate in all steps: to be warmed up to.
 *
 * <p>{@code new Constant(0.1).warmUp(4, 0)} gives 0, 0.025, 0.05, 0.075, 0.1, 0.1, ... Refused: {@code rate must be positive, got
 * 0.0}.
 *
 * @param rate of every step
 */
public record Constant(double rate) implements Schedule {

    public Constant {
        Checks.requirePositive("rate", rate);
    }

    @Override
    public double rate(long step) {
        return rate;
    }
}
