package polyview.broken.rules;

import polyview.broken.models.KnowsTraining;

/** Breaks a rule on purpose: what compile takes knows the models. */
public final class KnowsModels {
    private KnowsModels() {}

    static String all() {
        return KnowsTraining.class.getName();
    }
}
