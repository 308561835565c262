package polyview.experiments.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;

/**
 * Of numbers of a range: a mixture of normal distributions on the axis of the range, each cut at its ends.
 *
 * @param scale the axis
 * @param centers of the normal distributions, in rising order
 * @param widths their standard deviations
 * @param weights their parts of the whole, with sum 1
 */
record RangeDensity(Scale scale, double[] centers, double[] widths, double[] weights) implements Density {

    private static final int NARROWEST = 100;
    private static final double ROOT = StrictMath.sqrt(2);
    private static final double ROOT_TWO_PI = StrictMath.sqrt(2 * StrictMath.PI);

    static RangeDensity of(Scale scale, List<Object> values) {
        int n = values.size() + 1;
        double range = scale.high() - scale.low();
        double[] places = new double[n];
        double[] given = Arrays.copyOf(Density.weights(n - 1), n);
        for (int i = 0; i < n - 1; i++) {
            places[i] = scale.place(values.get(i));
        }
        // The prior, as one trial more.
        places[n - 1] = (scale.low() + scale.high()) / 2;
        given[n - 1] = 1;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> places[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] centers = Arrays.stream(order).mapToDouble(i -> places[i]).toArray();
        double[] widths = new double[n];
        double sum = Arrays.stream(given).sum();
        double narrowest = range / Math.min(NARROWEST, n);
        for (int i = 0; i < n; i++) {
            double left = i == 0 ? centers[i] - scale.low() : centers[i] - centers[i - 1];
            double right = i == n - 1 ? scale.high() - centers[i] : centers[i + 1] - centers[i];
            widths[i] = order[i] == n - 1 ? range : Math.min(range, Math.max(narrowest, Math.max(left, right)));
        }
        return new RangeDensity(
                scale,
                centers,
                widths,
                Arrays.stream(order).mapToDouble(i -> given[i] / sum).toArray());
    }

    @Override
    public Object draw(SplittableRandom random) {
        int i = Density.pick(weights, random.nextDouble());
        double low = below(i, scale.low());
        double high = below(i, scale.high());
        double part = low + random.nextDouble() * (high - low);
        return scale.value(centers[i] + widths[i] * ROOT * Erf.erfInv(2 * part - 1));
    }

    @Override
    public double log(Object value) {
        double sum = 0;
        for (int i = 0; i < centers.length; i++) {
            sum += weights[i] * at(i, value) / (below(i, scale.high()) - below(i, scale.low()));
        }
        return StrictMath.log(sum);
    }

    /** Of a whole number, how much lies in its interval. */
    private double at(int i, Object value) {
        if (scale.whole()) {
            double[] interval = scale.interval(value);
            return below(i, interval[1]) - below(i, interval[0]);
        }
        double z = (scale.place(value) - centers[i]) / widths[i];
        return StrictMath.exp(-z * z / 2) / (widths[i] * ROOT_TWO_PI);
    }

    /** How much of a normal distribution lies below a place. */
    private double below(int i, double place) {
        return 0.5 * Erf.erfc((centers[i] - place) / (widths[i] * ROOT));
    }
}
