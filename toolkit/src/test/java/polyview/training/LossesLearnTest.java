package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Padding;
import polyview.losses.Loss;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Program;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** A small network learns with each loss. */
@Tag("training")
class LossesLearnTest {

    private static final Map<String, Loss> ALL = new LinkedHashMap<>();

    static {
        for (Loss loss : List.of(
                Loss.meanAbsoluteError(),
                Loss.huber(0.5),
                Loss.logCosh(),
                Loss.cosineSimilarity(),
                Loss.binaryCrossEntropy().labelSmoothing(0.1),
                Loss.binaryFocalCrossEntropy(2, 0.25),
                Loss.softmaxCrossEntropy().labelSmoothing(0.1),
                Loss.softmaxFocalCrossEntropy(2, 0.25),
                Loss.batchContrastive(1),
                Loss.triplet(0.5),
                Loss.triplet(0.5).semiHard(),
                Loss.ntXent(0.5),
                Loss.dice(),
                Loss.iou(),
                Loss.tversky(0.3, 0.7),
                Loss.ssim(1),
                Loss.multiScaleSsim(1, 0.5, 0.5),
                Loss.normalizedCrossCorrelation())) {
            ALL.put(loss.name() + loss.settings(), loss);
        }
    }

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void theLossFalls(String name) {
        Loss loss = ALL.get(name);
        boolean images = isOfImages(loss);
        try (Model model = images ? ofImages() : ofRows()) {
            model.compile(new Adam(0.02), loss);
            Dataset data = data(loss, images);
            double before = model.evaluate(data, 30).loss();
            model.fit(data, Fit.epochs(40).batchSize(15).verbose(false));
            double after = model.evaluate(data, 30).loss();
            assertTrue(after < aim(loss, before), () -> name + " " + before + " -> " + after);
        }
    }

    private static boolean isOfImages(Loss loss) {
        return List.of("dice", "iou", "tversky", "ssim", "multiScaleSsim", "normalizedCrossCorrelation")
                .contains(loss.name());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aProgramFromAFileTrainsTheSame(String name, @TempDir Path folder) {
        Loss loss = ALL.get(name);
        Path file = folder.resolve("model.program");
        try (Model model = isOfImages(loss) ? ofImages() : ofRows()) {
            model.compile(new Adam(0.02), loss);
            Batch batch = ((MemoryDataset) data(loss, isOfImages(loss))).take(7).all();
            model.engine().program().write(file);
            try (var engine = new Engine(Program.read(file), 3)) {
                engine.setWeights(model.weights());
                for (int i = 0; i < 2; i++) {
                    assertEquals(
                            model.engine().trainOnBatch(batch).loss(),
                            engine.trainOnBatch(batch).loss());
                }
                assertEquals(model.weights(), engine.weights());
            }
            // A batch made for the trace has targets that the loss takes.
            assertTrue(model.explain().toString().length() > 0);
        }
    }

    @Test
    void imagesOfSizesThatAreKnownLate() {
        FloatArray x = Samples.uniform(1, 3, 23, 31, 2);
        FloatArray y = Samples.uniform(2, 3, 23, 31, 2);
        for (int i = 0; i < y.values().length; i++) {
            y.values()[i] = (y.values()[i] + 1) / 2;
        }
        Batch batch = new Batch(List.of(x), List.of(y));
        for (Loss loss : List.of(
                Loss.ssim(1), Loss.multiScaleSsim(1, 0.5, 0.5), Loss.normalizedCrossCorrelation(), Loss.dice())) {
            try (Model known = ofImages(23, 31).compile(new Adam(0.02), loss);
                    Model unknown = ofImages(-1, -1).compile(new Adam(0.02), loss)) {
                unknown.setWeights(known.weights());
                assertEquals(
                        known.engine().trainOnBatch(batch).loss(),
                        unknown.engine().trainOnBatch(batch).loss(),
                        1e-6,
                        loss.name());
            }
        }
    }

    /** Minus 1 is the least cosine; ntXent cannot fall below the logarithm of the number of those that belong together. */
    private static double aim(Loss loss, double before) {
        return switch (loss.name()) {
            case "cosineSimilarity" -> -0.95;
            case "ntXent" -> before - 0.5;
            default -> 0.75 * before;
        };
    }

    private static Model ofRows() {
        var x = Input.of("x", 4);
        var hidden = new Dense(16).activation(Activation.TANH).apply(x);
        return new Model(x, new Dense(3).apply(hidden)).seed(3);
    }

    private static Model ofImages() {
        return ofImages(24, 24);
    }

    private static Model ofImages(int height, int width) {
        var x = Input.of("x", height, width, 2);
        var hidden = new Conv2D(8, 3)
                .padding(Padding.SAME)
                .activation(Activation.RELU)
                .apply(x);
        var end = new Conv2D(2, 1).activation(Activation.SIGMOID).apply(hidden);
        return new Model(x, end).seed(3);
    }

    private static Dataset data(Loss loss, boolean images) {
        if (!images) {
            FloatArray x = Samples.uniform(1, 30, 4);
            return Dataset.of(List.of(x), rowTargets(loss, x));
        }
        FloatArray x = Samples.uniform(1, 30, 24, 24, 2);
        FloatArray y = FloatArray.zeros(x.shape());
        boolean masks = List.of("dice", "iou", "tversky").contains(loss.name());
        for (int i = 0; i < y.values().length; i++) {
            float v = x.values()[i];
            y.values()[i] = masks ? (v > 0.3 ? 1 : 0) : 0.5f + 0.3f * v;
        }
        return Dataset.of(List.of(x), y);
    }

    private static FloatArray rowTargets(Loss loss, FloatArray x) {
        int n = x.size(0);
        boolean one = loss.targetShape(Shape.of(-1, 3)).numDimensions() == 0;
        FloatArray y = FloatArray.zeros(one ? Shape.of(n) : Shape.of(n, 3));
        for (int i = 0; i < n; i++) {
            int label = (x.get(i, 0) > 0 ? 1 : 0) + (x.get(i, 1) > 0 ? 1 : 0);
            if (one) {
                y.set(label, i);
            } else {
                for (int k = 0; k < 3; k++) {
                    y.set(loss.task().isClassification() ? (k == label ? 1 : 0) : x.get(i, k) - x.get(i, 3), i, k);
                }
            }
        }
        return y;
    }
}
