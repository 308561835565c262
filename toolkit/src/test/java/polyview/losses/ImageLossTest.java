package polyview.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Samples;

/** Losses of masks and images against the same functions in 64 bits, in value and gradient. */
@Tag("training")
class ImageLossTest {

    static List<LossCase> cases() {
        List<LossCase> all = new ArrayList<>();
        for (int[] size : new int[][] {{3, 4, 5, 2}, {1, 1, 2, 1}, {2, 3, 3, 3}}) {
            Images.Sizes s = new Images.Sizes(size[0], size[1], size[2], size[3]);
            FloatArray p = unit(1, s);
            for (FloatArray y : List.of(Samples.labels(2, 2, shape(s)), unit(3, s))) {
                add(all, Loss.dice(), p, y, s, Images.tversky(0.5, 0.5, 0.5));
                add(all, Loss.iou(), p, y, s, Images.tversky(1, 1, 1));
                add(all, Loss.tversky(0.3, 0.7).smoothing(1e-3), p, y, s, Images.tversky(0.3, 0.7, 1e-3));
                add(all, Loss.tversky(0, 2), p, y, s, Images.tversky(0, 2, 1));
            }
            // Two pixels always correlate 1 or -1, without a slope.
            if (s.h() * s.w() > 2) {
                add(all, Loss.normalizedCrossCorrelation(), p, unit(3, s), s, Images::correlation);
            }
        }
        for (int[] size : new int[][] {{3, 13, 12, 2}, {1, 11, 11, 1}, {2, 14, 17, 1}}) {
            Images.Sizes s = new Images.Sizes(size[0], size[1], size[2], size[3]);
            FloatArray y = unit(5, s);
            add(all, Loss.ssim(1), near(y, 6), y, s, (z, a, b, i, k) -> Images.ssim(1, z, a, b, i, k)[0]);
            add(all, Loss.ssim(1), unit(7, s), y, s, (z, a, b, i, k) -> Images.ssim(1, z, a, b, i, k)[0]);
            add(all, Loss.ssim(255), unit(7, s), y, s, (z, a, b, i, k) -> Images.ssim(255, z, a, b, i, k)[0]);
        }
        Images.Sizes s = new Images.Sizes(2, 23, 24, 2);
        FloatArray y = unit(5, s);
        add(all, Loss.multiScaleSsim(1, 0.4, 0.6), near(y, 8), y, s, Images.multiScale(1, 0.4, 0.6));
        add(all, Loss.multiScaleSsim(2, 1), near(y, 8), y, s, Images.multiScale(2, 1));
        return all;
    }

    private static void add(
            List<LossCase> all, Loss loss, FloatArray x, FloatArray y, Images.Sizes s, Images.OfImage similarity) {
        all.add(new LossCase(loss.name() + loss.settings() + s, loss, x, y, Images.oneMinus(s, similarity)));
    }

    private static long[] shape(Images.Sizes s) {
        return new long[] {s.n(), s.h(), s.w(), s.c()};
    }

