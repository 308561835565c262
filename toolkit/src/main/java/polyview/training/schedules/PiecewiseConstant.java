package polyview.training.schedules;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import polyview.base.Checks;

/**
 * Rates that hold from a step on until the next one, as PyTorch's {@code MultiStepLR}; steps done before are counted, from 0.
 *
 * <p>{@code new PiecewiseConstant(0.1).then(1000, 0.01).then(2000, 0.001)}: the first 1000 steps have the rate 0.1, the next 1000
 * have 0.01. Keras' {@code PiecewiseConstantDecay} with a boundary of 1000 does 1001 steps with the first rate.
 *
 * <p>Refused: {@code step must be positive, got 0}; {@code rate must be positive, got 0.0}; {@code step 1000 has a rate already}.
 *
 * @param rates the rate that begins when so many steps are done; there is one for 0
 */
public record PiecewiseConstant(SortedMap<Long, Double> rates) implements Schedule {

    /** A copy of the map is kept; refused: {@code rates must have one for step 0, got {5=0.1}}. */
    public PiecewiseConstant {
        rates = Collections.unmodifiableSortedMap(new TreeMap<>(rates));
        if (rates.isEmpty() || rates.firstKey() != 0) {
            throw new IllegalArgumentException("rates must have one for step 0, got " + rates);
        }
        rates.values().forEach(rate -> Checks.requirePositive("rate", rate));
    }

    /** This rate from the first step on. */
    public PiecewiseConstant(double rate) {
        this(new TreeMap<>(Collections.singletonMap(0L, rate)));
    }

    /** Another rate as soon as so many steps are done. */
    public PiecewiseConstant then(long step, double rate) {
        Checks.requirePositive("step", step);
        SortedMap<Long, Double> more = new TreeMap<>(rates);
        if (more.putIfAbsent(step, rate) != null) {
            throw new IllegalArgumentException("step " + step + " has a rate already");
        }
        return new PiecewiseConstant(more);
    }

    @Override
    public double rate(long step) {
        SortedMap<Long, Double> begun = rates.headMap(Math.addExact(step, 1));
        return begun.get(begun.lastKey());
    }
}
