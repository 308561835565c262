package polyview.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.Order;

/** Changed images against the same changes in plain Java. */
@Tag("data")
class AugmentationValuesTest {

    private static final Augmentation NONE = Augmentation.none();
    private static final long[] SAMPLES = LongStream.range(100, 108).toArray();
    private static final List<Shape> IMAGES = List.of(
            Shape.of(1, 1, 1),
            Shape.of(1, 6, 1),
            Shape.of(7, 1, 2),
            Shape.of(8, 8, 1),
            Shape.of(9, 7, 3),
            Shape.of(12, 17, 4));

    /** Each change alone, then together. */
    @TestFactory
    Stream<DynamicTest> everyChangeIsWhatItSays() {
        Map<String, Augmentation> cases = new LinkedHashMap<>();
        Augmentation all =
                NONE.rotation(180).widthShift(0.6).heightShift(0.6).shear(40).zoom(0.5);
        for (Fill fill : List.of(Fill.NEAREST, Fill.REFLECT, Fill.constant(0), Fill.constant(-2.5))) {
            cases.put("rotation " + fill, NONE.rotation(180).fill(fill));
            cases.put("width shift " + fill, NONE.widthShift(1).fill(fill));
            cases.put("height shift " + fill, NONE.heightShift(1).fill(fill));
            cases.put("shear " + fill, NONE.shear(60).fill(fill));
            cases.put("zoom " + fill, NONE.zoom(0.6).fill(fill));
            cases.put("moves " + fill, all.fill(fill).horizontalFlip().verticalFlip());
        }
        cases.put("horizontal flip", NONE.horizontalFlip());
        cases.put("vertical flip", NONE.verticalFlip());
        cases.put("brightness", NONE.brightness(0.7));
        cases.put("contrast", NONE.contrast(1));
        cases.put("views", NONE.shuffleViews());
        cases.put(
                "all",
                all.horizontalFlip().verticalFlip().brightness(0.7).contrast(1).shuffleViews());
        return Stream.of(AugmentationForm.values()).flatMap(form -> cases.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(form + " " + e.getKey(), () -> compare(form, e.getValue()))));
    }

    private static void compare(AugmentationForm form, Augmentation augmentation) {
        double worst = 0;
        int changed = 0;
        for (Shape shape : IMAGES) {
            FloatArray images = random(shape.prepend(SAMPLES.length), 3);
            FloatArray got = form.apply(augmentation, images, 5, 2, SAMPLES);
            assertEquals(images.shape(), got.shape());
            for (int i = 0; i < SAMPLES.length; i++) {
                Transform transform = augmentation.draw(5, 2, SAMPLES[i], 0);
                float[] expected = PlainAugmentation.changed(images.row(i), transform, augmentation.fill())
                        .values();
                float[] found = got.row(i).values();
                for (int k = 0; k < expected.length; k++) {
                    worst = Math.max(worst, Math.abs(expected[k] - found[k]) / 3.0);
                }
                changed += got.row(i).equals(images.row(i)) ? 0 : 1;
            }
        }
        assertTrue(worst < 1e-5, "largest difference, as a part of the largest value: " + worst);
        assertTrue(changed > IMAGES.size() * SAMPLES.length / 4, "images that changed: " + changed);
    }

    /** By hand: which way is which. */
    @Test
    void directionsAreAsDocumented() {
        FloatArray image = FloatArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3, 1);
        assertMoved(new float[] {7, 4, 1, 8, 5, 2, 9, 6, 3}, image, new Geometry(90, 0, 0, 0, 1, 1, false, false));
        assertMoved(new float[] {1, 1, 2, 4, 4, 5, 7, 7, 8}, image, new Geometry(0, 1 / 3.0, 0, 0, 1, 1, false, false));
        assertMoved(new float[] {1, 2, 3, 1, 2, 3, 4, 5, 6}, image, new Geometry(0, 0, 1 / 3.0, 0, 1, 1, false, false));
        assertMoved(new float[] {2, 3, 3, 4, 5, 6, 7, 7, 8}, image, new Geometry(0, 0, 0, 45, 1, 1, false, false));
        assertMoved(
                new float[] {1.5f, 2, 2.5f, 4.5f, 5, 5.5f, 7.5f, 8, 8.5f},
                image,
                new Geometry(0, 0, 0, 0, 2, 1, false, false));
        assertMoved(
                new float[] {2.5f, 3.5f, 4.5f, 4, 5, 6, 5.5f, 6.5f, 7.5f},
                image,
                new Geometry(0, 0, 0, 0, 1, 2, false, false));
        assertMoved(new float[] {3, 2, 1, 6, 5, 4, 9, 8, 7}, image, new Geometry(0, 0, 0, 0, 1, 1, true, false));
        assertMoved(new float[] {7, 8, 9, 4, 5, 6, 1, 2, 3}, image, new Geometry(0, 0, 0, 0, 1, 1, false, true));
        // Flipped first, then turned: the other way round it would be 3 6 9 2 5 8 1 4 7, mirrored.
        assertMoved(new float[] {9, 6, 3, 8, 5, 2, 7, 4, 1}, image, new Geometry(90, 0, 0, 0, 1, 1, true, false));
    }

    private static void assertMoved(float[] expected, FloatArray image, Geometry geometry) {
        Transform same = new Transform(Order.asStored(), geometry, 1, 0, 0);
        for (AugmentationForm form : AugmentationForm.values()) {
            float[] found = form.given(NONE.rotation(1), image, same).values();
            assertArrayEquals(expected, found, 1e-5f, form + " " + geometry);
        }
        assertArrayEquals(
                expected, PlainAugmentation.changed(image, same, Fill.NEAREST).values(), 1e-5f);
    }

    /** 0.1 of 1000 and 0.1 of 1: the change is of the image's own size. */
    @ParameterizedTest
    @EnumSource(AugmentationForm.class)
    void contrastKeepsTheMeanOfImagesInAnyRange(AugmentationForm form) {
        for (double size : new double[] {1e-6, 1, 255, 65535, 1e9}) {
            FloatArray images = random(Shape.of(4, 20, 20, 3), size);
            FloatArray got = form.apply(NONE.contrast(1), images, 1, 0, 0, 1, 2, 3);
            for (int i = 0; i < 4; i++) {
                assertEquals(mean(images.row(i)), mean(got.row(i)), 2e-7 * size);
            }
        }
        FloatArray zeros = FloatArray.zeros(Shape.of(1, 4, 4, 1));
        assertEquals(zeros, form.apply(NONE.contrast(1), zeros, 1, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(AugmentationForm.class)
    void nothingAndFlipsAreExact(AugmentationForm form) {
        FloatArray images = random(Shape.of(8, 9, 14, 3), 3);
        images.set(-0f, 0, 0, 0, 0);
        images.set(Float.NaN, 1, 2, 3, 1);
        images.set(Float.POSITIVE_INFINITY, 2, 8, 13, 2);
        assertEquals(images, form.apply(NONE, images, 5, 2, SAMPLES));
        Augmentation flips = NONE.horizontalFlip().verticalFlip();
        FloatArray got = form.apply(flips, images, 5, 2, SAMPLES);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Geometry g = flips.draw(5, 2, SAMPLES[i], 0).geometry();
            seen.add(g.horizontalFlip() + " " + g.verticalFlip());
            for (int y = 0; y < 9; y++) {
                for (int x = 0; x < 14; x++) {
                    for (int c = 0; c < 3; c++) {
                        float expected =
                                images.get(i, g.verticalFlip() ? 8 - y : y, g.horizontalFlip() ? 13 - x : x, c);
                        assertEquals(expected, got.get(i, y, x, c));
                    }
                }
            }
        }
        assertEquals(4, seen.stream().distinct().count());
        // Every option there, and nothing drawn by any: the ops themselves change nothing.
        Augmentation every = NONE.rotation(9).contrast(1).brightness(1).shuffleViews();
        Transform still = new Transform(Order.asStored(), Geometry.NONE, 1, 0, 0);
        assertEquals(images.row(3), form.given(every, images.row(3), still));
        // And flips within a map are the same flips.
        Augmentation map = flips.rotation(9);
        for (int i = 3; i < 8; i++) {
            Transform flip = flips.draw(5, 2, SAMPLES[i], 0);
            assertEquals(got.row(i), form.given(map, images.row(i), flip));
        }
    }

    /** A mask moved along with its image: each pixel has the class of the pixel that it came from. */
    @ParameterizedTest
    @EnumSource(AugmentationForm.class)
    void theNearestPixelIsTakenForMasks(AugmentationForm form) {
        FloatArray masks = random(Shape.of(8, 13, 16, 1), 1);
        for (int i = 0; i < masks.values().length; i++) {
            masks.values()[i] = Math.round(masks.values()[i] * 2);
        }
        Augmentation image = NONE.rotation(180)
                .zoom(0.4)
                .shear(20)
                .widthShift(0.3)
                .fill(Fill.constant(7))
                .contrast(1);
        Augmentation mask = image.contrast(0).nearestPixel();
        FloatArray got = form.apply(mask, masks, 5, 2, SAMPLES);
        for (int i = 0; i < 8; i++) {
            Geometry drawn = image.draw(5, 2, SAMPLES[i], 0).geometry();
            for (int y = 0; y < 13; y++) {
                for (int x = 0; x < 16; x++) {
                    double[] from = PlainAugmentation.source(x, y, drawn, 13, 16);
                    long row = Math.round(from[1]);
                    long column = Math.round(from[0]);
                    boolean inside = row >= 0 && row < 13 && column >= 0 && column < 16;
                    assertEquals(inside ? masks.get(i, (int) row, (int) column, 0) : 7, got.get(i, y, x, 0));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AugmentationForm.class)
    void noiseIsGaussianAndEachValuesOwn(AugmentationForm form) {
        FloatArray zeros = FloatArray.zeros(Shape.of(8, 50, 50, 3));
        float[] noise = form.apply(NONE.noise(2), zeros, 1, 0, SAMPLES).values();
        int n = noise.length;
        double[] moments = new double[5];
        double neighbours = 0;
        double samples = 0;
        int one = n / 8;
        for (int i = 0; i < n; i++) {
            double z = noise[i] / 2;
            for (int k = 0; k < 5; k++) {
                moments[k] += Math.pow(z, k) / n;
            }
            neighbours += z * noise[(i + 1) % n] / 2 / n;
            samples += z * noise[(i + one) % n] / 2 / n;
        }
        // Five standard deviations of the mean of n numbers with the variance 1, 2, 15 and 96.
        double five = 5 / Math.sqrt(n);
        assertEquals(0, moments[1], five);
        assertEquals(1, moments[2], five * Math.sqrt(2));
        assertEquals(0, moments[3], five * Math.sqrt(15));
        assertEquals(3, moments[4], five * Math.sqrt(96));
        assertEquals(0, neighbours, five);
        assertEquals(0, samples, five);
    }

    @ParameterizedTest
    @EnumSource(AugmentationForm.class)
    void noiseDiffersBetweenImagesEvenWhereAllElseIsTheSame(AugmentationForm form) {
        Augmentation same = NONE.noise(1).brightness(5).sameForAllImages();
        FloatArray zeros = FloatArray.zeros(Shape.of(1, 6, 6, 1));
        try (AugmentationForm.Changer augmenter = form.open(same, 2)) {
            List<FloatArray> got = augmenter.apply(List.of(zeros, zeros), 1, 0, 0);
            assertNotEquals(got.get(0), got.get(1));
            assertEquals(
                    same.draw(1, 0, 0, 0).brightness(), same.draw(1, 0, 0, 1).brightness());
        }
    }

    static FloatArray random(Shape shape, double size) {
        FloatArray array = FloatArray.zeros(shape);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < array.values().length; i++) {
            array.values()[i] = (float) (size * (2 * random.nextDouble() - 1));
        }
        return array;
    }

    private static double mean(FloatArray array) {
        double sum = 0;
        for (float value : array.values()) {
            sum += value;
        }
        return sum / array.values().length;
    }
}
