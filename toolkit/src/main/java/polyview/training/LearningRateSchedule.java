package polyview.training;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import polyview.base.Checks;
import polyview.models.Kept;

/**
 * Sets the learning rate at the beginning of some epochs; between them it stays.
 *
 * <p>For rates by step, such as a cosine, there are the schedules of {@code polyview.training.schedules}.
 *
 * <p>Before the first epoch that is named the optimizer's own rate holds. Epochs are counted from 1 since compile: a second {@code
 * fit}, and one after {@code loadWeights}, goes on with the rate of the epoch that is next.
 *
 * <p>Refused: {@code epoch must be positive, got 0}; {@code learningRate must be positive, got 0.0}.
 *
 * <pre>{@code
 * Fit.epochs(8).callbacks(LearningRateSchedule.at(7, 1e-3).andAt(8, 3e-4))   // small steps at the end
 * }</pre>
 *
 * @param rates the rate that begins with an epoch
 */
public record LearningRateSchedule(SortedMap<Integer, Double> rates) implements Callback {

    private static final String EPOCH = "epoch";

    public LearningRateSchedule {
        rates = Collections.unmodifiableSortedMap(new TreeMap<>(rates));
        rates.forEach((epoch, rate) -> {
            Checks.requirePositive("epoch", epoch);
            Checks.requirePositive("learningRate", rate);
        });
    }

    /** This rate from the beginning of an epoch on, counted from 1. */
    public static LearningRateSchedule at(int epoch, double learningRate) {
        return new LearningRateSchedule(new TreeMap<>(Map.of(epoch, learningRate)));
    }

    /** And this one from another epoch on. */
    public LearningRateSchedule andAt(int epoch, double learningRate) {
        SortedMap<Integer, Double> more = new TreeMap<>(rates);
        more.put(epoch, learningRate);
        return new LearningRateSchedule(more);
    }

    /** A training that goes on has its rate already, which another callback may have changed since. */
    @Override
    public void onTrainBegin(Run run) {
        SortedMap<Integer, Double> begun = rates.headMap(run.epoch() + 2);
        if (!begun.isEmpty() && !isKept(run, begun.lastKey())) {
            set(run, begun.lastKey());
        }
    }

    @Override
    public void onEpochBegin(Run run) {
        if (rates.containsKey(run.epoch()) && !isKept(run, run.epoch())) {
            set(run, run.epoch());
        }
    }

    @Override
    public boolean keepsState() {
        return true;
    }

    private void set(Run run, int epoch) {
        run.engine().learningRate(rates.get(epoch));
        run.engine().keep(toString(), new Kept(Map.of(EPOCH, (double) epoch), Map.of()));
    }

    private boolean isKept(Run run, int epoch) {
        return run.engine()
                .kept(toString())
                .filter(kept -> kept.numbers().get(EPOCH) >= epoch)
                .isPresent();
    }
}
