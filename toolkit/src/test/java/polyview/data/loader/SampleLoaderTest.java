package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.data.Refusal.refused;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.data.augment.Augmentation;

/** A loader over plain numbers: which samples come, what is bad, what is refused. */
@Tag("data")
class SampleLoaderTest {

    /** Sample i has the inputs i and 10 i, and the target i; of the bad ones, an input cannot be read. */
    private record Counting(int size, List<Integer> firstBad, List<Integer> secondBad) implements SampleSource {
        @Override
        public List<Shape> inputShapes() {
            return List.of(Shape.of(1), Shape.of(1));
        }

        @Override
        public List<Shape> targetShapes() {
            return List.of(Shape.scalar());
        }

        @Override
        public void read(int index, Sample into) {
            if (firstBad.contains(index)) {
                into.bad(0, "first of " + index);
            }
            if (secondBad.contains(index)) {
                into.bad(1, "second of " + index);
            }
            into.input(0)[0] = index;
            into.input(1)[0] = 10 * index;
            into.target(0)[0] = index;
        }

        @Override
        public String where(int index) {
            return "list, row " + index;
        }
    }

    private static SampleLoader of(int size) {
        return new SampleLoader(new Counting(size, List.of(), List.of())).threads(2);
    }

    @Test
    void batchesAreThoseOfDataInMemory() {
        float[] numbers = new float[50];
        float[] tens = new float[50];
        for (int i = 0; i < 50; i++) {
            numbers[i] = i;
            tens[i] = 10 * i;
        }
        MemoryDataset memory = Dataset.of(
                List.of(FloatArray.of(numbers, 50, 1), FloatArray.of(tens, 50, 1)), FloatArray.of(numbers, 50));
        for (Order order : List.of(Order.asStored(), Order.shuffled(7, 3))) {
            assertEquals(AllBatches.of(memory, 16, order), AllBatches.of(of(50), 16, order));
        }
        List<MemoryDataset> expected = memory.split(7, 0.5, 0.3, 0.2);
        List<SampleLoader> parts = of(50).split(7, 0.5, 0.3, 0.2);
        for (int p = 0; p < 3; p++) {
            assertEquals(
                    AllBatches.of(expected.get(p), 4, Order.asStored()),
                    AllBatches.of(parts.get(p), 4, Order.asStored()));
        }
    }

    @Test
    void everyBadInputIsReported() {
        SampleLoader data = new SampleLoader(new Counting(10, List.of(3, 5), List.of(5)));
        assertEquals(
                List.of(0, 1, 2, 4, 6, 7, 8, 9),
                AllBatches.of(data, 4, Order.asStored()).ids());
        assertEquals(List.of(3, 5, 5), data.report().intColumn("row").asList());
        assertEquals(
                List.of("input 0", "input 0", "input 1"),
                data.report().stringColumn("column").asList());
        assertEquals(
                List.of("first of 3", "first of 5", "second of 5"),
                data.report().stringColumn("reason").asList());
        // A part names its samples as the whole does.
        SampleLoader part = data.subset(8, 5, 3, 3).onBadSample(BadFile.STOP);
        assertEquals(
                "cannot read sample 5 (list, row 5, column input 0): first of 5",
                assertThrows(BadFileException.class, () -> AllBatches.of(part, 1, Order.asStored()))
                        .getMessage());
        assertEquals(
                List.of(0, 1, 2, 4, 6, 7, 8, 9),
                AllBatches.of(data, 8, Order.asStored()).ids());
    }

    /** A fault of the program is no bad sample. */
    @Test
    void anotherExceptionEndsTheEpoch() {
        SampleSource broken = new SampleSource() {
            @Override
            public int size() {
                return 20;
            }

            @Override
            public List<Shape> inputShapes() {
                return List.of(Shape.of(1));
            }

            @Override
            public List<Shape> targetShapes() {
                return List.of();
            }

            @Override
            public void read(int index, Sample into) {
                into.input(0)[index / 7] = index;
            }
        };
        assertThrows(
                ArrayIndexOutOfBoundsException.class,
                () -> AllBatches.of(new SampleLoader(broken).threads(3), 4, Order.asStored()));
    }

    @Test
    void whatIsInTheCacheIsNotNeeded() {
        Sample sample = new Sample(new Counting(2, List.of(), List.of()));
        sample.start(1);
        assertEquals(List.of(true, true), List.of(sample.needs(0), sample.needs(1)));
        sample.isNotNeeded(0);
        assertEquals(List.of(false, true), List.of(sample.needs(0), sample.needs(1)));
        assertEquals(
                Optional.empty(),
                new SampleCache(1).get(CacheKeys.byIndex().key(0, 0).orElseThrow()));
    }

    @Test
    void refusals() {
        SampleLoader data = of(10);
        refused("threads must be positive, got 0", () -> data.threads(0));
        refused("prefetch must not be negative, got -1", () -> data.prefetch(-1));
        refused("cache must not be negative, got -1", () -> data.cache(-1));
        refused("batchSize must be positive, got 0", () -> data.epoch(0, Order.asStored()));
        refused("dropRemainder leaves no batch of 32 of 10 samples", () -> data.dropRemainder()
                .epoch(32, Order.asStored(7, 0)));
        refused("index must lie in [0, 10), got 10", () -> data.subset(3, 10));
        refused(
                "sample 5 comes more than once, and could lie in two parts: split first, then take the training oversampled",
                () -> data.subset(3, 5, 4, 5).split(7, 0.5, 0.5));
        refused(
                "augmentation needs an input of shape (H, W, C), got [[1], [1]]",
                () -> data.augmentation(Augmentation.none().rotation(1)));
        refused(
                "this source does not tell the class of a sample before it is read",
                () -> data.stratifiedSplit(7, 0.5, 0.5));
        refused("shares [0.01, 0.99] of 10 samples leave a part empty", () -> data.split(7, 0.01, 0.99));
        refused("input must lie in [0, 2), got 2", () -> new Sample(new Counting(1, List.of(), List.of()))
                .bad(2, "no"));
        refused("a source must have an input, got none", () -> new SampleLoader(new Shapes(List.of())));
        refused(
                "shapes of a source must be known, got [-1, 3]",
                () -> new SampleLoader(new Shapes(List.of(Shape.of(-1, 3)))));
    }

    private record Shapes(List<Shape> inputShapes) implements SampleSource {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public List<Shape> targetShapes() {
            return List.of();
        }

        @Override
        public void read(int index, Sample into) {
            throw new IllegalStateException("nothing is read");
        }
    }
}
