package polyview.broken.datasets;

import polyview.broken.layers.KnowsModels;

/** Breaks rules on purpose: a data set that knows a layer, and is other each time. */
public final class KnowsLayers {
    private KnowsLayers() {}

    static double all() {
        return Math.random() + KnowsModels.class.hashCode();
    }
}