    private static FloatArray unit(long seed, Images.Sizes s) {
        FloatArray x = Samples.uniform(seed, shape(s));
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = (x.values()[i] + 1) / 2;
        }
        return x;
    }

    /** With some noise: random images alone have next to no similarity. */
    private static FloatArray near(FloatArray y, long seed) {
        FloatArray noise = Samples.uniform(seed, y.shape().asArray());
        for (int i = 0; i < noise.values().length; i++) {
            noise.values()[i] = y.values()[i] + 0.2f * noise.values()[i];
        }
        return noise;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valueAndGradient(LossCase one) {
        LossCase.Difference off = one.difference();
        assertTrue(off.value() < 5e-7, () -> one.name() + " " + off);
        assertTrue(off.gradient() < 5e-6, () -> one.name() + " " + off);
    }

    @Test
    void classesAreMasksOfTheirOwn() {
        Images.Sizes s = new Images.Sizes(3, 4, 5, 3);
        FloatArray labels = Samples.labels(2, 3, 3, 4, 5);
        FloatArray masks = FloatArray.zeros(Shape.of(shape(s)));
        for (int i = 0; i < 60; i++) {
            masks.values()[3 * i + (int) labels.values()[i]] = 1;
        }
        FloatArray p = unit(1, s);
        LossRun expected = LossRun.of(Loss.dice(), p, masks);
        LossRun got = LossRun.of(Loss.dice().ofClasses(), p, labels);
        assertTrue(Arrays.equals(expected.perSample(), got.perSample()));
        assertTrue(Arrays.equals(expected.gradient(), got.gradient()));
        // Weights of classes: the loss of each class alone, as a mask of one channel.
        double[] weights = {0, 1, 2.5};
        LossRun weighted = LossRun.of(Loss.dice().ofClasses().classWeights(weights), p, labels);
        assertTrue(Arrays.equals(expected.perSample(), weighted.perSample()));
        double[] sums = new double[3];
        for (int k = 0; k < 3; k++) {
            float[] of =
                    LossRun.of(Loss.dice(), p.channels(k), masks.channels(k)).perSample();
            for (int i = 0; i < 3; i++) {
                sums[i] += weights[k] * of[i] / 3;
            }
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(sums[i], weighted.training()[i], 1e-6);
        }
    }

    @Test
    void theExamplesOfTheJavadoc() {
        FloatArray p = FloatArray.of(new float[] {0.5f, 1}, 1, 2, 1);
        FloatArray ones = FloatArray.of(new float[] {1, 1}, 1, 2, 1);
        assertEquals(0.1111, LossRun.of(Loss.dice(), p, ones).perSample()[0], 5e-5);
        assertEquals(0.1667, LossRun.of(Loss.iou(), p, ones).perSample()[0], 5e-5);
        FloatArray none = FloatArray.zeros(Shape.of(1, 2, 1));
        assertEquals(0, LossRun.of(Loss.dice(), none, none).perSample()[0]);
        FloatArray image = unit(1, new Images.Sizes(2, 12, 13, 3));
        assertEquals(0, LossRun.of(Loss.ssim(1), image, image).perSample()[1], 1e-6);
        assertEquals(0, LossRun.of(Loss.multiScaleSsim(1, 1), image, image).perSample()[0], 1e-6);
        FloatArray other = FloatArray.of(image.values().clone(), image.shape());
        FloatArray negative = FloatArray.of(image.values().clone(), image.shape());
        for (int i = 0; i < other.values().length; i++) {
            other.values()[i] = 3 * other.values()[i] + 7;
            negative.values()[i] = 1 - negative.values()[i];
        }
        assertEquals(
                0, LossRun.of(Loss.normalizedCrossCorrelation(), other, image).perSample()[0], 1e-5);
        assertEquals(
                2,
                LossRun.of(Loss.normalizedCrossCorrelation(), negative, image).perSample()[0],
                1e-5);
    }

    @Test
    void flatAndUnlikeImagesHaveGradients() {
        Images.Sizes s = new Images.Sizes(2, 24, 24, 1);
        FloatArray flat = FloatArray.zeros(Shape.of(shape(s)));
        FloatArray image = unit(1, s);
        FloatArray negative = FloatArray.of(image.values().clone(), image.shape());
        for (int i = 0; i < negative.values().length; i++) {
            negative.values()[i] = 1 - negative.values()[i];
        }
        for (Loss loss : List.of(
                Loss.ssim(1), Loss.multiScaleSsim(1, 0.5, 0.5), Loss.normalizedCrossCorrelation(), Loss.dice())) {
            for (FloatArray x : List.of(flat, negative, image)) {
                LossRun run = LossRun.of(loss, x, image);
                for (float g : run.gradient()) {
                    assertTrue(Float.isFinite(g), loss.name());
                }
                assertTrue(Float.isFinite(run.perSample()[0]), loss.name());
            }
        }
        assertEquals(
                1, LossRun.of(Loss.normalizedCrossCorrelation(), flat, image).perSample()[0], 1e-6);
    }

    @Test
    void refusals() {
        refused("alpha must be a finite number of at least 0, got -1.0", () -> Loss.tversky(-1, 1));
        refused("beta must be a finite number of at least 0, got NaN", () -> Loss.tversky(1, Double.NaN));
        refused("smoothing must be positive, got 0.0", () -> Loss.dice().smoothing(0));
        refused("dice needs an output of masks (N, ..., C), got (N, 3)", () -> Loss.dice()
                .targetShape(Shape.of(-1, 3)));
        refused(
                "iou needs an output of masks (N, ..., K) of at least 2 classes, got (N, 4, 4, 1)",
                () -> Loss.iou().ofClasses().targetShape(Shape.of(-1, 4, 4, 1)));
        refused("classWeights of dice has a meaning behind ofClasses() only", () -> Loss.dice()
                .classWeights(1, 2));
        refused(
                "classWeights must hold one weight for each of the 3 classes of the output (N, 4, 4, 3), got 2",
                () -> Loss.dice().ofClasses().classWeights(1, 2).targetShape(Shape.of(-1, 4, 4, 3)));
        refused("maxValue must be positive, got 0.0", () -> Loss.ssim(0));
        refused("scaleWeights must hold numbers above 0, got [0.5, -1.0]", () -> Loss.multiScaleSsim(1, 0.5, -1));
        refused("ssim needs images (N, H, W, C) of at least 11 x 11 pixels, got (N, 8, 8, 1)", () -> Loss.ssim(1)
                .targetShape(Shape.of(-1, 8, 8, 1)));
        refused(
                "multiScaleSsim needs images (N, H, W, C) of at least 176 x 176 pixels, got (N, 200, 175, 3)",
                () -> Loss.multiScaleSsim(1).targetShape(Shape.of(-1, 200, 175, 3)));
        refused(
                "normalizedCrossCorrelation needs images (N, H, W, C), got (N, 3)",
                () -> Loss.normalizedCrossCorrelation().targetShape(Shape.of(-1, 3)));
        assertEquals(
                "[-1, -1, 3]", Loss.ssim(1).targetShape(Shape.of(-1, -1, -1, 3)).toString());
    }
}
