package polyview.experiments.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An estimate of how some designs are distributed: a mixture of one distribution around each of them, which is a product over the options,
 * and of one over the whole space; {@link Tpe} says how wide they are.
 *
 * <p>A design that lacks an option says nothing about it: its distribution there is that of the whole space.
 */
final class Parzen {

    /** Designs that weigh the same, whatever their age. */
    private static final int RECENT = 25;

    private static final int NARROWEST = 100;
    private static final double WIDTH = 0.2;

    private final Space space;
    private final List<Map<String, Kernel>> kernels = new ArrayList<>();
    private final double[] weights;

    private Parzen(Space space, double[] weights) {
        this.space = space;
        this.weights = weights;
    }

    /** The estimate from some designs, in the order of time; without any it is that of the whole space. */
    static Parzen of(Space space, List<Options> seen) {
        int n = seen.size();
        double[] weights = Arrays.copyOf(weights(n), n + 1);
        weights[n] = 1;
        Parzen parzen = new Parzen(space, weights);
        double width =
                WIDTH * StrictMath.pow(Math.max(1, n), -1.0 / (space.options().size() + 4));
        double wide = Math.max(width, 1.0 / Math.min(NARROWEST, n + 1));
        for (int i = 0; i <= n; i++) {
            Map<String, Kernel> own = new LinkedHashMap<>();
            for (Option option : space.options()) {
                boolean known = i < n && seen.get(i).has(option.name());
                own.put(
                        option.name(),
                        known
                                ? Kernel.around(option, seen.get(i).values().get(option.name()), wide, 1.0 / (n + 1))
                                : Kernel.prior(option));
            }
            parzen.kernels.add(own);
        }
        return parzen;
    }

    /** Of n designs in the order of time: 1 for the last 25, and for older ones evenly from 1/n up to 1. */
    static double[] weights(int n) {
        double[] weights = new double[n];
        int old = Math.max(0, n - RECENT);
        for (int i = 0; i < n; i++) {
            weights[i] = i < old ? 1.0 / n + i * (1 - 1.0 / n) / Math.max(1, old - 1) : 1;
        }
        return weights;
    }

    /** A design drawn from it. */
    Options draw(SplittableRandom random) {
        Map<String, Kernel> around = kernels.get(pick(random.nextDouble()));
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (Option option : space.options()) {
            if (Space.exists(option, chosen)) {
                chosen.put(option.name(), around.get(option.name()).draw(random));
            }
        }
        return new Options(chosen);
    }

    private int pick(double place) {
        double left = place * Arrays.stream(weights).sum();
        int i = 0;
        while (i < weights.length - 1 && left >= weights[i]) {
            left -= weights[i];
            i++;
        }
        return i;
    }

    /** The logarithm of the density at a design. */
    double log(Options design) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            double product = weights[i];
            for (Map.Entry<String, Object> option : design.values().entrySet()) {
                product *= kernels.get(i).get(option.getKey()).at(option.getValue());
            }
            sum += product;
            all += weights[i];
        }
        return StrictMath.log(sum / all);
    }
}
