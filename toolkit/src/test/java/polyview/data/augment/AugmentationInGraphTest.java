package polyview.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static polyview.data.Refusal.refused;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/** An augmentation that draws in the graph: what it makes of images, and which seed decides what. */
@Tag("data")
class AugmentationInGraphTest {

    private static final Augmentation NONE = Augmentation.none();
    private static final Augmentation FULL = GraphDrawsTest.FULL;

    /** The images are what the same parameters make of them in a graph that is given these. */
    @Test
    void imagesAreChangedByWhatWasDrawn() {
        FloatArray images = AugmentationValuesTest.random(Shape.of(9, 12, 13, 4), 3);
        List<Augmentation> all = List.of(
                FULL,
                FULL.sameForAllImages().fill(Fill.REFLECT),
                NONE.rotation(9).nearestPixel(),
                NONE.horizontalFlip().verticalFlip(),
                NONE.shuffleViews(),
                NONE.contrast(0.5),
                NONE);
        for (Augmentation augmentation : all) {
            DrawnInGraph drawn = DrawnInGraph.of(augmentation, images, 21);
            assertEquals(GivenTransforms.run(augmentation, images, drawn.rows(), 2), drawn.changed());
            assertEquals(augmentation == NONE, images.equals(drawn.changed()));
        }
    }

    @Test
    void optionsDrawForThemselves() {
        FloatArray images = FloatArray.zeros(Shape.of(50, 6, 6, 3));
        DrawnInGraph full = DrawnInGraph.of(FULL, images, 4);
        DrawnInGraph plain = DrawnInGraph.of(FULL.brightness(0).contrast(0).noise(1), images, 4);
        for (int column = 0; column < Transform.MAP; column++) {
            assertArrayEquals(full.column(column), plain.column(column));
        }
        assertEquals(views(full), views(plain));
        DrawnInGraph still = DrawnInGraph.of(NONE.brightness(0.3).contrast(0.4), images, 4);
        assertArrayEquals(full.column(Transform.CONTRAST), still.column(Transform.CONTRAST));
        assertArrayEquals(full.column(Transform.BRIGHTNESS), still.column(Transform.BRIGHTNESS));
        // Noise too: what is there with it and not without it.
        DrawnInGraph noise = DrawnInGraph.of(NONE.noise(0.5), images, 4);
        DrawnInGraph both = DrawnInGraph.of(NONE.noise(0.5).rotation(9).shuffleViews(), images, 4);
        assertEquals(noise.changed(), both.changed());
    }

    private static List<List<Integer>> views(DrawnInGraph drawn) {
        return IntStream.range(0, drawn.rows().size(0)).mapToObj(drawn::views).toList();
    }

    @Test
    void oneSeedIsOfTheImageAndOneOfTheSample() {
        FloatArray images = FloatArray.zeros(Shape.of(20, 4, 4, 3));
        for (Augmentation own : List.of(FULL, NONE.brightness(1))) {
            Augmentation same = own.sameForAllImages();
            DrawnInGraph first = DrawnInGraph.of(own, images, 1, 7);
            assertEquals(first.rows(), DrawnInGraph.of(own, images, 1, 8).rows());
            assertNotEquals(first.rows(), DrawnInGraph.of(own, images, 2, 7).rows());
            DrawnInGraph shared = DrawnInGraph.of(same, images, 1, 7);
            assertNotEquals(
                    shared.changed(), DrawnInGraph.of(same, images, 1, 8).changed());
            assertEquals(shared.changed(), DrawnInGraph.of(same, images, 2, 7).changed());
        }
        Augmentation noise = NONE.noise(1).sameForAllImages();
        FloatArray changed = DrawnInGraph.of(noise, images, 1, 7).changed();
        assertEquals(changed, DrawnInGraph.of(noise, images, 1, 8).changed());
        assertNotEquals(changed, DrawnInGraph.of(noise, images, 2, 7).changed());
    }

    /** As parts of the size: an image twice as large is moved twice as far. */
    @Test
    void imagesOfOtherSizesMoveAlong() {
        Augmentation moves = FULL.sameForAllImages();
        DrawnInGraph small = DrawnInGraph.of(moves, FloatArray.zeros(Shape.of(30, 10, 12, 3)), 1, 7);
        DrawnInGraph large = DrawnInGraph.of(moves, FloatArray.zeros(Shape.of(30, 20, 24, 3)), 2, 7);
        DrawnInGraph gray = DrawnInGraph.of(moves, FloatArray.zeros(Shape.of(30, 10, 12, 1)), 2, 7);
        assertEquals(views(small), views(large));
        for (int i = 0; i < 30; i++) {
            assertArrayEquals(
                    Arrays.copyOf(small.rows().row(i).values(), 12),
                    Arrays.copyOf(gray.rows().row(i).values(), 12));
            for (int column : new int[] {0, 1, 3, 4, 8, 9}) {
                assertEquals(small.rows().get(i, column), large.rows().get(i, column));
            }
            // The middle of the frame, in pixels, comes from here: twice as far from the corner of the larger frame.
            assertEquals(2 * source(small, i, 2, 5.5, 4.5) + 0.5, source(large, i, 2, 11.5, 9.5), 1e-4);
            assertEquals(2 * source(small, i, 5, 5.5, 4.5) + 0.5, source(large, i, 5, 11.5, 9.5), 1e-4);
        }
    }

    private static double source(DrawnInGraph drawn, int image, int last, double x, double y) {
        FloatArray rows = drawn.rows();
        return rows.get(image, last - 2) * x + rows.get(image, last - 1) * y + rows.get(image, last);
    }

    /** All of the noise of a batch comes from one op: no two samples share it. */
    @Test
    void noiseIsEachValuesOwn() {
        FloatArray noise = DrawnInGraph.of(NONE.noise(2), FloatArray.zeros(Shape.of(40, 5, 5, 5)), 3)
                .changed();
        double sum = 0;
        double squares = 0;
        int count = noise.values().length;
        for (float value : noise.values()) {
            sum += value / 2;
            squares += value * value / 4;
        }
        assertEquals(0, sum / count, 5 / Math.sqrt(count));
        assertEquals(1, squares / count, 5 * Math.sqrt(2) / Math.sqrt(count));
        for (int i = 1; i < 40; i++) {
            assertNotEquals(noise.row(0), noise.row(i));
        }
    }

    @Test
    void shapesStayKnownInTheGraph() {
        Augmentation a = FULL.noise(0.1);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            for (Shape shape : List.of(Shape.of(-1, 5, 6, 3), Shape.of(-1, -1, -1, 3), Shape.of(-1, 5, 6, 1))) {
                Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
                for (Augmentation each : List.of(a, a.noise(0), NONE.shuffleViews())) {
                    Operand<TFloat32> y = each.applyRandomly(tf, x, tf.array(1L, 2L), tf.array(1L, 2L));
                    // As text: shapes with an unknown size equal none.
                    assertEquals(shape.toString(), y.shape().toString(), each.toString());
                }
            }
        }
    }

    @Test
    void noSamplesStayNoSamples() {
        FloatArray none = FloatArray.zeros(Shape.of(0, 4, 4, 2));
        assertEquals(none, DrawnInGraph.of(FULL.noise(1), none, 0).changed());
    }

    @Test
    void anotherRankIsRefused() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> flat = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 28, 28)));
            refused(
                    "images must have the shape (N, H, W, C), got [-1, 28, 28]",
                    () -> FULL.applyRandomly(tf, flat, tf.array(1L, 2L), tf.array(1L, 2L)));
        }
    }
}
