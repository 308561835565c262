package polyview.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import polyview.base.Checks;
import polyview.data.FloatArray;

/**
 * Ends a training when a value has not got better for some epochs.
 *
 * <p>A metric says itself which way is better ({@link polyview.metrics.Metric#higherIsBetter}); a loss is to shrink. Example: {@code
 * EarlyStopping.on("val_loss").patience(3).restoreBestWeights(true)}.
 *
 * <p>Refused: {@code patience must be positive, got 0}; {@code minDelta must not be negative, got -1.0}, {@code
 * minDelta must be finite, got Infinity}; before the first
 * step, a name that the history will not have ({@code no value named val_loss; there are [loss, accuracy]}).
 */
public final class EarlyStopping implements Callback {

    private final String monitor;
    private int patience = 1;
    private double minDelta;
    private boolean restoreBestWeights;

    private boolean higherIsBetter;
    private double best;
    private int waited;
    private Map<String, FloatArray> bestWeights = Map.of();

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
        if (!(delta >= 0)) {
            throw new IllegalArgumentException("minDelta must not be negative, got " + delta);
        }
        Checks.requireFinite("minDelta", delta);
        this.minDelta = delta;
        return this;
    }

    /** Whether the weights of the best epoch are put back at the end; false by default. */
    public EarlyStopping restoreBestWeights(boolean restore) {
        this.restoreBestWeights = restore;
        return this;
    }

    @Override
    public void onTrainBegin(Run run) {
        List<String> names = new ArrayList<>(run.values().keySet());
        if (run.options().validation().isPresent()) {
            run.values().keySet().forEach(name -> names.add("val_" + name));
        }
        if (!names.contains(monitor)) {
            throw new IllegalArgumentException("no value named " + monitor + "; there are " + names);
        }
        Map<String, Boolean> ways = run.engine().training().higherIsBetter();
        higherIsBetter = ways.getOrDefault(monitor, ways.get(monitor.replaceFirst("^val_", "")));
        best = Double.POSITIVE_INFINITY;
        waited = 0;
        bestWeights = Map.of();
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        double value = higherIsBetter ? -log.get(monitor) : log.get(monitor);
        if (Double.isFinite(value) && value < best - minDelta) {
            best = value;
            waited = 0;
            bestWeights = restoreBestWeights ? run.engine().weights() : Map.of();
        } else if (++waited >= patience) {
            run.stop();
        }
    }

    @Override
    public void onTrainEnd(Run run, History history) {
        run.engine().setWeights(bestWeights);
    }

    /** The best weights are put back too where an error ended the training. */
    @Override
    public void onTrainFailed(Run run, History history) {
        run.engine().setWeights(bestWeights);
    }

    /** The options: {@code EarlyStopping on val_loss, patience 3, minDelta 0.0, restoreBestWeights true}. */
    @Override
    public String toString() {
        return "EarlyStopping on " + monitor + ", patience " + patience + ", minDelta " + minDelta
                + ", restoreBestWeights " + restoreBestWeights;
    }
}
