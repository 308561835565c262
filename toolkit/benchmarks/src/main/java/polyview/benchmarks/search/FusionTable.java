package polyview.benchmarks.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import polyview.base.AtomicFile;
import polyview.data.MemoryDataset;
import polyview.datasets.MadePairs;
import polyview.experiments.search.Options;
import polyview.experiments.search.Space;
import polyview.experiments.search.Strategy;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.MaxPooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;
import polyview.training.History;

/**
 * The fusion problem as a table: every design of a grid is trained once, and searches read what each epoch gave. So many searches cost no more than
 * one training of each design.
 *
 * <p>Pairs of 16 x 16 pixels, 600 to train on and 1000 to score: is the second image displaced?
 */
final class FusionTable {

    static final int EPOCHS = 9;

    static final Space SPACE = Space.empty()
            .choice("fusion", "concat", "average", "multiply", "attention")
            .choice("filters", 2, 4, 8, 16)
            .choice("rate", 3e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2)
            .choice("batch", 16, 64);

    private static final int SIZE = 16;

    private final Map<String, double[]> accuracies;

    private FusionTable(Map<String, double[]> accuracies) {
        this.accuracies = accuracies;
    }

    /** Reads the table, or trains all designs and writes it: a line for each, the design and the accuracy of each epoch. */
    static FusionTable of(Path file) throws IOException {
        if (!Files.exists(file)) {
            List<String> lines = trained();
            AtomicFile.write(
                    file,
                    out -> out.write(lines.stream()
                            .map(line -> line + "\n")
                            .collect(Collectors.joining())
                            .getBytes(StandardCharsets.UTF_8)));
        }
        Map<String, double[]> accuracies = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split(";");
            double[] epochs = new double[EPOCHS];
            for (int i = 0; i < EPOCHS; i++) {
                epochs[i] = Double.parseDouble(cells[i + 1]);
            }
            accuracies.put(cells[0], epochs);
        }
        return new FusionTable(accuracies);
    }

    private static List<String> trained() {
        MemoryDataset train = pairs(600, 1);
        MemoryDataset valid = pairs(1000, 2);
        List<String> lines = new ArrayList<>();
        List<Options> designs = Strategy.grid(1).designs(SPACE);
        for (Options design : designs) {
            try (Model model = model(design)) {
                History history = model.fit(
                        train,
                        Fit.epochs(EPOCHS)
                                .batchSize(design.integer("batch"))
                                .validation(valid)
                                .verbose(false));
                lines.add(design
                        + history.epochs().stream()
                                .map(epoch -> ";" + epoch.get("val_accuracy"))
                                .collect(Collectors.joining()));
            }
            if (lines.size() % 16 == 0) {
                System.out.println(lines.size() + " of " + designs.size() + " designs trained");
            }
        }
        return lines;
    }

    private static MemoryDataset pairs(int count, long seed) {
        return MadePairs.of(count, seed).size(SIZE, SIZE).shift(2, 3).dataset().rescaled(2, -1);
    }

    private static Model model(Options design) {
        Fusion fusion =
                switch (design.text("fusion")) {
                    case "concat" -> Fusion.concat();
                    case "average" -> Fusion.average();
                    case "multiply" -> Fusion.multiply();
                    default -> Fusion.attention();
                };
        int filters = design.integer("filters");
        var left = Input.image("left", SIZE, SIZE, 1);
        var right = Input.image("right", SIZE, SIZE, 1);
        var x = new DualConv2D(filters, 3)
                .fusion(fusion)
                .activation(Activation.RELU)
                .apply(left, right);
        x = new MaxPooling2D(2).apply(x);
        x = new Conv2D(2 * filters, 3).activation(Activation.RELU).apply(x);
        x = new GlobalAveragePooling2D().apply(x);
        return new Model(List.of(left, right), new Dense(2).apply(x))
                .seed(1)
                .compile(new Adam(design.number("rate")), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** The problem of searching it. */
    Problem problem() {
        double best = accuracies.values().stream()
                .mapToDouble(epochs -> epochs[EPOCHS - 1])
                .max()
                .orElseThrow();
        return new Problem(
                "fusion of pairs",
                SPACE,
                (options, seed, epochs) -> accuracies.get(options.toString())[epochs - 1],
                true,
                EPOCHS,
                best);
    }
}
