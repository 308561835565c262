package polyview.broken.travel;

import polyview.broken.models.KnowsTraining;

/** Breaks a rule on purpose: what makes bytes of objects knows the models. */
public final class KnowsModels {
    private KnowsModels() {}

    static String all() {
        return KnowsTraining.class.getName();
    }
}
