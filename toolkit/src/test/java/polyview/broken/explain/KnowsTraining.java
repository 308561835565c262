package polyview.broken.explain;

import polyview.broken.training.KnowsDatasets;

/** Breaks a rule on purpose: an explanation that knows training. */
public final class KnowsTraining {
    private KnowsTraining() {}

    static String all() {
        return "" + KnowsDatasets.class;
    }
}
