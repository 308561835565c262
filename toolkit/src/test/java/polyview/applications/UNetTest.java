package polyview.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.datasets.MadeScenes;
import polyview.layers.Fusion;
import polyview.losses.Loss;
import polyview.models.GradientCheck;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/** U-Nets: shapes, parameters by hand, gradients, refusals, and small tasks that they learn. */
@Tag("models")
class UNetTest {

    private static FloatArray random(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatArray array = FloatArray.zeros(Shape.of(shape));
        for (int i = 0; i < array.values().length; i++) {
            array.values()[i] = (float) random.nextDouble(-1, 1);
        }
        return array;
    }

    private static long convolution(long kernel, long in, long out) {
        return kernel * kernel * in * out + out;
    }

    @Test
    void parametersAreThoseOfTheConvolutions() {
        try (Model model = new UNet(64, 64, 1).depth(2).filters(8).build()) {
            long encoder = convolution(3, 1, 8)
                    + convolution(3, 8, 8)
                    + convolution(3, 8, 16)
                    + convolution(3, 16, 16)
                    + convolution(3, 16, 32)
                    + convolution(3, 32, 32);
            long decoder = convolution(2, 32, 16)
                    + convolution(3, 32, 16)
                    + convolution(3, 16, 16)
                    + convolution(2, 16, 8)
                    + convolution(3, 16, 8)
                    + convolution(3, 8, 8)
                    + convolution(1, 8, 1);
            assertEquals(encoder + decoder, model.summary().parameters());
        }
    }

    @Test
    void aSharedEncoderIsOne() {
        var own = new MultiUNet(16, 16)
                .input("a", 1)
                .input("b", 1)
                .depth(1)
                .filters(4)
                .fusion(Fusion.average());
        long encoder = convolution(3, 1, 4) + convolution(3, 4, 4) + convolution(3, 4, 8) + convolution(3, 8, 8);
        try (Model two = own.build();
                Model one = own.sharedEncoder(true).build()) {
            assertEquals(encoder, two.summary().parameters() - one.summary().parameters());
        }
    }

    static List<Fusion> fusions() {
        return List.of(
                Fusion.concat(),
                Fusion.absoluteDifference(),
                Fusion.attention(),
                Fusion.maximum(),
                Fusion.squeezeExcite());
    }

    @ParameterizedTest
    @MethodSource("fusions")
    void anyFusionAtAnyScale(Fusion fusion) {
        try (Model model = new MultiUNet(16, 24)
                .input("infrared", 1)
                .input("visible", 3)
                .fusion(fusion)
                .fusion(1, Fusion.average())
                .batchNormalization(true)
                .depth(2)
                .filters(4)
                .outputs(3)
                .build()) {
            FloatArray out = model.predict(random(1, 2, 16, 24, 1), random(2, 2, 16, 24, 3));
            assertEquals(Shape.of(2, 16, 24, 3), out.shape());
        }
    }

    @Test
    void anOpenSizeTakesAllThatFit() {
        try (Model model = new UNet(-1, -1, 1).depth(2).filters(4).build()) {
            assertEquals(
                    Shape.of(1, 8, 12, 1), model.predict(random(1, 1, 8, 12, 1)).shape());
            assertEquals(
                    Shape.of(1, 16, 4, 1), model.predict(random(1, 1, 16, 4, 1)).shape());
        }
    }

    @Test
    void anOpenSizeRefusesWhatCannotBeHalved() {
        try (Model one = new UNet(-1, -1, 1).depth(2).filters(4).build();
                Model two = new MultiUNet(-1, 8)
                        .input("before", 1)
                        .input("after", 1)
                        .depth(3)
                        .filters(2)
                        .build()) {
            requireSaid(
                    "input image must have a height and width that are multiples of 4, as 2 scales halve them: pad the images,"
                            + " or predict them with a Tiling; their shape is",
                    "1 133 203 1",
                    () -> one.predict(random(1, 1, 133, 203, 1)));
            requireSaid("multiples of 4", "2 8 6 1", () -> one.predict(random(1, 2, 8, 6, 1)));
            requireSaid(
                    "input before must have a height and width that are multiples of 8, as 3 scales halve them",
                    "1 20 8 1",
                    () -> two.predict(random(1, 1, 20, 8, 1), random(2, 1, 24, 8, 1)));
            assertEquals(
                    Shape.of(1, 132, 204, 1),
                    one.predict(random(1, 1, 132, 204, 1)).shape());
        }
    }

