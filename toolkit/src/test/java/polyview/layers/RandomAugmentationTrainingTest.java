package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.augment.Augmentation;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.GradientCheck;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;
import polyview.training.Fit;

/** Models that begin with a random augmentation, and models that have it where it cannot be. */
@Tag("layers")
class RandomAugmentationTrainingTest {

    private static final int SIZE = 5;
    private static final int LAST = SIZE * SIZE - 1;
    private static final Augmentation FLIPS =
            Augmentation.none().horizontalFlip().verticalFlip().noise(0.01);

    @TempDir
    Path folder;

    /** Images of class 1 have a bright pixel in the middle, those of class 0 have one in a corner. */
    private static MemoryDataset dots(long seed, int count, int corner) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatArray images = FloatArray.zeros(Shape.of(count, SIZE, SIZE, 1));
        float[] labels = new float[count];
        for (int n = 0; n < count; n++) {
            labels[n] = n % 2;
            int place = n % 2 == 1 ? LAST / 2 : corner;
            images.values()[n * SIZE * SIZE + place] = (float) random.nextDouble(1, 2);
        }
        return Dataset.of(List.of(images), FloatArray.of(labels, count));
    }

    private static Model model(Augmentation augmentation, long seed) {
        var x = Input.image("x", SIZE, SIZE, 1);
        var flat = new Flatten().apply(new RandomAugmentation(augmentation).apply(x));
        return new Model(x, new Dense(2).name("head").apply(flat))
                .seed(seed)
                .compile(new Adam(0.05), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** Trained with dots in one corner; flipped, they were seen in all of them. */
    @Test
    void aModelLearnsWhatOnlyTheAugmentationShows() {
        try (Model flipped = model(FLIPS, 3);
                Model plain = model(Augmentation.none(), 3)) {
            FloatArray before = flipped.weights().get("head/kernel");
            for (Model model : List.of(flipped, plain)) {
                var history = model.fit(dots(1, 64, 0), Fit.epochs(20).verbose(false));
                assertEquals(1.0, model.evaluate(dots(2, 64, 0)).get("accuracy"));
                double[] losses = history.get("loss");
                assertTrue(losses[19] < losses[0] / 4, "loss " + losses[0] + " to " + losses[19]);
            }
            for (int corner : new int[] {SIZE - 1, LAST - SIZE + 1, LAST}) {
                assertEquals(1.0, flipped.evaluate(dots(3, 64, corner)).get("accuracy"), "corner " + corner);
            }
            // Without flips nothing was ever there: what weighs it is what it was at first.
            assertEquals(before.row(LAST), plain.weights().get("head/kernel").row(LAST));
            assertNotEquals(
                    before.row(LAST), flipped.weights().get("head/kernel").row(LAST));
        }
    }

    @Test
    void aTrainingRepeatsAndResumes() {
        Path file = folder.resolve("weights.npz");
        Augmentation many = FLIPS.rotation(30).shear(5).contrast(0.2).brightness(0.1);
        var batch = dots(1, 16, 0).all();
        try (Model straight = model(many, 3);
                Model again = model(many, 3);
                Model resumed = model(many, 3);
                Model other = model(many, 4)) {
            for (int step = 0; step < 6; step++) {
                for (Model model : List.of(straight, again, other)) {
                    model.engine().trainOnBatch(batch);
                }
                if (step == 2) {
                    again.saveWeights(file);
                }
            }
            assertEquals(straight.weights(), again.weights());
            resumed.loadWeights(file);
            assertNotEquals(straight.weights(), resumed.weights());
            for (int step = 3; step < 6; step++) {
                resumed.engine().trainOnBatch(batch);
            }
            assertEquals(straight.weights(), resumed.weights());
            assertNotEquals(straight.weights(), other.weights());
        }
    }

    private static final String ADVICE =
            ": apply it to inputs, before all layers that learn, or fix these with trainable(false)";

    private static void refusedToCompile(String message, SymbolicTensor x, SymbolicTensor y) {
        try (Model model = new Model(x, y)) {
            refused(message + ADVICE, () -> model.compile(new SGD(), Loss.meanSquaredError()));
        }
    }

    /** With ops that TensorFlow has no gradient for, and with ones that have: always the same words. */
    @Test
    void nothingLearnsThroughIt() {
        var x = Input.image("x", SIZE, SIZE, 1);
        for (Augmentation augmentation : List.of(
                FLIPS,
                Augmentation.none(),
                FLIPS.rotation(3),
                Augmentation.none().contrast(1))) {
            var first = new Conv2D(2, 3).apply(x);
            var y = new Dense(1).apply(new Flatten().apply(new RandomAugmentation(augmentation).apply(first)));
            refusedToCompile("no gradient goes through random_augmentation to weight conv2d/kernel", x, y);
        }
    }

    /** Where another way leads around it, a part of the gradient would be missing. */
    @Test
    void aWayAroundItDoesNotHideIt() {
        var x = Input.image("x", SIZE, SIZE, 1);
        var first = new Conv2D(1, 3).padding(Padding.SAME).name("edges").apply(x);
        var moved = new RandomAugmentation(FLIPS).name("moved").apply(first);
        var y = new Dense(1).apply(new Flatten().apply(new Add().apply(first, moved)));
        refusedToCompile("no gradient goes through moved to weight edges/kernel", x, y);
    }

    /** The one that stands wrong is named, not the one that stands right; also inside of another layer. */
    @Test
    void theOneThatStandsWrongIsNamed() {
        var x = Input.image("x", SIZE, SIZE, 1);
        var good = new RandomAugmentation(FLIPS).name("good").apply(x);
        var y = new Sequential(new Dense(3).name("mixed"), new RandomAugmentation(FLIPS).name("bad"), new Flatten())
                .name("body")
                .apply(good);
        refusedToCompile("no gradient goes through bad to weight body/mixed/kernel", x, new Dense(1).apply(y));
    }

    /** Fixed weights before it are no matter, and layers without weights are none. */
    @Test
    void whatIsFixedMayStandBeforeIt() {
        var x = Input.image("x", SIZE, SIZE, 1);
        var fixed = new Conv2D(1, 3).trainable(false);
        var first = new ZeroPadding2D(1).apply(fixed.apply(x));
        var y = new Dense(2).apply(new Flatten().apply(new RandomAugmentation(FLIPS).apply(first)));
        try (Model model = new Model(x, y).seed(1)) {
            model.compile(new SGD(), Loss.softmaxCrossEntropy());
            var before = model.weights();
            model.engine().trainOnBatch(dots(1, 8, 0).all());
            assertEquals(before.get("conv2d/kernel"), model.weights().get("conv2d/kernel"));
            assertNotEquals(before.get("dense/kernel"), model.weights().get("dense/kernel"));
        }
    }

    /** A check of its gradients finds that there are none. */
    @Test
    void thereIsNoGradientToCheck() {
        FloatArray images = dots(1, 2, 0).all().inputs().get(0);
        var error =
                assertThrows(TensorFlowException.class, () -> GradientCheck.of(new RandomAugmentation(FLIPS), images));
        assertTrue(error.getMessage().startsWith("No gradient defined for op: PreventGradient"), error.getMessage());
    }
}
