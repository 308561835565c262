package polyview.optimizers;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.op.Op;
import polyview.base.Checks;
import polyview.base.Settings;

/**
 * An optimizer with what may go around any of them: clipping, decay, accumulation and a moving average of the weights.
 *
 * <p>It is made by the methods of {@link Optimizer}: {@code new Adam(1e-3).clipNorm(1).accumulate(4)}. The order does not matter. A
 * step does, as in Keras: the mean of the accumulated gradients, clipping, decay of the weights, the update, the moving average.
 *
 * <p>Refused: an option that is there already ({@code accumulate 4 has no place beside accumulate 2}); two ways of clipping; a
 * decay beside that of {@link AdamW}.
 *
 * @param of what changes the weights
 * @param clipping how gradients are clipped, if so
 * @param weightDecay which weights decay, if so
 * @param accumulate steps for one update, 1 for an update in every step
 * @param emaMomentum of the moving average of the weights, if there is one
 */
public record OptimizerWithOptions(
        Optimizer of,
        Optional<Clipping> clipping,
        Optional<WeightDecay> weightDecay,
        int accumulate,
        Optional<Double> emaMomentum)
        implements Optimizer {

    /** Checks the options, as the rules above say. */
    public OptimizerWithOptions {
        if (of instanceof OptimizerWithOptions) {
            throw new IllegalArgumentException("of must be an optimizer without options, got " + of);
        }
        if (of instanceof AdamW w && weightDecay.isPresent()) {
            throw taken("weightDecay " + weightDecay.get().weightDecay(), "weightDecay " + w.weightDecay());
        }
        Checks.requirePositive("accumulate", accumulate);
        emaMomentum.ifPresent(momentum -> Checks.requireFraction("emaMomentum", momentum));
    }

    /** Without an option so far. */
    static OptimizerWithOptions of(Optimizer optimizer) {
        return new OptimizerWithOptions(optimizer, Optional.empty(), Optional.empty(), 1, Optional.empty());
    }

    private static IllegalArgumentException taken(Object option, Object there) {
        return new IllegalArgumentException(option + " has no place beside " + there);
    }

    private OptimizerWithOptions clip(Clipping.Way way, double limit) {
        Clipping wanted = new Clipping(way, limit);
        clipping.ifPresent(there -> {
            throw new IllegalArgumentException(taken(wanted, there).getMessage() + ": an optimizer clips in one way");
        });
        return new OptimizerWithOptions(of, Optional.of(wanted), weightDecay, accumulate, emaMomentum);
    }

    @Override
    public OptimizerWithOptions clipValue(double limit) {
        return clip(Clipping.Way.VALUE, limit);
    }

    @Override
    public OptimizerWithOptions clipNorm(double limit) {
        return clip(Clipping.Way.NORM, limit);
    }

    @Override
    public OptimizerWithOptions globalClipNorm(double limit) {
        return clip(Clipping.Way.GLOBAL_NORM, limit);
    }

    @Override
    public OptimizerWithOptions weightDecay(double amount) {
        return weightDecay(amount, WeightDecay.EXCLUDED);
    }

    @Override
    public OptimizerWithOptions weightDecay(double amount, List<String> exclude) {
        weightDecay.ifPresent(there -> {
            throw taken("weightDecay " + amount, "weightDecay " + there.weightDecay());
        });
        return new OptimizerWithOptions(
                of, clipping, Optional.of(new WeightDecay(amount, exclude)), accumulate, emaMomentum);
    }

    @Override
    public OptimizerWithOptions accumulate(int steps) {
        if (steps < 2) {
            throw new IllegalArgumentException("accumulate must be at least 2, got " + steps);
        }
        if (accumulate > 1) {
            throw taken("accumulate " + steps, "accumulate " + accumulate);
        }
        return new OptimizerWithOptions(of, clipping, weightDecay, steps, emaMomentum);
    }

    @Override
    public OptimizerWithOptions useEma(double momentum) {
        emaMomentum.ifPresent(there -> {
            throw taken("emaMomentum " + momentum, "emaMomentum " + there);
        });
        return new OptimizerWithOptions(of, clipping, weightDecay, accumulate, Optional.of(momentum));
    }

    /** That of the optimizer. */
    @Override
    public String name() {
        return of.name();
    }

    @Override
    public double learningRate() {
        return of.learningRate();
    }

    /** Those of the optimizer, and each option that was set. */
    @Override
    public Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>(of.settings());
        clipping.ifPresent(c -> all.put(c.way().option(), Double.toString(c.limit())));
        weightDecay.ifPresent(d -> all.put("weightDecay", d.weightDecay() + " without " + d.exclude()));
        if (accumulate > 1) {
            all.put("accumulate", Integer.toString(accumulate));
        }
        emaMomentum.ifPresent(momentum -> all.put("emaMomentum", momentum.toString()));
        return Collections.unmodifiableMap(all);
    }

    /** Name and settings in one line: {@code adam accumulate 4, clipNorm 1.0, Adam[learningRate=0.001, ...]}. */
    @Override
    public String toString() {
        return Settings.text(name(), settings());
    }

    @Override
    public List<Op> apply(Step step) {
        List<Op> done = accumulate > 1 ? Accumulation.every(accumulate, step, this::update) : update(step);
        return emaMomentum
                .map(momentum -> MovingAverage.after(done, step, momentum, accumulate))
                .orElse(done);
    }

    private List<Op> update(Step step) {
        Step clipped = clipping.map(c -> c.of(step)).orElse(step);
        List<Op> done = of.apply(weightDecay.map(d -> d.before(clipped)).orElse(clipped));
        if (done == null || done.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "optimizer " + of.name() + " must give the ops that change the weights, got " + done);
        }
        return done;
    }
}
