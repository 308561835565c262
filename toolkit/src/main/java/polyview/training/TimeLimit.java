package polyview.training;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Ends a training after the step at which its time is over: {@code Fit.epochs(1000).callbacks(TimeLimit.of(Duration.ofMinutes(20)))}.
 *
 * <p>The time counts from the beginning of the fit, everything included. Where it is over in a validation, no other epoch begins. The
 * history says {@link History.Stop#CALLBACK}, an epoch that was not finished has no row, and a message of the log says why: {@code
 * TimeLimit: the time of PT20M is over in epoch 7, after step 1234}. With {@link Checkpoints} a training goes on from there: each fit has the
 * whole time again.
 *
 * <p>Refused: {@code time must be positive, got PT0S}.
 */
public final class TimeLimit implements Callback {

    private static final System.Logger LOG = System.getLogger("polyview.training");

    private final Duration time;
    private final LongSupplier clock;
    /** One object may serve several trainings at once. */
    private final Map<Run, Long> begun = new ConcurrentHashMap<>();

    TimeLimit(Duration time, LongSupplier clock) {
        Objects.requireNonNull(time, "time");
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("time must be positive, got " + time);
        }
        this.time = time;
        this.clock = clock;
    }

    /** What travels: it measures by the clock of its place. */
    private record Sent(Duration time) implements Serializable {

        private Object readResolve() {
            return of(time);
        }
    }

    private Object writeReplace() {
        return new Sent(time);
    }

    /** A limit of so much time for each fit. */
    public static TimeLimit of(Duration time) {
        return new TimeLimit(time, System::nanoTime);
    }

    @Override
    public void onTrainBegin(Run run) {
        begun.put(run, clock.getAsLong());
    }

    @Override
    public void onBatchEnd(Run run) {
        check(run);
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        check(run);
    }

    @Override
    public void onTrainEnd(Run run, History history) {
        begun.remove(run);
    }

    @Override
    public void onTrainFailed(Run run, History history) {
        begun.remove(run);
    }

    private void check(Run run) {
        Duration passed = Duration.ofNanos(clock.getAsLong() - begun.get(run));
        if (!run.isStopping() && passed.compareTo(time) >= 0) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "TimeLimit: the time of " + time + " is over in epoch " + run.epoch() + ", after step "
                            + run.step());
            run.stop();
        }
    }

    /** {@code TimeLimit of PT20M}. */
    @Override
    public String toString() {
        return "TimeLimit of " + time;
    }
}
