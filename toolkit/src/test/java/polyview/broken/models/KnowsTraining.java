package polyview.broken.models;

import com.univocity.parsers.csv.CsvParser;
import org.knowm.xchart.XYChart;
import polyview.broken.training.KnowsDatasets;

/** Breaks rules on purpose: a model that knows training, charts and a parser. */
public final class KnowsTraining {
    private KnowsTraining() {}

    static String all() {
        return KnowsDatasets.class.getName() + CsvParser.class.getName() + XYChart.class.getName();
    }
}
