package polyview.experiments;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/**
 * The noncentral t distribution: of {@code (Z + delta) / S}, with Z normal and S the root of a chi-squared variable over its degrees of
 * freedom, independent of each other.
 *
 * <p>{@code P(T <= t) = E[Phi(t S - delta)]} is integrated over the density of S by Gauss and Legendre, in pieces that are narrow beside
 * what varies, to about 1e-12. It keeps its accuracy for a large delta, where sums of a series do not.
 */
final class NoncentralT {

    private static final GaussIntegrator PIECE = new GaussIntegratorFactory().legendre(24, 0, 1);

    /** Beyond so many deviations a normal distribution has nothing left that a double would show; so has S. */
    private static final double FAR = 12;

    private NoncentralT() {}

    /** {@code P(T <= t)}. */
    static double cumulative(double t, double degrees, double delta) {
        if (t < 0) {
            return 1 - cumulative(-t, degrees, -delta);
        }
        if (t == 0) {
            return normal(-delta);
        }
        double spread = 1 / Math.sqrt(2 * degrees);
        double from = Math.max(0, 1 - FAR * spread);
        double to = 1 + FAR * spread;
        double logFactor = Math.log(2) + degrees / 2 * Math.log(degrees / 2) - Gamma.logGamma(degrees / 2);
        DoubleUnaryOperator density = s -> Math.exp(logFactor + (degrees - 1) * Math.log(s) - degrees / 2 * s * s);
        // Phi(t s - delta) rises from 0 to 1 between these, and within a few 1 / t.
        double rises = Math.min(to, Math.max(from, (delta - FAR) / t));
        double risen = Math.min(to, Math.max(from, (delta + FAR) / t));
        double sum =
                integral(s -> density.applyAsDouble(s) * normal(t * s - delta), rises, risen, Math.min(spread, 2 / t))
                        + integral(density, risen, to, spread);
        return Math.min(1, sum);
    }

    private static double integral(DoubleUnaryOperator what, double from, double to, double widest) {
        int pieces = (int) Math.ceil((to - from) / widest);
        double size = (to - from) / pieces;
        double sum = 0;
        for (int piece = 0; piece < pieces; piece++) {
            double start = from + piece * size;
            sum += size * PIECE.integrate(x -> what.applyAsDouble(start + size * x));
        }
        return sum;
    }

    private static double normal(double z) {
        return Erf.erfc(-z / Math.sqrt(2)) / 2;
    }
}
