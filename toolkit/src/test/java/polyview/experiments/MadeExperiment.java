package polyview.experiments;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polyview.data.MemoryDataset;
import polyview.datasets.MadePairs;
import polyview.layers.Activation;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.layers.DualConv2D;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;
import tech.tablesaw.api.Table;

/** A small experiment on made pairs that the tests share. */
final class MadeExperiment {

    static final int SIZE = 8;

    private MadeExperiment() {}

    /** Pairs of 8 x 8 pixels. */
    static MemoryDataset made(int count, long seed) {
        return MadePairs.of(count, seed).size(SIZE, SIZE).shift(2, 3).dataset().rescaled(2, -1);
    }

    static Model pairs(Fusion fusion) {
        return pairs(fusion, 0.02);
    }

    static Model pairs(Fusion fusion, double rate) {
        return network(fusion).compile(new Adam(rate), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** The same, not compiled. */
    static Model network(Fusion fusion) {
        var left = Input.image("left", SIZE, SIZE, 1);
        var right = Input.image("right", SIZE, SIZE, 1);
        var x = new DualConv2D(3, 3).fusion(fusion).activation(Activation.RELU).apply(left, right);
        x = new Dropout(0.1).apply(new GlobalAveragePooling2D().apply(x));
        return new Model(List.of(left, right), new Dense(2).apply(x));
    }

    /** Two variants and three seeds. */
    static Experiment experiment() {
        return Experiment.named("fusion")
                .variant("concat", () -> pairs(Fusion.concat()))
                .variant("multiply", () -> pairs(Fusion.multiply()))
                .seeds(3)
                .fit(Fit.epochs(2).batchSize(16))
                .data(made(48, 1), made(16, 2), made(64, 3))
                .verbose(false);
    }

    /** A table as text, without what a clock said. */
    static String timeless(Table table) {
        Table kept = table.copy();
        kept.columnNames().stream()
                .filter(name -> name.startsWith("seconds") || name.startsWith("images"))
                .forEach(kept::removeColumns);
        return kept.write().toString("csv");
    }

    /** What each run saw on the test data, by variant and seed. */
    static Map<String, Map<String, Double>> scores(Results results) {
        Map<String, Map<String, Double>> scores = new TreeMap<>();
        results.done().forEach(run -> scores.put(run.variant() + " " + run.seed(), run.scores()));
        return scores;
    }
}
