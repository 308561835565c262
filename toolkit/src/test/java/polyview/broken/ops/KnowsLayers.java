package polyview.broken.ops;

import polyview.broken.layers.KnowsModels;

/** Breaks a rule on purpose: an op knows the layers. */
public final class KnowsLayers {
    private KnowsLayers() {}

    static String all() {
        return KnowsModels.class.getName();
    }
}
