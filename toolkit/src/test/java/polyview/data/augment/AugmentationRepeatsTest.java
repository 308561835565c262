package polyview.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;
import polyview.data.FloatArray;

/** The same seed, epoch, sample and image give the same bits, however they are computed. */
@Tag("data")
class AugmentationRepeatsTest {

    private static final Augmentation FULL = Augmentation.none()
            .rotation(20)
            .widthShift(0.2)
            .heightShift(0.2)
            .shear(10)
            .zoom(0.2)
            .horizontalFlip()
            .verticalFlip()
            .brightness(0.2)
            .contrast(0.2)
            .noise(0.05)
            .shuffleViews();
    private static final long[] SEVEN = {3, 14, 15, 92, 65, 35, 89};

    /** Alone, in a batch of seven, in a batch of three at another place. */
    @ParameterizedTest
    @CsvSource({"JAVA, 1", "JAVA, 5", "JAVA, 33", "JAVA, 64", "GRAPH, 1", "GRAPH, 5", "GRAPH, 33", "GRAPH, 64"})
    void theBatchDoesNotMatter(AugmentationForm form, int size) {
        List<FloatArray> batch = List.of(
                AugmentationValuesTest.random(Shape.of(7, size, size + 2, 3), 1),
                AugmentationValuesTest.random(Shape.of(7, size + 1, size, 1), 1));
        try (AugmentationForm.Changer augmenter = form.open(FULL, 2)) {
            List<FloatArray> seven = augmenter.apply(batch, 1, 0, SEVEN);
            for (int i = 0; i < 7; i++) {
                int[][] places = {{i}, {6 - i, i}, {(i + 1) % 7, (i + 3) % 7, i}, {i, 0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3}};
                for (int[] place : places) {
                    List<FloatArray> some =
                            batch.stream().map(images -> images.rows(place)).toList();
                    List<FloatArray> got = augmenter.apply(some, 1, 0, numbers(place));
                    for (int k = 0; k < place.length; k++) {
                        assertEquals(seven.get(0).row(place[k]), got.get(0).row(k));
                        assertEquals(seven.get(1).row(place[k]), got.get(1).row(k));
                    }
                }
            }
        }
    }

    @Test
    void theNumberOfThreadsDoesNotMatter() {
        FloatArray images = AugmentationValuesTest.random(Shape.of(7, 150, 131, 3), 1);
        FloatArray parameters =
                FULL.parameters(1, 0, SEVEN, List.of(images.shape().tail())).get(0);
        FloatArray one = AugmentationForm.GRAPH.apply(FULL, images, 1, 0, SEVEN);
        for (int threads : new int[] {1, 2, 3, 8}) {
            assertEquals(one, GivenTransforms.run(FULL, images, parameters, threads), threads + " threads");
            // In two, a sum of floats over an image would take another order than in seven.
            FloatArray two = GivenTransforms.run(FULL, images.rows(3, 4), parameters.rows(3, 4), threads);
            assertEquals(one.rows(3, 4), two, threads + " threads");
        }
    }