    private static void requireSaid(String rule, String shape, Executable action) {
        String message = assertThrows(RuntimeException.class, action).getMessage();
        assertTrue(message.contains(rule) && message.contains(shape), message);
    }

    /** One step from 0 and 1: the averages are {@code (1 - m) mean} and {@code m + (1 - m) variance} of what the convolution gives. */
    @ParameterizedTest
    @ValueSource(doubles = {0.99, 0.9, 0.5, 0})
    void movingAveragesFollowWithTheMomentum(double momentum) {
        UNet unet = new UNet(8, 8, 1).depth(1).filters(3);
        unet = momentum == 0.99 ? unet.batchNormalization(true) : unet.batchNormalization(momentum);
        FloatArray images = random(1, 4, 8, 8, 1);
        try (Model model = unet.build().seed(1)) {
            model.compile(new Adam(1e-3), Loss.binaryCrossEntropy());
            float[] maps = model.features("encoder_0_conv1", images).values();
            model.fit(
                    Dataset.of(List.of(images), ones(images.shape())),
                    Fit.epochs(1).batchSize(4).verbose(false));
            FloatArray means = model.weights().get("encoder_0_norm1/movingMean");
            FloatArray variances = model.weights().get("encoder_0_norm1/movingVariance");
            for (int c = 0; c < 3; c++) {
                double sum = 0;
                double squares = 0;
                for (int i = c; i < maps.length; i += 3) {
                    sum += maps[i];
                    squares += (double) maps[i] * maps[i];
                }
                double mean = sum / 256;
                double variance = squares / 256 - mean * mean;
                assertEquals((1 - momentum) * mean, means.get(c), 1e-6);
                assertEquals(momentum + (1 - momentum) * variance, variances.get(c), 1e-6);
            }
        }
    }

    @Test
    void gradientsAreThoseOfDifferences() {
        // Kinks of ReLU and maximum make single differences wrong; few of them lie within a step here.
        Model model = new MultiUNet(4, 4)
                .input("a", 1)
                .input("b", 1)
                .depth(1)
                .filters(2)
                .fusion(Fusion.multiply())
                .build();
        GradientCheck check = GradientCheck.of(model.asLayer(), random(1, 1, 4, 4, 1), random(2, 1, 4, 4, 1));
        assertTrue(check.largestError() < 0.05, check.toString());
        model.close();
    }

    @Test
    void learnsTheBordersOfScenes() {
        MadeScenes scenes = MadeScenes.of(240, 5).size(32, 32);
        FloatArray images = scenes.images().reshape(240, 32, 32, 1);
        FloatArray masks = FloatArray.zeros(Shape.of(240, 32, 32, 1));
        float[] edges = scenes.edges().values();
        for (int i = 0; i < edges.length; i++) {
            masks.values()[i] = edges[i] > 0.1f ? 1 : 0;
        }
        try (Model model = new UNet(32, 32, 1).depth(2).filters(8).build().seed(1)) {
            model.compile(new Adam(5e-3), Loss.binaryCrossEntropy());
            int[] train = new int[200];
            int[] test = new int[40];
            Arrays.setAll(train, i -> i);
            Arrays.setAll(test, i -> 200 + i);
            model.fit(
                    Dataset.of(List.of(images.rows(train)), masks.rows(train)),
                    Fit.epochs(12).batchSize(16).verbose(false));
            double iou = iou(model.predict(images.rows(test)), masks.rows(test));
            double all = iou(ones(masks.rows(test).shape()), masks.rows(test));
            assertTrue(iou > 0.6 && iou > 2 * all, "IoU " + iou + ", of all pixels " + all);
        }
    }

