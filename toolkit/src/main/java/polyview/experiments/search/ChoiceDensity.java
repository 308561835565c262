package polyview.experiments.search;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Of a choice: weighted counts, and one trial more that is spread evenly.
 *
 * @param values those of the choice
 * @param shares their probabilities
 */
record ChoiceDensity(List<Object> values, double[] shares) implements Density {

    static ChoiceDensity of(Option.Choice choice, List<Object> seen) {
        List<Object> values = choice.values();
        double[] shares = new double[values.size()];
        Arrays.fill(shares, 1.0 / values.size());
        double[] weights = Density.weights(seen.size());
        for (int i = 0; i < weights.length; i++) {
            shares[values.indexOf(seen.get(i))] += weights[i];
        }
        double sum = Arrays.stream(shares).sum();
        return new ChoiceDensity(values, Arrays.stream(shares).map(s -> s / sum).toArray());
    }

    @Override
    public Object draw(SplittableRandom random) {
        return values.get(Density.pick(shares, random.nextDouble()));
    }

    @Override
    public double log(Object value) {
        return StrictMath.log(shares[values.indexOf(value)]);
    }
}
