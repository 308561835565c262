package polyview.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.data.Order;

/** The options of an augmentation, and what is drawn from them. */
@Tag("data")
class AugmentationTest {

    private static final Augmentation NONE = Augmentation.none();
    private static final int DRAWS = 10000;

    @Test
    void everyAmountIsDrawnEvenlyFromItsRange() {
        Augmentation a = NONE.rotation(20)
                .widthShift(0.2)
                .heightShift(0.3)
                .shear(10)
                .zoom(0.4)
                .brightness(0.5)
                .contrast(0.6);
        assertEven(a, -20, 20, t -> t.geometry().rotation());
        assertEven(a, -0.2, 0.2, t -> t.geometry().widthShift());
        assertEven(a, -0.3, 0.3, t -> t.geometry().heightShift());
        assertEven(a, -10, 10, t -> t.geometry().shear());
        assertEven(a, 0.6, 1.4, t -> t.geometry().widthZoom());
        assertEven(a, 0.6, 1.4, t -> t.geometry().heightZoom());
        assertEven(a, -0.5, 0.5, Transform::brightness);
        assertEven(a, 0.4, 1.6, Transform::contrast);
    }

    /** 20 bins of 500: chi squared with 19 degrees of freedom is above 50 once in 7000 times. */
    private static void assertEven(Augmentation a, double low, double high, ToDoubleFunction<Transform> value) {
        int[] bins = new int[20];
        for (int i = 0; i < DRAWS; i++) {
            double drawn = value.applyAsDouble(a.draw(4, i % 10, i / 10, 0));
            assertTrue(drawn >= low && drawn <= high, "drawn: " + drawn);
            bins[Math.min(19, (int) ((drawn - low) / (high - low) * 20))]++;
        }
        double chi = 0;
        for (int count : bins) {
            chi += (count - 500) * (count - 500) / 500.0;
        }
        assertTrue(chi < 50, "bins: " + Arrays.toString(bins));
    }

