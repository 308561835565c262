package polyview.broken.embeddings;

import polyview.broken.training.KnowsDatasets;

/** Breaks a rule on purpose: embeddings that know training. */
public final class KnowsTraining {
    private KnowsTraining() {}

    static String all() {
        return "" + KnowsDatasets.class;
    }
}