    @Test
    void learnsWhatChangedBetweenTwoImages() {
        int count = 280;
        FloatArray before = MadeScenes.of(count, 5).size(24, 24).images().reshape(count, 24, 24, 1);
        FloatArray others = MadeScenes.of(count, 6).size(24, 24).images().reshape(count, 24, 24, 1);
        FloatArray after = FloatArray.of(before.values().clone(), before.shape());
        FloatArray masks = FloatArray.zeros(before.shape());
        SplittableRandom random = new SplittableRandom(7);
        for (int n = 0; n < count; n++) {
            int top = random.nextInt(14);
            int left = random.nextInt(14);
            for (int y = top; y < top + 10; y++) {
                for (int x = left; x < left + 10; x++) {
                    after.set(others.get(n, y, x, 0), n, y, x, 0);
                    boolean seen = Math.abs(others.get(n, y, x, 0) - before.get(n, y, x, 0)) > 0.15;
                    masks.set(seen ? 1 : 0, n, y, x, 0);
                }
            }
        }
        try (Model model = new MultiUNet(24, 24)
                .input("before", 1)
                .input("after", 1)
                .sharedEncoder(true)
                .fusion(Fusion.absoluteDifference())
                .batchNormalization(true)
                .depth(2)
                .filters(8)
                .build()
                .seed(1)) {
            model.compile(new Adam(5e-3), Loss.binaryCrossEntropy());
            int[] train = new int[240];
            int[] test = new int[40];
            Arrays.setAll(train, i -> i);
            Arrays.setAll(test, i -> 240 + i);
            model.fit(
                    Dataset.of(List.of(before.rows(train), after.rows(train)), masks.rows(train)),
                    Fit.epochs(12).batchSize(16).verbose(false));
            double iou = iou(model.predict(before.rows(test), after.rows(test)), masks.rows(test));
            assertTrue(iou > 0.6, "IoU " + iou);
        }
    }

    private static FloatArray ones(Shape shape) {
        FloatArray ones = FloatArray.zeros(shape);
        Arrays.fill(ones.values(), 1);
        return ones;
    }

    /** Of logits above 0. */
    private static double iou(FloatArray logits, FloatArray masks) {
        int both = 0;
        int any = 0;
        for (int i = 0; i < masks.values().length; i++) {
            boolean said = logits.values()[i] > 0;
            boolean there = masks.values()[i] > 0.5f;
            both += said && there ? 1 : 0;
            any += said || there ? 1 : 0;
        }
        return both / (double) any;
    }

    @Test
    void refusals() {
        requireRefused(
                "height must be a multiple of 16, as 4 scales halve it, got 100: pad the images to 112, or take a depth of 2",
                () -> new UNet(100, 64, 1).build());
        requireRefused(
                "width must be a multiple of 2, as 1 scale halves it, got 65: pad the images to 66",
                () -> new UNet(64, 65, 1).depth(1).build());
        requireRefused("channels must be positive, got 0", () -> new UNet(64, 64, 0));
        requireRefused(
                "two inputs are named a",
                () -> new MultiUNet(16, 16).input("a", 1).input("a", 2));
        requireRefused(
                "MultiUNet takes two images at least, got [a]: take UNet",
                () -> new MultiUNet(16, 16).input("a", 1).build());
        MultiUNet two = new MultiUNet(16, 16).input("left", 1).input("right", 3).depth(3);
        requireRefused("scale must lie in [0, 3], got 4", () -> two.fusion(4, Fusion.concat())
                .build());
        requireRefused(
                "a shared encoder needs images of as many channels, got {left=1, right=3}",
                () -> two.sharedEncoder(true).build());
        requireRefused("depth must be positive, got 0", () -> two.depth(0));
        requireRefused("filters must be positive, got 0", () -> two.filters(0));
        requireRefused("momentum must lie in [0, 1), got 1.0", () -> two.batchNormalization(1.0));
        requireRefused("outputs must be positive, got 0", () -> two.outputs(0));
    }

    private static void requireRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
