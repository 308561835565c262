package polyview.broken.models;

import org.knowm.xchart.XYChart;
import polyview.broken.training.KnowsDatasets;

/** Breaks rules on purpose: a model that knows training and charts. */
public final class KnowsTraining {
    private KnowsTraining() {}

    static String all() {
        return KnowsDatasets.class.getName() + XYChart.class.getName();
    }
}
