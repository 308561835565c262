package polyview.broken.base;

import polyview.broken.data.KnowsLayers;

/** Breaks rules on purpose: the lowest package knows one above it. */
public final class KnowsData {
    private KnowsData() {}

    static String all() {
        return KnowsLayers.class.getName();
    }
}
