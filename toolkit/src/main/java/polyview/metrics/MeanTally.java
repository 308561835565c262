package polyview.metrics;

import java.util.Optional;

/** A mean over all numbers that were added; NaN before the first. */
public abstract class MeanTally implements Metric.Tally {

    private double sum;
    private long count;

    /** An empty tally. */
    protected MeanTally() {}

    /** Takes one number. */
    protected final void add(double value) {
        sum += value;
        count++;
    }

    @Override
    public final double value() {
        return count == 0 ? Double.NaN : sum / count;
    }

    @Override
    public final Optional<double[]> state() {
        return Optional.of(new double[] {sum, count});
    }

    @Override
    public final void restore(double[] state) {
        sum = state[0];
        count = (long) state[1];
    }
}
