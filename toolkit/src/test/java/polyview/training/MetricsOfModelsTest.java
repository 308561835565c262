package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.metrics.DecisionScore;
import polyview.metrics.Metric;
import polyview.models.Engine;
import polyview.models.Head;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Program;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** Metrics in a model: for each output its own, in training, evaluation and a program read from a file. */
@Tag("training")
class MetricsOfModelsTest {

    private static final FloatArray X = Samples.uniform(1, 23, 3);

    @TempDir
    Path folder;

    private static Model twoOutputs() {
        var x = Input.of("x", 3);
        return new Model(
                        List.of(x),
                        List.of(
                                new Dense(4).name("kind").apply(x),
                                new Dense(2).name("size").apply(x)))
                .seed(3);
    }

    @Test
    void eachOutputHasItsOwn() {
        FloatArray kinds = Samples.labels(2, 4, 23);
        FloatArray sizes = Samples.uniform(3, 23, 2);
        try (Model model = twoOutputs()
                .compile(
                        new SGD(0.1),
                        Head.of(
                                "kind",
                                Loss.softmaxCrossEntropy(),
                                Metric.f1().macro(),
                                Metric.precision().ofClass(1).threshold(0.3).zeroDivision(0),
                                Metric.topKAccuracy(2),
                                Metric.rocAuc().macro()),
                        Head.of("size", Loss.meanSquaredError(), Metric.r2(), Metric.rootMeanSquaredError()))) {
            Dataset data = new MemoryDataset(List.of(X), List.of(kinds, sizes));
            var values = model.evaluate(data).values();
            assertEquals(
                    Set.of(
                            "loss",
                            "kind_f1_macro",
                            "kind_precision_class_1_above_0.3",
                            "kind_top2Accuracy",
                            "kind_rocAuc_macro",
                            "size_r2",
                            "size_rootMeanSquaredError"),
                    values.keySet());
            FloatArray size = model.predictAll(data).get(1);
            double squares = 0;
            for (int i = 0; i < 46; i++) {
                squares += Math.pow((double) size.values()[i] - sizes.values()[i], 2) / 46;
            }
            assertEquals(Math.sqrt(squares), values.get("size_rootMeanSquaredError"), 1e-6);
            for (int batch : new int[] {1, 5, 23}) {
                var again = model.evaluate(data, batch).values();
                assertEquals(values.get("kind_f1_macro"), again.get("kind_f1_macro"), 1e-9);
                assertEquals(values.get("kind_rocAuc_macro"), again.get("kind_rocAuc_macro"), 1e-9);
                assertEquals(values.get("size_r2"), again.get("size_r2"), 1e-5);
            }
            Path file = folder.resolve("two.program");
            model.engine().program().write(file);
            try (Engine engine = new Engine(Program.read(file), 3)) {
                assertEquals(model.engine().metrics(), engine.metrics());
            }
        }
    }

    @Test
    void pixelsThatAreLeftOutDoNotCount() {
        FloatArray images = Samples.uniform(5, 7, 4, 5, 2);
        FloatArray masks = Samples.labels(6, 3, 7, 4, 5);
        for (int i = 0; i < masks.values().length; i += 3) {
            masks.values()[i] = 255;
        }
        var x = Input.of("x", 4, 5, 2);
        try (Model model = new Model(x, new Conv2D(3, 1).apply(x))
                .seed(1)
                .compile(
                        new SGD(0.1),
                        Loss.softmaxCrossEntropy().ignoring(255),
                        Metric.iou().macro(),
                        Metric.dice().ofClass(2))) {
            Dataset data = Dataset.of(List.of(images), masks);
            float[] scores = model.predict(data).values();
            long[][] counts = new long[3][3];
            for (int i = 0; i < masks.values().length; i++) {
                if (masks.values()[i] != 255) {
                    int best = 0;
                    for (int k = 1; k < 3; k++) {
                        best = scores[3 * i + k] > scores[3 * i + best] ? k : best;
                    }
                    counts[(int) masks.values()[i]][best]++;
                }
            }
            double iou = 0;
            for (int k = 0; k < 3; k++) {
                int of = k;
                long wanted = Arrays.stream(counts[k]).sum();
                long answered = Arrays.stream(counts).mapToLong(row -> row[of]).sum();
                iou += counts[k][k] / (double) (wanted + answered - counts[k][k]) / 3;
                if (k == 2) {
                    assertEquals(
                            2.0 * counts[2][2] / (wanted + answered),
                            model.evaluate(data, 3).get("dice_class_2"),
                            1e-12);
                }
            }
            assertEquals(iou, model.evaluate(data, 2).get("iou_macro"), 1e-12);
        }
    }

    @Test
    void aThresholdIsOneOfProbabilitiesWhateverTheModelEndsIn() {
        FloatArray labels = Samples.labels(8, 2, 23);
        var x = Input.of("x", 3);
        try (Model model = new Model(x, new Dense(1).apply(x))
                .seed(2)
                .compile(
                        new SGD(0.1),
                        Loss.binaryCrossEntropy(),
                        Metric.recall().threshold(0.3),
                        Metric.recall().threshold(0.6))) {
            Dataset data = Dataset.of(List.of(X), labels);
            float[] logits = model.predict(data).values();
            for (double threshold : new double[] {0.3, 0.6}) {
                double found = 0;
                double all = 0;
                for (int i = 0; i < 23; i++) {
                    boolean yes = 1 / (1 + Math.exp(-logits[i])) > threshold;
                    all += labels.values()[i];
                    found += yes ? labels.values()[i] : 0;
                }
                assertTrue(found > 0);
                assertEquals(found / all, model.evaluate(data).get("recall_above_" + threshold), 1e-12);
            }
            History history = model.fit(
                    data,
                    Fit.epochs(2)
                            .validation(data)
                            .callbacks(EarlyStopping.on("val_recall_above_0.3").patience(3))
                            .verbose(false));
            assertEquals(2, history.get("val_recall_above_0.6").length);
        }
    }

    private static void compiled(String message, int units, Loss loss, Metric... metrics) {
        refused(message, () -> Samples.denseNet(2, units).compile(new SGD(), loss, metrics));
    }

    @Test
    void refusedWhenTheModelIsCompiled() {
        Loss classes = Loss.softmaxCrossEntropy();
        compiled("f1 has no meaning with meanSquaredError", 3, Loss.meanSquaredError(), Metric.f1());
        compiled("f1 of 3 classes must say which: macro(), micro() or ofClass(k)", 3, classes, Metric.f1());
        compiled("averagePrecision of 3 classes needs macro()", 3, classes, Metric.averagePrecision());
        compiled("top3Accuracy needs more than 3 classes: it is always 1 of 3", 3, classes, Metric.topKAccuracy(3));
        compiled("psnr needs images (N, H, W, C), got (N, 3)", 3, Loss.meanSquaredError(), Metric.psnr(1));
        DecisionScore precision = Metric.precision();
        compiled(
                "metric precision must have another name: two have this one",
                2,
                classes,
                precision,
                precision.zeroDivision(0));
    }
}