    @ParameterizedTest
    @EnumSource(AugmentationForm.class)
    void oneChangerServesManyThreads(AugmentationForm form) throws Exception {
        FloatArray images = AugmentationValuesTest.random(Shape.of(7, 40, 40, 3), 1);
        FloatArray expected = form.apply(FULL, images, 1, 0, SEVEN);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (AugmentationForm.Changer augmenter = form.open(FULL, 1)) {
            List<Future<FloatArray>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int row = i % 7;
                all.add(pool.submit(() -> augmenter
                        .apply(List.of(images.rows(row)), 1, 0, SEVEN[row])
                        .get(0)));
            }
            for (int i = 0; i < 100; i++) {
                assertEquals(expected.row(i % 7), all.get(i).get().row(0));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** As tf.data calls it. */
    @Test
    void aFunctionOfTheGraphGivesTheSame() {
        FloatArray images = AugmentationValuesTest.random(Shape.of(7, 12, 13, 3), 1);
        FloatArray parameters =
                FULL.parameters(1, 0, SEVEN, List.of(images.shape().tail())).get(0);
        try (ConcreteFunction function = ConcreteFunction.create(AugmentationRepeatsTest::signature)) {
            GivenTransforms.Ends call = (tf, x, rows) -> function.call(tf, Map.of("x", x, "rows", rows))
                    .get("y")
                    .asOutput()
                    .expect(TFloat32.class);
            FloatArray expected = AugmentationForm.GRAPH.apply(FULL, images, 1, 0, SEVEN);
            assertEquals(expected, GivenTransforms.run(call, images, parameters, 2));
        }
    }

    private static Signature signature(Ops tf) {
        Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 12, 13, 3)));
        Placeholder<TFloat32> rows = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 15)));
        Operand<TFloat32> y = FULL.apply(tf, List.of(x), List.of(rows)).get(0);
        return Signature.builder("augment")
                .input("x", x)
                .input("rows", rows)
                .output("y", y)
                .build();
    }

    /** Slices of three, changed in parallel by tf.data, against the whole batch. */
    @Test
    void aPipelineOfTfDataGivesTheSame() {
        FloatArray images = AugmentationValuesTest.random(Shape.of(6, 12, 13, 3), 1);
        long[] six = Arrays.copyOf(SEVEN, 6);
        FloatArray rows =
                FULL.parameters(1, 0, six, List.of(images.shape().tail())).get(0);
        FloatArray expected = AugmentationForm.GRAPH.apply(FULL, images, 1, 0, six);
        List<Class<? extends TType>> types = List.of(TFloat32.class);
        List<Shape> shapes = List.of(Shape.of(3, 12, 13, 3));
        try (Graph graph = new Graph();
                ConcreteFunction function = ConcreteFunction.create(AugmentationRepeatsTest::signature)) {
            Ops tf = Ops.create(graph);
            List<Operand<?>> slices = List.of(
                    tf.constant(Shape.of(2, 3, 12, 13, 3), DataBuffers.of(images.values())),
                    tf.constant(Shape.of(2, 3, 15), DataBuffers.of(rows.values())));
            var read = tf.data.tensorSliceDataset(slices, List.of(Shape.of(3, 12, 13, 3), Shape.of(3, 15)));
            var changed = tf.data.parallelMapDataset(read, List.of(), tf.constant(2L), function, types, shapes);
            var iterator = tf.data.iterator("", "", types, shapes);
            var start = tf.data.makeIterator(changed, iterator);
            Output<?> next = tf.data
                    .iteratorGetNext(iterator, types, shapes)
                    .components()
                    .get(0);
            try (Session session = new Session(graph)) {
                session.runner().addTarget(start.op()).run().close();
                for (int[] batch : new int[][] {{0, 1, 2}, {3, 4, 5}}) {
                    try (Result result = session.runner().fetch(next).run()) {
                        FloatArray got = FloatArray.zeros(result.get(0).shape());
                        ((TFloat32) result.get(0)).copyTo(DataBuffers.of(got.values()));
                        assertEquals(expected.rows(batch), got);
                    }
                }
            }
        }
    }

    /** Against the op for a single tensor: the seed is the two words in the parameters. */
    @Test
    void noiseIsThatOfItsSeedAlone() {
        Augmentation noise = Augmentation.none().noise(0.5);
        FloatArray images = AugmentationValuesTest.random(Shape.of(7, 6, 5, 3), 1);
        FloatArray parameters =
                noise.parameters(1, 0, SEVEN, List.of(images.shape().tail())).get(0);
        FloatArray got = GivenTransforms.run(noise, images, parameters, 2);
        for (int i = 0; i < 7; i++) {
            long seed = noise.draw(1, 0, SEVEN[i], 0).noise();
            long[] words = {seed >>> 40, seed >>> 16 & 0xFFFFFF};
            GivenTransforms.Ends one = (tf, x, rows) -> tf.math.add(
                    x,
                    tf.math.mul(
                            tf.random.statelessRandomNormal(tf.array(1, 6, 5, 3), tf.constant(words)),
                            tf.constant(0.5f)));
            assertEquals(
                    got.row(i),
                    GivenTransforms.run(one, images.rows(i), parameters, 1).row(0));
        }
    }

    @Test
    void seedEpochSampleAndImageAllMatter() {
        Set<Transform> seen = new HashSet<>();
        Set<Long> noises = new HashSet<>();
        for (long seed = -2; seed < 2; seed++) {
            for (int epoch = 0; epoch < 5; epoch++) {
                for (long sample = 0; sample < 5; sample++) {
                    for (int image = 0; image < 3; image++) {
                        assertEquals(FULL.draw(seed, epoch, sample, image), FULL.draw(seed, epoch, sample, image));
                        seen.add(FULL.draw(seed, epoch, sample, image));
                        noises.add(FULL.draw(seed, epoch, sample, image).noise() >>> 16);
                    }
                }
            }
        }
        assertEquals(4 * 5 * 5 * 3, seen.size());
        assertEquals(4 * 5 * 5 * 3, noises.size());
        FloatArray images = AugmentationValuesTest.random(Shape.of(7, 12, 13, 3), 1);
        FloatArray first = FULL.apply(images, 1, 0, SEVEN);
        FloatArray second = FULL.apply(images, 1, 1, SEVEN);
        for (int i = 0; i < 7; i++) {
            assertNotEquals(first.row(i), second.row(i));
        }
    }

    /** What one option draws does not change when another is set. */
    @Test
    void optionsDrawForThemselves() {
        Augmentation moves = Augmentation.none().rotation(20).zoom(0.2).sameForAllImages();
        Augmentation more = moves.brightness(0.3).noise(1).shuffleViews().contrast(0.1);
        for (long sample : SEVEN) {
            Geometry image = more.draw(1, 2, sample, 0).geometry();
            assertEquals(image, moves.draw(1, 2, sample, 1).geometry());
            Geometry flipped =
                    more.widthShift(0.1).horizontalFlip().draw(1, 2, sample, 0).geometry();
            assertEquals(image.rotation(), flipped.rotation());
            assertEquals(image.heightZoom(), flipped.heightZoom());
        }
    }

    private static long[] numbers(int[] places) {
        return LongStream.range(0, places.length)
                .map(k -> SEVEN[places[(int) k]])
                .toArray();
    }
}
