package polyview.datasets;

import java.util.SplittableRandom;

/**
 * Numbers with mean 0 and standard deviation 1 (Box and Muller, 1958); SplittableRandom.nextGaussian promises no particular bits.
 */
final class Gaussian {

    private Gaussian() {}

    static double next(SplittableRandom random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
