package polyview.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.Refusal;

/** The plain form and the graph form of an augmentation do the same. */
@Tag("data")
class AugmentationFormsTest {

    private static final Augmentation NONE = Augmentation.none();
    private static final long[] SAMPLES = LongStream.range(40, 46).toArray();
    private static final int[][] SIZES = {{1, 1}, {1, 9}, {8, 1}, {2, 2}, {7, 9}, {16, 11}, {31, 20}};
    private static final int[] CHANNELS = {1, 2, 3, 4, 7};

    @TestFactory
    Stream<DynamicTest> bothFormsAgree() {
        Augmentation moves =
                NONE.rotation(180).widthShift(0.7).heightShift(0.7).shear(40).zoom(0.5);
        Map<String, Augmentation> cases = new LinkedHashMap<>();
        for (Fill fill : List.of(Fill.NEAREST, Fill.REFLECT, Fill.constant(0), Fill.constant(-2.5))) {
            Augmentation all = moves.fill(fill).horizontalFlip().verticalFlip();
            cases.put("moves " + fill, all);
            cases.put("everything " + fill, all.contrast(0.8).brightness(0.6).shuffleViews());
            cases.put("nearest pixel " + fill, all.nearestPixel().brightness(0.6));
            cases.put(
                    "small moves " + fill, NONE.rotation(15).zoom(0.1).shear(5).fill(fill));
        }
        cases.put("nothing", NONE);
        cases.put("flips", NONE.horizontalFlip().verticalFlip());
        cases.put("tones", NONE.contrast(1).brightness(0.6).shuffleViews());
        return cases.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> agree(e.getValue())));
    }

    private static void agree(Augmentation augmentation) {
        double worst = 0;
        int changed = 0;
        try (AugmentationForm.Changer java = AugmentationForm.JAVA.open(augmentation, 1);
                AugmentationForm.Changer graph = AugmentationForm.GRAPH.open(augmentation, 1)) {
            for (int[] size : SIZES) {
                for (int channels : CHANNELS) {
                    Shape shape = Shape.of(SAMPLES.length, size[0], size[1], channels);
                    FloatArray images = AugmentationValuesTest.random(shape, 3);
                    float[] one =
                            java.apply(List.of(images), 5, 2, SAMPLES).get(0).values();
                    float[] other =
                            graph.apply(List.of(images), 5, 2, SAMPLES).get(0).values();
                    for (int i = 0; i < one.length; i++) {
                        if (!liesOnATie(augmentation, i, shape)) {
                            worst = Math.max(worst, Math.abs(one[i] - other[i]) / 6.0);
                        }
                        changed += one[i] == images.values()[i] ? 0 : 1;
                    }
                }
            }
        }
        assertTrue(worst < 1e-5, "largest difference, as a part of the range: " + worst);
        assertEquals(augmentation.equals(NONE), changed == 0);
    }

    /** Whether the nearest pixel is a matter of rounding: the source lies in the middle between two. */
    private static boolean liesOnATie(Augmentation augmentation, int index, Shape shape) {
        if (!augmentation.takesTheNearestPixel()) {
            return false;
        }
        int height = (int) shape.get(1);
        int width = (int) shape.get(2);
        int pixel = index / (int) shape.get(3);
        Geometry g =
                augmentation.draw(5, 2, SAMPLES[pixel / (height * width)], 0).geometry();
        double[] at = PlainAugmentation.source(pixel % width, pixel / width % height, g, height, width);
        return Math.abs(at[0] - Math.floor(at[0]) - 0.5) < 1e-4 || Math.abs(at[1] - Math.floor(at[1]) - 0.5) < 1e-4;
    }

    /** Moves so wild that the source lies many images away. */
    @Test
    void theWildestMovesStayInTheImage() {
        double[] zooms = {1e-3, 1e-8, 1e-16, 1};
        double[] shears = {0, 60, 89.99, 89.999999999, -89.999999999};
        for (Fill fill : List.of(Fill.NEAREST, Fill.REFLECT, Fill.constant(0.5))) {
            for (Augmentation augmentation :
                    List.of(NONE.fill(fill), NONE.fill(fill).nearestPixel())) {
                for (double zoom : zooms) {
                    for (double shear : shears) {
                        Geometry geometry = new Geometry(33, 1, -0.9, shear, zoom, 1 / zoom, true, false);
                        FloatArray image = AugmentationValuesTest.random(Shape.of(13, 17, 3), 1);
                        FloatArray got = AugmentationForm.JAVA.given(augmentation, image, transform(geometry, 0));
                        for (float value : got.values()) {
                            assertTrue(Math.abs(value) < 1.000001, geometry + " gives " + value);
                        }
                    }
                }
            }
        }
    }

    @Test
    void oneImageOfAnArrayIsReadAndOneWritten() {
        Augmentation noisy = NONE.noise(0.1);
        Geometry turn = new Geometry(20, 0.1, 0, 0, 1, 1, false, false);
        for (Geometry geometry : List.of(turn, Geometry.NONE)) {
            FloatArray images = AugmentationValuesTest.random(Shape.of(3, 5, 6, 2), 1);
            FloatArray target = FloatArray.zeros(Shape.of(4, 5, 6, 2));
            ImageChanger changer = new ImageChanger(noisy, 5, 6, 2);
            Transform transform = transform(geometry, 77);
            changer.change(transform, images.values(), 60, target.values(), 120);
            assertEquals(AugmentationForm.JAVA.given(noisy, images.row(1), transform), target.row(2));
            for (int other : new int[] {0, 1, 3}) {
                assertEquals(FloatArray.zeros(Shape.of(5, 6, 2)), target.row(other));
            }
            assertEquals(AugmentationValuesTest.random(images.shape(), 1), images);
            // Another image and seed between, and the same again.
            FloatArray first = target.row(2);
            changer.change(transform(turn, 78), images.values(), 0, target.values(), 120);
            assertNotEquals(first, target.row(2));
            changer.change(transform, images.values(), 60, target.values(), 120);
            assertEquals(first, target.row(2));
        }
    }

    @Test
    void badArraysAreRefused() {
        ImageChanger changer = new ImageChanger(NONE, 2, 2, 1);
        Transform same = transform(Geometry.NONE, 0);
        float[] four = new float[4];
        Refusal.refused("source and target must differ", () -> changer.change(same, four, 0, four, 0));
        Refusal.refused(
                "source must hold 4 values from 1 on, has 4", () -> changer.change(same, four, 1, new float[4], 0));
        Refusal.refused(
                "target must hold 4 values from 0 on, has 3", () -> changer.change(same, four, 0, new float[3], 0));
        Refusal.refused(
                "target must hold 4 values from -1 on, has 4", () -> changer.change(same, four, 0, new float[4], -1));
    }

    private static Transform transform(Geometry geometry, long noise) {
        return new Transform(Order.asStored(), geometry, 1, 0, noise);
    }
}
