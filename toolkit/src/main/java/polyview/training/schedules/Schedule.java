package polyview.training.schedules;

import java.util.List;
import polyview.training.Callback;
import polyview.training.LearningRateSchedule;
import polyview.training.ReduceOnPlateau;

/**
 * The learning rate as a function of the step. It is a callback, which sets the rate before each step.
 *
 * <pre>{@code
 * model.fit(train, Fit.epochs(10).callbacks(new CosineDecay(1e-3, 1000).warmUp(100, 0)));
 * }</pre>
 *
 * <p>Steps are counted since compile, as {@link Callback.Run#step}: a second fit, and a training that is resumed, go on where the
 * first was. The optimizer's own rate is not used.
 *
 * <p>One of your own is one function; a record, so that an experiment knows it by its text:
 *
 * <pre>{@code
 * record Halving(double first, int steps) implements Schedule {
 *     public double rate(long step) {
 *         return first * Math.pow(0.5, step / steps);
 *     }
 * }
 * }</pre>
 *
 * <p>Refused, before the first step: another callback that sets the rate ({@code one callback may set the learning rate, got
 * [CosineDecay[...], ReduceOnPlateau ...]}); before a step, a rate that is negative, NaN or infinite ({@code learningRate must be
 * positive, got NaN}).
 */
@FunctionalInterface
public interface Schedule extends Callback {

    /**
     * The rate of the next step. Zero is taken as 1.2e-38, the smallest rate that a graph computes with: no weight changes.
     *
     * @param step how many steps were done before, from 0
     */
    double rate(long step);

    /**
     * The same after a warm-up: the rate rises evenly from {@code from} to the first of this schedule, which then begins; see {@link
     * WarmUp}.
     */
    default Schedule warmUp(long steps, double from) {
        return new WarmUp(this, steps, from);
    }

    @Override
    default void onTrainBegin(Run run) {
        List<Callback> setting = run.options().callbacks().stream()
                .filter(callback -> callback instanceof Schedule
                        || callback instanceof LearningRateSchedule
                        || callback instanceof ReduceOnPlateau)
                .toList();
        if (setting.size() > 1) {
            throw new IllegalArgumentException("one callback may set the learning rate, got " + setting);
        }
    }

    @Override
    default void onBatchBegin(Run run) {
        double rate = rate(run.step());
        // A decay that has reached its end may be 0, or vanish in 32 bits; an engine wants a rate that does not.
        boolean vanishes = rate >= 0 && rate < Float.MIN_NORMAL;
        run.engine().learningRate(vanishes ? Float.MIN_NORMAL : rate);
    }
}
