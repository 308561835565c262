package outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.augment.ImageChange;
import polyview.data.loader.Sample;
import polyview.data.loader.SampleLoader;
import polyview.data.loader.SampleSource;
import polyview.layers.Call;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.layers.Initializer;
import polyview.layers.Layer;
import polyview.layers.RandomAugmentation;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;
import polyview.training.Fit;

/** Random changes of images of a user's own, in a package of their own: in memory, and as a layer. */
@Tag("data")
class AugmentationTest {

    private static final int SIZE = 400;

    /** A hole of zeros at any place. */
    private record Hole(int side) implements ImageChange {
        @Override
        public FloatArray change(FloatArray image, SplittableRandom random) {
            float[] values = image.values().clone();
            int top = random.nextInt(image.size(0) - side + 1);
            int left = random.nextInt(image.size(1) - side + 1);
            for (int y = top; y < top + side; y++) {
                int from = (y * image.size(1) + left) * image.size(2);
                Arrays.fill(values, from, from + side * image.size(2), 0);
            }
            return FloatArray.of(values, image.shape());
        }
    }

    /** Twice the values, without a draw. */
    private record Twice() implements ImageChange {
        @Override
        public FloatArray change(FloatArray image, SplittableRandom random) {
            for (int i = 0; i < image.values().length; i++) {
                image.values()[i] *= 2;
            }
            return image;
        }
    }

    /** Images 3 x 4 of ones, beside them maybe the number of the sample, which no change touches; the target is 6. */
    private record Ones(boolean numbered) implements SampleSource {
        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public List<Shape> inputShapes() {
            return numbered ? List.of(Shape.of(3, 4, 1), Shape.of(1)) : List.of(Shape.of(3, 4, 1));
        }

        @Override
        public List<Shape> targetShapes() {
            return List.of(Shape.scalar());
        }

        @Override
        public void read(int index, Sample into) {
            Arrays.fill(into.input(0), 1);
            if (numbered) {
                into.input(1)[0] = index;
            }
            into.target(0)[0] = 6;
        }
    }

    /** The images of an epoch by the numbers of their samples. */
    private static Map<Integer, List<Float>> images(Dataset data, int batchSize, Order order) {
        Map<Integer, List<Float>> images = new TreeMap<>();
        try (Epoch epoch = data.epoch(batchSize, order)) {
            while (epoch.hasNext()) {
                var batch = epoch.next();
                for (int i = 0; i < batch.size(); i++) {
                    List<Float> image = new ArrayList<>();
                    for (int k = 0; k < 12; k++) {
                        image.add(batch.inputs().get(0).values()[12 * i + k]);
                    }
                    images.put((int) batch.inputs().get(1).values()[i], image);
                }
            }
        }
        return images;
    }

    private static final Augmentation HOLE = Augmentation.none().then(new Hole(2));

    /** A hole of 2 x 2 in 3 x 4 has 2 x 3 = 6 places, each with probability 1/6. */
    @Test
    void everyPlaceOfAHoleIsAsLikely() {
        Map<List<Float>, Integer> found = new HashMap<>();
        images(new SampleLoader(new Ones(true)).augmentation(HOLE), 64, Order.shuffled(3, 0))
                .values()
                .forEach(image -> found.merge(image, 1, Integer::sum));
        assertEquals(6, found.size());
        found.keySet()
                .forEach(image ->
                        assertEquals(8, image.stream().filter(v -> v == 1).count()));
        double expected = SIZE / 6.0;
        double square = 0;
        for (int n : found.values()) {
            square += (n - expected) * (n - expected) / expected;
        }
        // Pearson's test with 5 degrees of freedom: 20.5 is passed by chance once in a thousand.
        assertTrue(square < 20.5, "chi square " + square + " of " + found.values());
    }

    @Test
    void drawsDependOnSeedEpochAndSampleAlone() {
        var loader = new SampleLoader(new Ones(true)).augmentation(HOLE);
        var images = images(loader.threads(1), 7, Order.shuffled(3, 1));
        assertEquals(images, images(loader.threads(4).cache(1 << 20), 64, Order.shuffled(3, 1)));
        assertNotEquals(images, images(loader, 7, Order.shuffled(3, 2)));
        assertNotEquals(images, images(loader, 7, Order.shuffled(4, 1)));
    }

    @Test
    void evaluationSeesImagesAsTheyAre() {
        var plain = images(new SampleLoader(new Ones(true)).augmentation(HOLE), 64, Order.asStored());
        plain.values().forEach(image -> assertEquals(Collections.nCopies(12, 1f), image));
    }

