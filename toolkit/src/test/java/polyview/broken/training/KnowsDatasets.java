package polyview.broken.training;

import java.security.SecureRandom;
import polyview.broken.datasets.KnowsLayers;

/** Breaks rules on purpose: training that knows data sets, and draws a seed of its own. */
public final class KnowsDatasets {
    private KnowsDatasets() {}

    static long all() {
        return KnowsLayers.class.hashCode() + new SecureRandom().nextLong();
    }
}
