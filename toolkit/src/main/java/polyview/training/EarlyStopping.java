package polyview.training;

import java.util.List;
import java.util.Map;
import polyview.base.Checks;
import polyview.data.FloatArray;
import polyview.models.Kept;

/**
 * Ends a training when a value has not got better for some epochs.
 *
 * <p>A second {@code fit} of the same model with the same object goes on: the best value so far stays the one to beat. Another
 * model begins anew.
 *
 * <p>A metric says itself which way is better ({@link polyview.metrics.Metric#higherIsBetter}); a loss is to shrink. Example: {@code
 * EarlyStopping.on("val_loss").patience(3).restoreBestWeights(true)}.
 *
 * <p>What it has seen belongs to the training, not to this object: a second fit goes on with it, {@code saveWeights} writes it,
 * compile begins anew, and one object may serve several trainings at once. With {@link Fit#untilEpoch} a training that this has
 * ended stays ended when it is resumed. Best weights that were put back at the end of a fit are what another fit goes on from; to
 * go on as if a training had never stopped, let {@link Checkpoints} save it.
 *
 * <p>An epoch whose value is not a finite number counts as one that is not better. Where it never was one, a warning of the log says so at
 * the end of the fit: {@code EarlyStopping: val_auc was not a finite number in any epoch from 1 to 3, it was NaN in the last: ...}.
 *
 * <p>Refused: {@code patience must be positive, got 0}; {@code minDelta must not be negative, got -1.0}, {@code
 * minDelta must be finite, got Infinity}; before the first
 * step, a name that the history will not have ({@code no value named val_loss; there are [loss, accuracy], since no
 * validation data are given}).
 */
public final class EarlyStopping implements Callback {

    private static final System.Logger LOG = System.getLogger("polyview.training");

    private final String monitor;
    private int patience = 1;
    private double minDelta;
    private boolean restoreBestWeights;

    private EarlyStopping(String monitor) {
        this.monitor = monitor;
    }

    /** Watches one column of the history. */
    public static EarlyStopping on(String monitor) {
        return new EarlyStopping(monitor);
    }

    /** Epochs without a better value before the end; 1 by default. */
    public EarlyStopping patience(int epochs) {
        Checks.requirePositive("patience", epochs);
        this.patience = epochs;
        return this;
    }

    /** How much better counts as better; 0 by default. */
    public EarlyStopping minDelta(double delta) {
        this.minDelta = Checks.requireNotNegative("minDelta", delta);
        return this;
    }

    /** Whether the weights of the best epoch are put back at the end; false by default. */
    public EarlyStopping restoreBestWeights(boolean restore) {
        this.restoreBestWeights = restore;
        return this;
    }

    @Override
    public void onTrainBegin(Run run) {
        Monitored.require(run, monitor);
        Memory memory = Memory.of(run, this);
        if (memory.waited() >= patience) {
            if (run.options().fromCompile()) {
                run.stop();
            } else {
                // Who asks for more epochs of a training that this has ended wants them.
                memory.waited(0).keep(run, this);
            }
        }
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        double value = Monitored.falling(run, monitor, log);
        Memory memory = Memory.of(run, this);
        if (Double.isFinite(value) && value < memory.best() - minDelta) {
            memory = new Memory(value, 0, restoreBestWeights ? run.engine().weights() : Map.of());
        } else {
            memory = memory.waited(memory.waited() + 1);
            if (memory.waited() >= patience) {
                run.stop();
            }
        }
        memory.keep(run, this);
    }

    @Override
    public void onTrainEnd(Run run, History history) {
        warnWithoutBest(run, history.epochs());
        restore(run);
    }

    /** As a metric has no value where its classes are missing: a training must not end, or go on, for that without a word. */
    private void warnWithoutBest(Run run, List<History.EpochLog> epochs) {
        if (!epochs.isEmpty() && Double.isInfinite(Memory.of(run, this).best())) {
            History.EpochLog last = epochs.get(epochs.size() - 1);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "EarlyStopping: " + monitor + " was not a finite number in any epoch from "
                            + epochs.get(0).epoch() + " to " + last.epoch() + ", it was " + last.get(monitor)
                            + " in the last: no epoch counts as better than another"
                            + (restoreBestWeights ? ", and no weights are put back" : ""));
        }
    }

    /** The best weights are put back too where an error ended the training. */
    @Override
    public void onTrainFailed(Run run, History history) {
        restore(run);
    }

    private void restore(Run run) {
        Memory memory = Memory.of(run, this);
        if (!memory.weights().isEmpty()) {
            run.engine().setWeights(memory.weights());
            // Another fit goes on from the best weights: none was waited for since then.
            memory.waited(0).keep(run, this);
        }
    }

    @Override
    public boolean keepsState() {
        return true;
    }

    /** Under which name the memory of a training is kept: with another rule, it begins anew. */
    private String memoryName() {
        return "EarlyStopping on " + monitor + ", minDelta " + minDelta + ", restoreBestWeights " + restoreBestWeights;
    }

    /**
     * What is remembered of a training. It is kept with the engine, so that a training that goes on has it again, and several
     * trainings at once have each their own.
     *
     * @param best the best value so far, lower is better
     * @param waited epochs since then
     * @param weights those of the best epoch; empty where they are not wanted
     */
    private record Memory(double best, int waited, Map<String, FloatArray> weights) {

        static Memory of(Run run, EarlyStopping rule) {
            return run.engine()
                    .kept(rule.memoryName())
                    .map(k -> new Memory(
                            k.numbers().get("best"), k.numbers().get("waited").intValue(), k.arrays()))
                    .orElse(new Memory(Double.POSITIVE_INFINITY, 0, Map.of()));
        }

        Memory waited(int epochs) {
            return new Memory(best, epochs, weights);
        }

        void keep(Run run, EarlyStopping rule) {
            run.engine().keep(rule.memoryName(), new Kept(Map.of("best", best, "waited", (double) waited), weights));
        }
    }

    /** The options: {@code EarlyStopping on val_loss, patience 3, minDelta 0.0, restoreBestWeights true}. */
    @Override
    public String toString() {
        return "EarlyStopping on " + monitor + ", patience " + patience + ", minDelta " + minDelta
                + ", restoreBestWeights " + restoreBestWeights;
    }
}
