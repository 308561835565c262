package polyview.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.MemoryDataset;
import polyview.datasets.MadePairs;
import polyview.experiments.Experiment;
import polyview.experiments.Results;
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
import polyview.training.EarlyStopping;
import polyview.training.Fit;

/** Five ways to fuse two images on made pairs of 8 x 8 pixels. */
final class FusionExperiment {

    private static final int SIZE = 8;

    private FusionExperiment() {}

    /** With a callback of the toolkit, a measure, and {@code seeds} seeds. */
    static Experiment of(int seeds, int epochs) {
        return Experiment.named("fusion")
                .variant("concat", () -> model(Fusion.concat()))
                .variant("multiply", () -> model(Fusion.multiply()))
                .variant("add", () -> model(Fusion.add()))
                .variant("maximum", () -> model(Fusion.maximum()))
                .variant("difference", () -> model(Fusion.absoluteDifference()))
                .seeds(seeds)
                .fit(Fit.epochs(epochs)
                        .batchSize(16)
                        .callbacks(EarlyStopping.on("val_loss").patience(2).restoreBestWeights(true)))
                .data(made(64, 1), made(16, 2), made(64, 3))
                .measure("again", made(20, 4), Metric.accuracy())
                .verbose(false);
    }

    static MemoryDataset made(int count, long seed) {
        return MadePairs.of(count, seed).size(SIZE, SIZE).shift(2, 3).dataset().rescaled(2, -1);
    }

    static Model model(Fusion fusion) {
        var left = Input.image("left", SIZE, SIZE, 1);
        var right = Input.image("right", SIZE, SIZE, 1);
        var x = new DualConv2D(3, 3).fusion(fusion).activation(Activation.RELU).apply(left, right);
        x = new Dropout(0.1).apply(new GlobalAveragePooling2D().apply(x));
        return new Model(List.of(left, right), new Dense(2).apply(x))
                .compile(new Adam(0.02), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** All but times, to the last bit. */
    static List<Map<String, String>> bits(Results results) {
        return results.done().stream()
                .map(run -> {
                    Map<String, String> entries = new LinkedHashMap<>(run.entries());
                    entries.keySet()
                            .removeIf(key -> key.equals("seconds")
                                    || key.endsWith(".seconds")
                                    || key.endsWith(".images_per_second"));
                    return entries;
                })
                .toList();
    }
}
