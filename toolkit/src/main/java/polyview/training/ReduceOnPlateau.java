package polyview.training;

import java.util.Map;
import polyview.base.Checks;
import polyview.models.Kept;

/**
 * Multiplies the learning rate by a factor when a value has not got better for some epochs.
 *
 * <p>A metric says itself which way is better, a loss is to shrink. Better is what is better than the best so far by more than {@code
 * minDelta}; a value that is not finite is not. The rate that is multiplied is that of the last step, whoever has set it.
 *
 * <pre>{@code
 * Fit.epochs(50).validation(valid).callbacks(ReduceOnPlateau.on("val_loss").factor(0.2).patience(5).minRate(1e-5))
 * }</pre>
 *
 * <p>With a factor of 0.1, patience 2 and losses 4, 3, 3, 3 from rate 0.01, the rate is 0.001 from the fifth epoch on. Names and
 * defaults are those of Keras' {@code ReduceLROnPlateau}; {@code cooldown} counts whole epochs in which nothing is waited for, as in
 * PyTorch (Keras' last one counts already). PyTorch's patience is one less for the same.
 *
 * <p>What it has seen belongs to the training, as for {@link EarlyStopping}: it is saved, resumed and forgotten by compile.
 *
 * <p>Refused: {@code factor must lie between 0 and 1, got 1.0}; {@code patience must be positive, got 0}; {@code cooldown must not be
 * negative, got -1}; {@code minDelta must not be negative, got -1.0}, {@code minRate} too; before the first step, a name that the
 * history will not have ({@code no value named val_loss; there are [loss, accuracy], since no
 * validation data are given}), and another callback that sets the rate of
 * every step, such as a {@code CosineDecay}.
 *
 * @param monitor the column of the history
 * @param factor 0.1 by default
 * @param patience epochs without a better value before the rate falls; 10 by default
 * @param cooldown epochs after it fell that do not count; 0 by default
 * @param minDelta how much better counts as better; 1e-4 by default
 * @param minRate the rate does not fall below; 0 by default
 */
public record ReduceOnPlateau(
        String monitor, double factor, int patience, int cooldown, double minDelta, double minRate)
        implements Callback {

    private static final System.Logger LOG = System.getLogger("polyview.training");

    public ReduceOnPlateau {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("factor must lie between 0 and 1, got " + factor);
        }
        Checks.requirePositive("patience", patience);
        Checks.requireNotNegative("cooldown", cooldown);
        Checks.requireNotNegative("minDelta", minDelta);
        Checks.requireNotNegative("minRate", minRate);
    }

    /** Watches one column of the history. */
    public static ReduceOnPlateau on(String monitor) {
        return new ReduceOnPlateau(monitor, 0.1, 10, 0, 1e-4, 0);
    }

    /** What the rate is multiplied by. */
    public ReduceOnPlateau factor(double newFactor) {
        return new ReduceOnPlateau(monitor, newFactor, patience, cooldown, minDelta, minRate);
    }

    /** Epochs without a better value before the rate falls. */
    public ReduceOnPlateau patience(int epochs) {
        return new ReduceOnPlateau(monitor, factor, epochs, cooldown, minDelta, minRate);
    }

    /** Epochs after it fell in which nothing is waited for. */
    public ReduceOnPlateau cooldown(int epochs) {
        return new ReduceOnPlateau(monitor, factor, patience, epochs, minDelta, minRate);
    }

    /** How much better counts as better. */
    public ReduceOnPlateau minDelta(double delta) {
        return new ReduceOnPlateau(monitor, factor, patience, cooldown, delta, minRate);
    }

    /** The lowest rate. */
    public ReduceOnPlateau minRate(double rate) {
        return new ReduceOnPlateau(monitor, factor, patience, cooldown, minDelta, rate);
    }

    @Override
    public void onTrainBegin(Run run) {
        Monitored.require(run, monitor);
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        double value = Monitored.falling(run, monitor, log);
        Memory memory = memory(run);
        boolean better = Double.isFinite(value) && value < memory.best() - minDelta;
        double best = better ? value : memory.best();
        int cooling = Math.max(0, memory.cooling() - 1);
        int waited = better || memory.cooling() > 0 ? 0 : memory.waited() + 1;
        if (waited >= patience) {
            reduce(run);
            waited = 0;
            cooling = cooldown;
        }
        run.engine()
                .keep(
                        toString(),
                        new Kept(
                                Map.of("best", best, "waited", (double) waited, "cooling", (double) cooling),
                                Map.of()));
    }

    private void reduce(Run run) {
        double rate = run.engine().learningRate();
        double lowest = Math.max(minRate, Float.MIN_NORMAL);
        double next = Math.max(lowest, rate * factor);
        if (next < rate) {
            run.engine().learningRate(next);
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "epoch " + run.epoch() + ": " + monitor + " has not got better in " + patience
                            + " epochs, the learning rate falls from " + rate + " to " + next);
        }
    }

    @Override
    public boolean keepsState() {
        return true;
    }

    /**
     * What is remembered of a training.
     *
     * @param best lower is better
     * @param waited epochs since then, or since the rate fell
     * @param cooling epochs that will not count
     */
    private record Memory(double best, int waited, int cooling) {}

    private Memory memory(Run run) {
        return run.engine()
                .kept(toString())
                .map(Kept::numbers)
                .map(k -> new Memory(
                        k.get("best"),
                        k.get("waited").intValue(),
                        k.get("cooling").intValue()))
                .orElse(new Memory(Double.POSITIVE_INFINITY, 0, 0));
    }
}
