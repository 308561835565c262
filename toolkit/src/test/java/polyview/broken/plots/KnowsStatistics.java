package polyview.broken.plots;

import org.apache.commons.math3.stat.StatUtils;

/** Breaks rules on purpose: a plot with statistics of its own. */
public final class KnowsStatistics {
    private KnowsStatistics() {}

    static double all() {
        return StatUtils.mean(new double[] {1});
    }
}
