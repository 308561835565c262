package polyview.broken.layers;

import polyview.broken.data.KnowsLayers;
import polyview.broken.models.KnowsTraining;
import polyview.broken.notebook.RichOutput;

/** Breaks rules on purpose: a layer that knows a model, more of data than the array, and the notebook. */
public final class KnowsModels {
    private KnowsModels() {}

    static String all() {
        return KnowsTraining.class.getName() + KnowsLayers.class.getName() + RichOutput.class.getName();
    }
}