    /** Half of 10000, with a standard deviation of 50; all orders of 3 views, 1667 with one of 37. */
    @Test
    void flipsAreCoinsAndOrdersOfViewsEquallyLikely() {
        Augmentation a = NONE.horizontalFlip().verticalFlip().shuffleViews();
        int horizontal = 0;
        int vertical = 0;
        int both = 0;
        Map<String, Integer> orders = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            Transform t = a.draw(9, 0, i, 1);
            horizontal += t.geometry().horizontalFlip() ? 1 : 0;
            vertical += t.geometry().verticalFlip() ? 1 : 0;
            both += t.geometry().horizontalFlip() && t.geometry().verticalFlip() ? 1 : 0;
            orders.merge(Arrays.toString(t.views().permutation(3)), 1, Integer::sum);
        }
        assertEquals(5000, horizontal, 250);
        assertEquals(5000, vertical, 250);
        assertEquals(2500, both, 5 * 43);
        assertEquals(6, orders.size());
        orders.values().forEach(count -> assertEquals(1667, count, 5 * 37));
    }

    @Test
    void nothingIsDrawnFromNoOption() {
        for (int i = 0; i < 100; i++) {
            Transform t = NONE.fill(Fill.REFLECT).noise(1).draw(i, i, i, i);
            assertEquals(new Transform(Order.asStored(), Geometry.NONE, 1, 0, t.noise()), t);
        }
    }

    @Test
    void theSameForAllImagesOrEachItsOwn() {
        Augmentation own = NONE.rotation(20).brightness(1).contrast(0.5).shuffleViews();
        Augmentation same = own.sameForAllImages();
        for (int sample = 0; sample < 100; sample++) {
            Transform first = same.draw(1, 0, sample, 0);
            Transform third = same.draw(1, 0, sample, 2);
            assertEquals(first.geometry(), third.geometry());
            assertEquals(first.views(), third.views());
            assertEquals(first.contrast(), third.contrast());
            assertEquals(first.brightness(), third.brightness());
            Transform other = own.draw(1, 0, sample, 2);
            assertEquals(first.geometry(), own.draw(1, 0, sample, 0).geometry());
            assertNotEquals(first.geometry(), other.geometry());
            assertNotEquals(first.brightness(), other.brightness());
            assertEquals(other, same.independent().draw(1, 0, sample, 2));
        }
    }

    @Test
    void optionsAreValues() {
        Augmentation a = NONE.rotation(20).horizontalFlip().fill(Fill.constant(0.5));
        assertEquals("Augmentation[rotation=20.0, horizontalFlip, fill=CONSTANT(0.5)]", a.toString());
        assertEquals("Augmentation[fill=NEAREST]", NONE.toString());
        assertEquals(a, NONE.fill(Fill.constant(0.5)).horizontalFlip().rotation(20));
        assertEquals(
                a.hashCode(),
                NONE.fill(Fill.constant(0.5)).horizontalFlip().rotation(20).hashCode());
        assertNotEquals(a, a.rotation(21));
        assertNotEquals(a, a.verticalFlip());
        assertNotEquals(a, a.fill(Fill.NEAREST));
        assertEquals(NONE, NONE.rotation(20).rotation(0));
        assertSame(Fill.NEAREST, NONE.fill());
    }

    @Test
    void parametersAreTheRowsOfTheGraph() {
        Augmentation a = NONE.horizontalFlip().brightness(0.5).shuffleViews().sameForAllImages();
        long[] samples = {5, 6, 7, 8, 9};
        List<FloatArray> rows = a.parameters(3, 1, samples, List.of(Shape.of(4, 8, 4), Shape.of(6, 6, 1)));
        assertEquals(Shape.of(5, 16), rows.get(0).shape());
        assertEquals(Shape.of(5, 13), rows.get(1).shape());
        for (int i = 0; i < 5; i++) {
            Transform t = a.draw(3, 1, samples[i], 0);
            int[] v = t.views().permutation(4);
            float s = t.geometry().horizontalFlip() ? -1 : 1;
            float[] row = rows.get(0).row(i).values();
            float[] expected = {
                s, 0, s < 0 ? 7 : 0, 0, 1, 0, 0, 0, 1, (float) t.brightness(), row[10], row[11], v[0], v[1], v[2], v[3]
            };
            // Added zeros: a minus zero is one.
            for (int k = 0; k < row.length; k++) {
                row[k] += 0f;
            }
            assertArrayEquals(expected, row);
        }
    }

    @Test
    void shapesStayKnownInTheGraph() {
        Augmentation a =
                NONE.rotation(1).contrast(0.1).brightness(0.1).noise(0.1).shuffleViews();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> rows = tf.placeholder(TFloat32.class);
            for (Shape shape : List.of(Shape.of(-1, 5, 6, 3), Shape.of(-1, -1, -1, 3), Shape.of(8, 5, 6, 1))) {
                Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
                Shape found = a.apply(tf, List.of(x), List.of(rows)).get(0).shape();
                // As text: shapes with an unknown size equal none.
                assertEquals(shape.tail().toString(), found.tail().toString());
            }
        }
    }

    @Test
    void badOptionsAreRefused() {
        refused("rotation must lie in [0, 180] degrees, got 200.0", () -> NONE.rotation(200));
        refused("rotation must lie in [0, 180] degrees, got -1.0", () -> NONE.rotation(-1));
        refused("rotation must lie in [0, 180] degrees, got NaN", () -> NONE.rotation(Double.NaN));
        refused("widthShift must lie in [0, 1], a part of the width, got 2.0", () -> NONE.widthShift(2));
        refused("heightShift must lie in [0, 1], a part of the height, got -0.1", () -> NONE.heightShift(-0.1));
        refused("shear must lie in [0, 90) degrees, got 90.0", () -> NONE.shear(90));
        refused("zoom must lie in [0, 1), got 1.0", () -> NONE.zoom(1));
        refused("brightness must be finite and not negative, got -1.0", () -> NONE.brightness(-1));
        refused("brightness must be finite and not negative, got Infinity", () -> NONE.brightness(1 / 0.0));
        refused("contrast must lie in [0, 1], got 1.1", () -> NONE.contrast(1.1));
        refused("noise must be finite and not negative, got NaN", () -> NONE.noise(Double.NaN));
        refused("value must be finite, got NaN", () -> Fill.constant(Double.NaN));
        refused("value must be 0 for REFLECT, got 3.0", () -> new Fill(Fill.Mode.REFLECT, 3));
        assertEquals(NONE.rotation(180), NONE.rotation(180).widthShift(0));
    }

    @Test
    void badImagesAreRefused() {
        FloatArray images = FloatArray.zeros(Shape.of(2, 4, 4, 1));
        refused("images must be positive, got 0", () -> new Augmenter(NONE, 0));
        refused("image 0 must have 3 samples, one for each number, got 2", () -> NONE.apply(images, 0, 0, 1, 2, 3));
        refused(
                "image 0 must have the shape (N, H, W, C), got [4, 4]",
                () -> NONE.apply(FloatArray.zeros(Shape.of(4, 4)), 0, 0, 1, 2, 3, 4));
        refused(
                "image 0 must have the shape (H, W, C), got [0, 4, 1]",
                () -> NONE.apply(FloatArray.zeros(Shape.of(1, 0, 4, 1)), 0, 0, 1));
        refused(
                "image 1 must have the shape (H, W, C), got [28, 28]",
                () -> NONE.parameters(0, 0, new long[2], List.of(Shape.of(4, 4, 1), Shape.of(28, 28))));
        try (Augmenter augmenter = new Augmenter(NONE, 2)) {
            refused("batch must have 2 images a sample, got 1", () -> augmenter.apply(List.of(images), 0, 0, 1, 2));
        }
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> flat = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 28, 28)));
            refused(
                    "image 0 must have the shape (N, H, W, C), got [-1, 28, 28]",
                    () -> NONE.apply(tf, List.of(flat), List.of(flat)));
            refused(
                    "images must be as many as parameters, 2, got 1",
                    () -> NONE.apply(tf, List.of(flat), List.of(flat, flat)));
        }
    }

    @Test
    void closingTwiceDoesNothingMore() {
        Augmenter augmenter = new Augmenter(NONE.rotation(3).noise(1), 1);
        augmenter.close();
        augmenter.close();
        FloatArray images = FloatArray.zeros(Shape.of(1, 4, 4, 1));
        assertThrows(IllegalStateException.class, () -> augmenter.apply(List.of(images), 0, 0, 1));
    }

    @Test
    void oneRowIsNotSpreadOverManySamples() {
        FloatArray images = FloatArray.zeros(Shape.of(2, 4, 4, 1));
        FloatArray row =
                NONE.parameters(0, 0, new long[1], List.of(Shape.of(4, 4, 1))).get(0);
        for (Augmentation a : List.of(NONE.rotation(3), NONE.brightness(1), NONE.contrast(1), NONE.noise(1))) {
            var error = assertThrows(RuntimeException.class, () -> GivenTransforms.run(a, images, row, 1));
            assertTrue(
                    error.getMessage().contains("reshape a tensor with 13 elements to shape [2,13]"),
                    error.getMessage());
        }
    }

    @Test
    void noSamplesStayNoSamples() {
        FloatArray none = FloatArray.zeros(Shape.of(0, 4, 4, 1));
        assertEquals(none, NONE.rotation(3).noise(1).apply(none, 0, 0));
    }
}
