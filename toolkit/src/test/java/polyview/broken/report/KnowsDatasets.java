package polyview.broken.report;

import polyview.broken.datasets.KnowsLayers;

/** Breaks a rule on purpose: a report that knows data sets. */
public final class KnowsDatasets {
    private KnowsDatasets() {}

    static int all() {
        return KnowsLayers.class.hashCode();
    }
}
