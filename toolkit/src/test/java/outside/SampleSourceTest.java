package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.base.Seeds;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.loader.BadFile;
import polyview.data.loader.BadFileException;
import polyview.data.loader.Sample;
import polyview.data.loader.SampleLoader;
import polyview.data.loader.SampleSource;
import polyview.layers.Activation;
import polyview.layers.Concatenate;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;
import tech.tablesaw.api.Table;

/** A source of a user's own, in a package of their own: a simulator, of which one sample is bad. */
@Tag("data")
class SampleSourceTest {

    private static final int SIZE = 120;
    private static final int BAD = 17;

    /** A bright or a dark square in an image, its size beside it; the class is whether it is bright. */
    private static final class Squares implements SampleSource {
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public List<Shape> inputShapes() {
            return List.of(Shape.of(6, 8, 1), Shape.of(2));
        }

        @Override
        public List<Shape> targetShapes() {
            return List.of(Shape.scalar());
        }

        @Override
        public List<String> inputNames() {
            return List.of("image", "size");
        }

        @Override
        public List<String> classNames() {
            return List.of("dark", "bright");
        }

        @Override
        public int label(int index) {
            return index % 3 == 0 ? 1 : 0;
        }

        @Override
        public void read(int index, Sample into) throws IOException {
            reads.incrementAndGet();
            SplittableRandom random = Seeds.stream(7, index);
            int height = 1 + random.nextInt(6);
            int width = 1 + random.nextInt(8);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    into.input(0)[8 * y + x] = label(index) == 1 ? 1 : -1;
                }
            }
            if (index == BAD) {
                throw new IOException("the simulation diverged");
            }
            into.input(1)[0] = height;
            into.input(1)[1] = width;
            into.target(0)[0] = label(index);
        }

        @Override
        public Opened open() {
            open.incrementAndGet();
            return new Opened() {
                @Override
                public void read(int index, Sample into) throws IOException {
                    Squares.this.read(index, into);
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }
    }

    private final Squares source = new Squares();
    private final SampleLoader data = new SampleLoader(source).threads(2).prefetch(4);

    private static List<Batch> batches(Dataset data, Order order) {
        List<Batch> batches = new ArrayList<>();
        try (Epoch epoch = data.epoch(16, order)) {
            epoch.forEachRemaining(batches::add);
        }
        return batches;
    }

    @Test
    void samplesAreThoseOfTheSource() {
        List<Batch> batches = batches(data, Order.asStored());
        assertEquals(
                List.of(16, 16, 16, 16, 16, 16, 16, 7),
                batches.stream().map(Batch::size).toList());
        int seen = 0;
        for (Batch batch : batches) {
            for (int i = 0; i < batch.size(); i++, seen++) {
                int index = seen < BAD ? seen : seen + 1;
                SplittableRandom random = Seeds.stream(7, index);
                int height = 1 + random.nextInt(6);
                int width = 1 + random.nextInt(8);
                float value = index % 3 == 0 ? 1 : -1;
                assertEquals(height, batch.inputs().get(1).get(i, 0));
                assertEquals(width, batch.inputs().get(1).get(i, 1));
                assertEquals(index % 3 == 0 ? 1 : 0, batch.targets().get(0).get(i));
                for (int y = 0; y < 6; y++) {
                    for (int x = 0; x < 8; x++) {
                        float expected = y < height && x < width ? value : 0;
                        assertEquals(expected, batch.inputs().get(0).get(i, y, x, 0));
                    }
                }
            }
        }
        assertEquals(0, source.open.get());
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        SampleLoader changed =
                data.augmentation(Augmentation.none().rotation(20).noise(0.1));
        Order order = Order.shuffled(7, 1);
        List<Batch> expected = batches(changed, order);
        for (int threads : new int[] {1, 3, 8}) {
            assertEquals(expected, batches(changed.threads(threads), order));
        }
        assertNotEquals(expected, batches(changed, Order.shuffled(7, 2)));
        // Only images are changed.
        List<Batch> plain = batches(data, order);
        for (int b = 0; b < plain.size(); b++) {
            assertNotEquals(
                    plain.get(b).inputs().get(0), expected.get(b).inputs().get(0));
            assertEquals(plain.get(b).inputs().get(1), expected.get(b).inputs().get(1));
            assertEquals(plain.get(b).targets(), expected.get(b).targets());
        }
    }

    @Test
    void aCacheReadsEachGoodSampleOnce() {
        SampleLoader cached = data.cache(1 << 20);
        List<Batch> first = batches(cached, Order.shuffled(7, 0));
        assertEquals(SIZE, source.reads.get());
        assertEquals(first, batches(cached, Order.shuffled(7, 0)));
        assertEquals(SIZE + 1, source.reads.get());
        assertEquals(first, batches(data, Order.shuffled(7, 0)));
    }

    @Test
    void theBadSampleIsReported() {
        batches(data, Order.asStored());
        batches(data, Order.shuffled(7, 0));
        Table report = data.report();
        assertEquals(1, report.rowCount());
        assertEquals(BAD, report.intColumn("row").get(0));
        assertEquals("", report.stringColumn("column").get(0));
        assertEquals("sample 17", report.stringColumn("path").get(0));
        assertEquals("the simulation diverged", report.stringColumn("reason").get(0));
        assertEquals(2, report.intColumn("times").get(0));
        SampleLoader stops = data.onBadSample(BadFile.STOP);
        assertEquals(
                "cannot read sample 17: the simulation diverged",
                assertThrows(BadFileException.class, () -> batches(stops, Order.asStored()))
                        .getMessage());
        SampleLoader alone = data.subset(BAD);
        assertEquals(
                "none of the 1 samples could be read; the first bad sample is sample 17: the simulation diverged",
                assertThrows(IllegalStateException.class, () -> batches(alone, Order.asStored()))
                        .getMessage());
    }

    @Test
    void partsAreDrawnAsThoseOfDataInMemory() {
        List<SampleLoader> parts = data.stratifiedSplit(7, 0.75, 0.25);
        assertEquals(List.of(90, 30), parts.stream().map(SampleLoader::size).toList());
        long bright = batches(parts.get(1), Order.asStored()).stream()
                .flatMap(batch -> Stream.of(batch.targets().get(0).values()))
                .mapToLong(values -> {
                    long ones = 0;
                    for (float value : values) {
                        ones += value == 1 ? 1 : 0;
                    }
                    return ones;
                })
                .sum();
        assertEquals(10, bright);
        // 80 dark ones and as many bright ones.
        assertEquals(160, data.oversampled(7).size());
    }

    @Test
    void aModelLearnsFromIt() {
        var image = Input.image("image", 6, 8, 1);
        var size = Input.of("size", 2);
        var x = new Concatenate().apply(new Flatten().apply(image), size);
        x = new Dense(8).activation(Activation.RELU).apply(x);
        try (Model model = new Model(List.of(image, size), new Dense(2).apply(x)).seed(1)) {
            model.compile(new Adam(1e-2), Loss.softmaxCrossEntropy(), Metric.accuracy());
            List<SampleLoader> parts = data.split(7, 0.8, 0.2);
            model.fit(parts.get(0), Fit.epochs(30).batchSize(16));
            assertTrue(model.evaluate(parts.get(1)).get("accuracy") > 0.95);
        }
    }
}