    @Test
    void changesComeInTheirOrderAfterTheOthers() {
        var image = FloatArray.of(new float[] {1, 2, 3, 4}, 1, 2, 2, 1);
        ImageChange plusOne = (x, random) -> {
            float[] more = x.values().clone();
            for (int i = 0; i < more.length; i++) {
                more[i]++;
            }
            return FloatArray.of(more, x.shape());
        };
        assertArrayEquals(
                new float[] {4, 6, 8, 10},
                Augmentation.none()
                        .then(plusOne)
                        .then(new Twice())
                        .apply(image, 1, 0, 0)
                        .values());
        assertArrayEquals(
                new float[] {3, 5, 7, 9},
                Augmentation.none()
                        .then(new Twice())
                        .then(plusOne)
                        .apply(image, 1, 0, 0)
                        .values());
        assertArrayEquals(new float[] {1, 2, 3, 4}, image.values(), "what comes in stays as it is");
        // Brightness b comes first: 2 (x + b), so that b is drawn and doubled.
        float[] bright =
                Augmentation.none().brightness(0.5).apply(image, 1, 0, 0).values();
        float[] both = Augmentation.none()
                .then(new Twice())
                .brightness(0.5)
                .apply(image, 1, 0, 0)
                .values();
        for (int i = 0; i < 4; i++) {
            assertEquals(2 * bright[i], both[i]);
        }
    }

    /**
     * A weight for each pixel, all 0, and the target 6. In a training each pixel is 2, so that the slope of the loss is -2 * 6 * 2 and one
     * step with rate r makes each weight 24 r; of a plain image of twelve ones then comes 12 * 24 r.
     */
    @Test
    void aTrainingLearnsFromChangedImages() {
        var image = Input.image("image", 3, 4, 1);
        var out = new Dense(1)
                .name("dense")
                .useBias(false)
                .kernelInitializer(Initializer.zeros())
                .apply(new Flatten().apply(image));
        var data = new SampleLoader(new Ones(false))
                .augmentation(Augmentation.none().then(new Twice()));
        try (var model = new Model(image, out).seed(1).compile(new SGD(0.001), Loss.meanSquaredError())) {
            model.fit(data, Fit.epochs(1).batchSize(SIZE).verbose(false));
            for (float w : model.weights().get("dense/kernel").values()) {
                assertEquals(0.024, w, 1e-6);
            }
            assertEquals(12 * 0.024, model.predict(data).values()[0], 1e-5);
        }
    }

    @Test
    void otherShapesAndGraphsAreRefused() {
        var cut = Augmentation.none().then((x, random) -> FloatArray.of(new float[2], 2));
        var shape = assertThrows(
                IllegalArgumentException.class, () -> cut.apply(FloatArray.of(new float[4], 1, 2, 2, 1), 1, 0, 0));
        assertTrue(shape.getMessage().endsWith(" must keep the shape [2, 2, 1], got [2]"), shape.getMessage());
        var graph = assertThrows(IllegalArgumentException.class, () -> new RandomAugmentation(HOLE));
        assertEquals(
                "an ImageChange works in memory only, got Hole[side=2]: in a graph, use a layer", graph.getMessage());
    }

    @Test
    void augmentationsAreToldApartByTheirChanges() {
        assertEquals(HOLE, Augmentation.none().then(new Hole(2)));
        assertNotEquals(HOLE, Augmentation.none().then(new Hole(1)));
        assertNotEquals(HOLE, Augmentation.none());
        assertEquals("Augmentation[fill=NEAREST, then Hole[side=2]]", HOLE.toString());
    }

    /** Inverts half of all images, on the device that trains. */
    private static final class RandomInversion extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            if (!c.training()) {
                return x;
            }
            var tf = c.tf();
            var shape = tf.concat(
                    List.of(tf.slice(tf.shape(x), tf.array(0), tf.array(1)), tf.array(1, 1, 1)), tf.constant(0));
            var sign = tf.math.sign(tf.math.sub(c.randomUniform(shape), c.constant(0.5f)));
            return c.withoutGradient(tf.math.mul(x, sign));
        }
    }

    /**
     * With weights 0 and targets 1 a step moves each weight by 2 r times the mean of the signs: with s of them minus, by 2 r (n - 2 s) / n.
     */
    @Test
    void aLayerInvertsHalfOfTheImagesInTrainingAlone() {
        int n = 1000;
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        var data = new MemoryDataset(List.of(FloatArray.of(ones, n, 1, 1, 1)), List.of(FloatArray.of(ones, n)));
        var image = Input.image("image", 1, 1, 1);
        var out = new Dense(1)
                .name("dense")
                .useBias(false)
                .kernelInitializer(Initializer.zeros())
                .apply(new Flatten().apply(new RandomInversion().apply(image)));
        try (var model = new Model(image, out).seed(1).compile(new SGD(0.5), Loss.meanSquaredError())) {
            model.fit(data, Fit.epochs(1).batchSize(n).verbose(false));
            double mean = model.weights().get("dense/kernel").values()[0];
            double inverted = (n - mean * n) / 2;
            assertEquals(Math.rint(inverted), inverted, 1e-3, "a whole number of images");
            // Four standard deviations of a binomial distribution: sqrt(1000 / 4) = 15.8.
            assertEquals(n / 2.0, inverted, 64);
            model.setWeights(Map.of("dense/kernel", FloatArray.of(new float[] {3}, 1, 1)));
            for (float p : model.predict(data).values()) {
                assertEquals(3, p);
            }
        }
    }
}
