package polyview.training;

import java.util.ArrayList;
import java.util.List;
import polyview.base.Checks;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.models.Engine;
import polyview.models.NotFiniteException;
import polyview.models.Trainer;

/**
 * Tries learning rates, from very small to too large ones, in one short training, to find where the loss falls fastest.
 *
 * <pre>{@code
 * FoundRates found = model.fit(train, LearningRateFinder.steps(100));
 * Plots.learningRate(found)                   // in a notebook
 * found.suggestion()                          // such as 0.012
 * }</pre>
 *
 * <p>The model is not changed: a copy of its weights is trained, with an optimizer that begins anew, and thrown away, so that there must be memory for both. Step i of n has
 * the rate {@code from * (to / from)^(i / (n - 1))}, and the loss that is noted is the one before the step changes the weights. It
 * ends early where the loss, smoothed, is more than {@link #divergence 4} times its lowest (of losses above 0), or is not finite: that is part of the
 * result, not an error. An interrupt of the thread ends it after the step that runs.
 *
 * <p>The loss is smoothed with an exponential average, {@code m = 0.9 m + 0.1 loss}, divided by {@code 1 - 0.9^(i + 1)}. Source: L. N.
 * Smith, "Cyclical Learning Rates for Training Neural Networks" (2017).
 *
 * <p>Refused: {@code steps must be at least 2, got 1}; {@code from must be positive, got 0.0}; {@code to must be larger than from
 * 1.0, got 0.1}; {@code batchSize must be positive, got 0}; {@code divergence must be larger than 1, got 1.0}; {@code smoothing
 * must lie in [0, 1), got 1.0}; data that the model cannot be trained on; a data set that gives no sample.
 *
 * @param steps how many rates
 * @param from the first; 1e-7 by default
 * @param to the last; 10 by default
 * @param batchSize samples in a step; 32 by default. Take that of the training: larger batches bear larger rates
 * @param smoothing the part of the average that is kept in each step; 0.9 by default, 0 for none
 * @param divergence how many times the lowest smoothed loss ends it; 4 by default
 */
public record LearningRateFinder(int steps, double from, double to, int batchSize, double smoothing, double divergence)
        implements Trainer<FoundRates> {

    static {
        Startup.begin();
    }

    public LearningRateFinder {
        if (steps < 2) {
            throw new IllegalArgumentException("steps must be at least 2, got " + steps);
        }
        Checks.requirePositive("from", from);
        Checks.requirePositive("to", to);
        if (to <= from) {
            throw new IllegalArgumentException("to must be larger than from " + from + ", got " + to);
        }
        Checks.requirePositive("batchSize", batchSize);
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("smoothing must lie in [0, 1), got " + smoothing);
        }
        if (!(divergence > 1)) {
            throw new IllegalArgumentException("divergence must be larger than 1, got " + divergence);
        }
    }

    /** So many rates, everything else as by default; 100 are usual. */
    public static LearningRateFinder steps(int steps) {
        return new LearningRateFinder(steps, 1e-7, 10, 32, 0.9, 4);
    }

    /** The first rate. */
    public LearningRateFinder from(double rate) {
        return new LearningRateFinder(steps, rate, to, batchSize, smoothing, divergence);
    }

    /** The last rate. */
    public LearningRateFinder to(double rate) {
        return new LearningRateFinder(steps, from, rate, batchSize, smoothing, divergence);
    }

    /** Samples in a step. */
    public LearningRateFinder batchSize(int size) {
        return new LearningRateFinder(steps, from, to, size, smoothing, divergence);
    }

    /** The part of the average that is kept in each step. */
    public LearningRateFinder smoothing(double part) {
        return new LearningRateFinder(steps, from, to, batchSize, part, divergence);
    }

    /** How many times the lowest smoothed loss ends it. */
    public LearningRateFinder divergence(double times) {
        return new LearningRateFinder(steps, from, to, batchSize, smoothing, times);
    }

    /** Tries the rates on a copy of what the engine holds. */
    @Override
    public FoundRates train(Engine engine, Dataset data) {
        try (Engine copy = new Engine(engine.program(), engine.seed(), engine.metrics())) {
            engine.device().ifPresent(copy::device);
            copy.requireMatching(copy.matched(data));
            copy.setWeights(engine.weights());
            return copy.whileTraining(() -> ramp(copy, copy.matched(data)));
        }
    }

    private FoundRates ramp(Engine copy, Dataset data) {
        List<FoundRates.Point> points = new ArrayList<>();
        for (int pass = 0; points.size() < steps && !Thread.currentThread().isInterrupted(); pass++) {
            int before = points.size();
            try (Epoch epoch = data.epoch(batchSize, Order.shuffled(copy.seed(), pass))) {
                while (points.size() < steps
                        && epoch.hasNext()
                        && !Thread.currentThread().isInterrupted()) {
                    FoundRates.Point point = step(copy, epoch.next(), points);
                    points.add(point);
                    if (isOver(point, points)) {
                        return new FoundRates(points, true);
                    }
                }
            }
            if (points.size() == before && !Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("the data set gave no sample");
            }
        }
        return new FoundRates(points, false);
    }

    private FoundRates.Point step(Engine copy, Batch batch, List<FoundRates.Point> before) {
        int i = before.size();
        double rate = from * Math.pow(to / from, (double) i / (steps - 1));
        copy.learningRate(rate);
        double loss;
        try {
            loss = copy.trainOnBatch(batch).loss();
        } catch (NotFiniteException e) {
            // A rate that is too large: what was looked for.
            loss = Double.NaN;
        }
        double last = i == 0 ? 0 : before.get(i - 1).smoothed() * (1 - Math.pow(smoothing, i));
        double average = smoothing * last + (1 - smoothing) * loss;
        return new FoundRates.Point(i, rate, loss, average / (1 - Math.pow(smoothing, i + 1)));
    }

    private boolean isOver(FoundRates.Point last, List<FoundRates.Point> points) {
        double lowest =
                points.stream().mapToDouble(FoundRates.Point::smoothed).min().orElseThrow();
        return !Double.isFinite(last.loss()) || lowest > 0 && last.smoothed() > divergence * lowest;
    }
}
