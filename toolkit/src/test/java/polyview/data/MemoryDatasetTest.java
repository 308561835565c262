package polyview.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

@Tag("data")
public class MemoryDatasetTest {

    /** Sample i: first input (i, 1000 - i), second 100 i, target i. */
    public static MemoryDataset numbered(int size) {
        float[] first = new float[2 * size];
        float[] second = new float[size];
        float[] target = new float[size];
        for (int i = 0; i < size; i++) {
            first[2 * i] = i;
            first[2 * i + 1] = 1000 - i;
            second[i] = 100 * i;
            target[i] = i;
        }
        return Dataset.of(
                List.of(FloatArray.of(first, size, 2), FloatArray.of(second, size, 1)), FloatArray.of(target, size));
    }

    /** The samples of a batch; checks that inputs and target still belong together. */
    static List<Integer> samples(Batch batch) {
        List<Integer> samples = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            float sample = batch.targets().get(0).get(i);
            assertEquals(sample, batch.inputs().get(0).get(i, 0));
            assertEquals(1000 - sample, batch.inputs().get(0).get(i, 1));
            assertEquals(100 * sample, batch.inputs().get(1).get(i, 0));
            samples.add((int) sample);
        }
        return samples;
    }

    private static List<Integer> upTo(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    @Test
    void shapesAreThoseOfOneSample() {
        MemoryDataset data = numbered(5);
        assertEquals(5, data.size());
        assertEquals(List.of(Shape.of(2), Shape.of(1)), data.inputShapes());
        assertEquals(List.of(Shape.scalar()), data.targetShapes());
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "10, 3", "10, 5", "10, 10", "10, 99", "1, 4"})
    void anEpochHoldsEachSampleOnce(int size, int batchSize) {
        for (Order order : List.of(Order.asStored(), Order.shuffled(7, 2))) {
            List<Integer> seen = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            try (Epoch epoch = numbered(size).epoch(batchSize, order)) {
                while (epoch.hasNext()) {
                    Batch batch = epoch.next();
                    sizes.add(batch.size());
                    seen.addAll(samples(batch));
                }
                assertEquals(
                        "the epoch is over",
                        assertThrows(NoSuchElementException.class, epoch::next).getMessage());
            }
            assertEquals(
                    IntStream.of(order.permutation(size)).boxed().toList(), seen, "visited in the order asked for");
            assertEquals(upTo(size), seen.stream().sorted().toList());
            List<Integer> expected = new ArrayList<>();
            for (int left = size; left > 0; left -= batchSize) {
                expected.add(Math.min(left, batchSize));
            }
            assertEquals(expected, sizes);
        }
    }

    @Test
    void aClosedEpochIsOver() {
        Epoch epoch = numbered(10).epoch(3, Order.asStored());
        assertEquals(List.of(0, 1, 2), samples(epoch.next()));
        epoch.close();
        assertFalse(epoch.hasNext());
        assertThrows(NoSuchElementException.class, epoch::next);
        epoch.close();
    }

    @Test
    void twoEpochsDoNotDisturbEachOther() {
        MemoryDataset data = numbered(4);
        try (Epoch one = data.epoch(2, Order.asStored());
                Epoch two = data.epoch(2, Order.asStored())) {
            assertEquals(List.of(0, 1), samples(one.next()));
            assertEquals(List.of(0, 1), samples(two.next()));
            assertEquals(List.of(2, 3), samples(one.next()));
        }
    }

    @Test
    void batchSizeMustBePositive() {
        refused("batchSize must be positive, got 0", () -> numbered(3).epoch(0, Order.asStored()));
        refused("batchSize must be positive, got -2", () -> numbered(3).epoch(-2, Order.asStored()));
    }

    @Test
    void noSampleIsADataSetToo() {
        MemoryDataset empty = numbered(0);
        assertEquals(0, empty.size());
        assertEquals(List.of(Shape.of(2), Shape.of(1)), empty.inputShapes());
        try (Epoch epoch = empty.epoch(4, Order.shuffled(1, 0))) {
            assertFalse(epoch.hasNext());
        }
        assertEquals(0, numbered(3).take(0).size());
        assertEquals(0, empty.rescaled(2, 1).size());
    }

    @Test
    void subsetAndTakeCopy() {
        MemoryDataset data = numbered(5);
        assertEquals(List.of(4, 0, 4), samples(data.subset(4, 0, 4).all()));
        assertEquals(List.of(0, 1), samples(data.take(2).all()));
        assertEquals(upTo(5), samples(data.take(99).all()));
        data.take(5).all().inputs().get(0).values()[0] = 77;
        assertEquals(0, data.all().inputs().get(0).get(0, 0));
        refused("count must not be negative, got -1", () -> data.take(-1));
        refused("row must lie in [0, 5), got 5", () -> data.subset(5));
    }

    @Test
    void rescaledChangesInputsOnly() {
        MemoryDataset data = numbered(3);
        MemoryDataset rescaled = data.rescaled(2, -1);
        assertArrayEquals(
                new float[] {-1, 1999, 1, 1997, 3, 1995},
                rescaled.all().inputs().get(0).values());
        assertArrayEquals(
                new float[] {-1, 199, 399}, rescaled.all().inputs().get(1).values());
        assertArrayEquals(new float[] {0, 1, 2}, rescaled.all().targets().get(0).values());
        assertEquals(data.inputShapes(), rescaled.inputShapes());
        assertEquals(upTo(3), samples(data.all()));
    }

    @Test
    void aDataSetIsToldInOneLine() {
        assertEquals(
                "4 samples, inputs [[2, 3]], targets [[]]",
                Dataset.of(List.of(FloatArray.zeros(Shape.of(4, 2, 3))), FloatArray.zeros(Shape.of(4)))
                        .toString());
        assertEquals(
                "1 sample, inputs [[2], [3]], targets [[5]]",
                new MemoryDataset(
                                List.of(FloatArray.zeros(Shape.of(1, 2)), FloatArray.zeros(Shape.of(1, 3))),
                                List.of(FloatArray.zeros(Shape.of(1, 5))))
                        .toString());
    }

    @Test
    void unequalArraysAreRefused() {
        refused(
                "every array of a batch must have 4 samples, got [3]",
                () -> Dataset.of(List.of(FloatArray.zeros(Shape.of(4, 2))), FloatArray.zeros(Shape.of(3))));
    }
}
