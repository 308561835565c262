package polyview.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static polyview.data.MemoryDatasetTest.numbered;
import static polyview.data.MemoryDatasetTest.samples;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

@Tag("data")
class SplitTest {

    /** Sample i has i as its input; the first samples are of class 0, then come those of class 1, and so on. */
    private static MemoryDataset classes(int... sizes) {
        int all = IntStream.of(sizes).sum();
        float[] classes = new float[all];
        float[] numbers = new float[all];
        int i = 0;
        for (int c = 0; c < sizes.length; c++) {
            for (int k = 0; k < sizes[c]; k++, i++) {
                classes[i] = c;
                numbers[i] = i;
            }
        }
        return Dataset.of(List.of(FloatArray.of(numbers, all, 1)), FloatArray.of(classes, all));
    }

    private static long count(MemoryDataset data, int c) {
        float[] classes = data.all().targets().get(0).values();
        return IntStream.range(0, classes.length).filter(i -> classes[i] == c).count();
    }

    private static List<Integer> numbers(MemoryDataset data) {
        List<Integer> numbers = new ArrayList<>();
        for (float number : data.all().inputs().get(0).values()) {
            numbers.add((int) number);
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({"10, 0.8, 8", "10, 0.25, 3", "3, 0.5, 2", "2, 0.5, 1", "1000, 0.001, 1", "7, 0.34, 2"})
    void thePartsHoldEachSampleOnce(int size, double fraction, int first) {
        var parts = numbered(size).split(7, fraction, 1 - fraction);
        assertEquals(first, parts.get(0).size());
        List<Integer> all = new ArrayList<>(samples(parts.get(0).all()));
        all.addAll(samples(parts.get(1).all()));
        assertEquals(
                IntStream.range(0, size).boxed().toList(), all.stream().sorted().toList());
    }

    @Test
    void theSeedDecidesTheParts() {
        MemoryDataset data = numbered(50);
        assertEquals(
                data.split(7, 0.5, 0.5).get(0).all(),
                data.split(7, 0.5, 0.5).get(0).all());
        assertNotEquals(
                data.split(7, 0.5, 0.5).get(0).all(),
                data.split(8, 0.5, 0.5).get(0).all());
        MemoryDataset two = classes(20, 30);
        assertEquals(
                two.stratifiedSplit(7, 0.5, 0.5).get(1).all(),
                two.stratifiedSplit(7, 0.5, 0.5).get(1).all());
        assertNotEquals(
                two.stratifiedSplit(7, 0.5, 0.5).get(1).all(),
                two.stratifiedSplit(8, 0.5, 0.5).get(1).all());
    }

    @Test
    void stratifiedPartsHoldTheClassesInProportion() {
        MemoryDataset data = classes(60, 0, 30, 10);
        var parts = data.stratifiedSplit(7, 0.7, 0.3);
        // 0.7 of 60, 0, 30 and 10.
        assertEquals(
                List.of(42L, 0L, 21L, 7L),
                IntStream.range(0, 4).mapToObj(c -> count(parts.get(0), c)).toList());
        assertEquals(
                List.of(18L, 0L, 9L, 3L),
                IntStream.range(0, 4).mapToObj(c -> count(parts.get(1), c)).toList());
        List<Integer> all = new ArrayList<>(numbers(parts.get(0)));
        assertNotEquals(all.stream().sorted().toList(), all, "a part is shuffled, not sorted by class");
        all.addAll(numbers(parts.get(1)));
        assertEquals(
                IntStream.range(0, 100).boxed().toList(), all.stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.15, 0.333, 0.5, 0.77, 0.9})
    void aStratifiedCountIsOffByLessThanOne(double fraction) {
        int[] sizes = {7, 1, 13, 5, 2};
        var first = classes(sizes).stratifiedSplit(3, fraction, 1 - fraction).get(0);
        assertEquals(Math.round(fraction * 28), first.size());
        for (int c = 0; c < sizes.length; c++) {
            assertEquals(fraction * sizes[c], count(first, c), 0.9999999, "class " + c);
        }
    }

    @Test
    void wrongSharesAreRefused() {
        MemoryDataset data = numbered(3);
        for (double fraction : new double[] {0, 1, -0.5, 1.5, Double.NaN}) {
            String message = "a share must lie between 0 and 1, both excluded, got " + fraction;
            refused(message, () -> data.split(1, fraction, 1 - fraction));
            refused(message, () -> data.stratifiedSplit(1, fraction, 1 - fraction));
        }
        refused("shares [0.1, 0.9] of 3 samples leave a part empty", () -> data.split(1, 0.1, 0.9));
        refused("shares [0.9, 0.1] of 3 samples leave a part empty", () -> data.stratifiedSplit(1, 0.9, 0.1));
        refused("shares [0.5, 0.5] of 0 samples leave a part empty", () -> data.take(0)
                .split(1, 0.5, 0.5));
    }

    @Test
    void stratifiedSplitNeedsClassIndices() {
        FloatArray input = FloatArray.zeros(Shape.of(4, 1));
        FloatArray classes = FloatArray.zeros(Shape.of(4));
        refused(
                "stratifiedSplit needs one target of class indices of shape (N), got 1 of shapes [[2]]",
                () -> Dataset.of(List.of(input), FloatArray.zeros(Shape.of(4, 2)))
                        .stratifiedSplit(1, 0.5, 0.5));
        refused(
                "stratifiedSplit needs one target of class indices of shape (N), got 0 of shapes []",
                () -> new MemoryDataset(List.of(input), List.of()).stratifiedSplit(1, 0.5, 0.5));
        refused(
                "stratifiedSplit needs one target of class indices of shape (N), got 2 of shapes [[], []]",
                () -> new MemoryDataset(List.of(input), List.of(classes, classes)).stratifiedSplit(1, 0.5, 0.5));
        for (float wrong : new float[] {0.5f, -1, Float.NaN, 1e9f}) {
            refused("a class index must be a whole number from 0, got " + wrong + " in sample 3", () -> Dataset.of(
                            List.of(input), FloatArray.of(new float[] {0, 1, 1, wrong}, 4))
                    .stratifiedSplit(1, 0.5, 0.5));
        }
    }
}
