package polyview.experiments.search;

import java.util.List;
import java.util.SplittableRandom;

/** An estimate of how the values of an option are distributed in some trials; {@link Tpe} says how it is made. */
interface Density {

    /** Trials that weigh the same, whatever their age. */
    int RECENT = 25;

    /** A value drawn from it. */
    Object draw(SplittableRandom random);

    /** The logarithm of the density at a value, or of the probability of a value where values can be counted. */
    double log(Object value);

    /** The estimate from some values, in the order of time; without any it is the prior. */
    static Density of(Option option, List<Object> values) {
        if (option instanceof Option.Choice choice) {
            return ChoiceDensity.of(choice, values);
        }
        return option instanceof Option.Numbers numbers
                ? RangeDensity.of(Scale.of(numbers), values)
                : RangeDensity.of(Scale.of((Option.Integers) option), values);
    }

    /** Of n trials in the order of time: 1 for the last 25, and for older ones evenly from 1/n up to 1. */
    static double[] weights(int n) {
        double[] weights = new double[n];
        int old = Math.max(0, n - RECENT);
        for (int i = 0; i < n; i++) {
            double ramp = old == 1 ? 1.0 / n : 1.0 / n + i * (1 - 1.0 / n) / Math.max(1, old - 1);
            weights[i] = i < old ? ramp : 1;
        }
        return weights;
    }

    /** The index that a number of [0, 1) falls on, where each has a part as large as its weight; the weights sum to 1. */
    static int pick(double[] weights, double place) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            if (place < sum) {
                return i;
            }
        }
        return weights.length - 1; // the sum was below 1 by a rounding
    }
}
