package polyview.training;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import polyview.base.Checks;

/**
 * Sets the learning rate at the beginning of some epochs; between them it stays, as in Keras' PiecewiseConstantDecay.
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

    @Override
    public void onTrainBegin(Run run) {
        SortedMap<Integer, Double> begun = rates.headMap(run.engine().epochs() + 2);
        if (!begun.isEmpty()) {
            run.engine().learningRate(begun.get(begun.lastKey()));
        }
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        if (rates.containsKey(log.epoch() + 1)) {
            run.engine().learningRate(rates.get(log.epoch() + 1));
        }
    }
}
