package polyview.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** Batches of P classes with K samples each. */
@Tag("data")
class ClassBatchesTest {

    /** So many samples of each class, class behind class; the input is the number of the sample. */
    private static MemoryDataset of(int... counts) {
        int[] labels = IntStream.range(0, counts.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(counts[c]))
                .toArray();
        float[] numbers = new float[labels.length];
        float[] classes = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            numbers[i] = i;
            classes[i] = labels[i];
        }
        return Dataset.of(List.of(FloatArray.of(numbers, labels.length, 1)), FloatArray.of(classes, labels.length));
    }

    /** The samples of each batch; the epoch's own numbers, its inputs and its targets must say the same. */
    private static List<int[]> samples(ClassBatches data, Order order) {
        List<int[]> all = new ArrayList<>();
        int[] labels = data.sampleClasses().orElseThrow();
        try (Epoch epoch = data.epoch(data.batchSize(), order)) {
            while (epoch.hasNext()) {
                Batch batch = epoch.next();
                int[] samples = epoch.samples().orElseThrow();
                for (int i = 0; i < samples.length; i++) {
                    assertEquals(samples[i], batch.inputs().get(0).get(i, 0));
                    assertEquals(labels[samples[i]], batch.targets().get(0).get(i));
                }
                all.add(samples);
            }
        }
        return all;
    }

    /** Each batch has groups of K samples, all of one class, of P different classes. */
    private static void requireBalanced(ClassBatches data, int classes, int each, List<int[]> batches) {
        int[] labels = data.sampleClasses().orElseThrow();
        for (int[] batch : batches) {
            assertEquals(classes * each, batch.length);
            Set<Integer> seen = new HashSet<>();
            for (int from = 0; from < batch.length; from += each) {
                int label = labels[batch[from]];
                assertTrue(seen.add(label), "class " + label + " comes twice");
                for (int i = from; i < from + each; i++) {
                    assertEquals(label, labels[batch[i]]);
                }
            }
        }
    }

    private static long different(List<int[]> batches) {
        return batches.stream().flatMapToInt(IntStream::of).distinct().count();
    }

    @ParameterizedTest
    @CsvSource({
        // classes, samples, batches, sizes; the batches by hand: the largest B with sum min(n / K, B) >= P B
        "3, 4, 4, 10 10 10 10 10 10",
        "2, 2, 3, 4 4 4",
        "3, 1, 2, 100 2 2",
        "2, 5, 1, 1000 5",
        "2, 3, 4, 30 7 8",
        "2, 1, 6, 6 1 2 3",
        "4, 3, 1, 3 3 3 3",
    })
    void eachBatchHasClassesAndSamplesAndNoSampleComesTwice(int classes, int each, int batches, String sizes) {
        ClassBatches data = of(Arrays.stream(sizes.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .classBatches(classes, each);
        assertEquals(batches, data.batchesPerEpoch());
        assertEquals(classes * each, data.batchSize());
        for (int epoch = 0; epoch < 20; epoch++) {
            List<int[]> all = samples(data, Order.shuffled(7, epoch));
            assertEquals(batches, all.size());
            requireBalanced(data, classes, each, all);
            assertEquals((long) batches * classes * each, different(all));
        }
    }

    @Test
    void seedAndEpochDecide() {
        ClassBatches data = of(9, 8, 7, 6).classBatches(2, 3);
        int[][] first = samples(data, Order.shuffled(7, 0)).toArray(int[][]::new);
        assertArrayEquals(first, samples(data, Order.shuffled(7, 0)).toArray(int[][]::new));
        assertFalse(Arrays.deepEquals(first, samples(data, Order.shuffled(7, 1)).toArray(int[][]::new)));
        assertFalse(Arrays.deepEquals(first, samples(data, Order.shuffled(8, 0)).toArray(int[][]::new)));
    }

    @Test
    void whatWaitsInOneEpochComesInOthers() {
        ClassBatches data = of(7, 5, 50).classBatches(2, 4);
        Set<Integer> seen = new HashSet<>();
        for (int epoch = 0; epoch < 200; epoch++) {
            samples(data, Order.shuffled(1, epoch))
                    .forEach(batch -> IntStream.of(batch).forEach(seen::add));
        }
        assertEquals(62, seen.size());
    }

    /** Of 20 equal classes any two should meet in a batch: 200 batches of 4 have 1200 meetings for 190 pairs. */
    @Test
    void classesMeetAllOthers() {
        ClassBatches data = of(IntStream.generate(() -> 2).limit(20).toArray()).classBatches(4, 2);
        int[][] met = new int[20][20];
        for (int epoch = 0; epoch < 40; epoch++) {
            for (int[] batch : samples(data, Order.shuffled(3, epoch))) {
                for (int i = 0; i < batch.length; i += 2) {
                    for (int j = 0; j < batch.length; j += 2) {
                        met[batch[i] / 2][batch[j] / 2]++;
                    }
                }
            }
        }
        for (int a = 0; a < 20; a++) {
            for (int b = 0; b < 20; b++) {
                assertTrue(met[a][b] > 0, a + " never meets " + b);
            }
        }
    }

    @Test
    void aNumberOfBatchesDrawsAllClassesAlike() {
        ClassBatches data = of(100, 4, 4, 4, 4).classBatches(2, 4).batches(1000);
        List<int[]> all = samples(data, Order.shuffled(7, 0));
        assertEquals(1000, all.size());
        requireBalanced(data, 2, 4, all);
        long large = all.stream()
                .filter(batch -> IntStream.of(batch).anyMatch(i -> i < 100))
                .count();
        // 2 of 5 classes: 400 of 1000, with a standard deviation of 15.5.
        assertEquals(400, large, 5 * 15.5);
        assertEquals(116, different(all));
    }

    @Test
    void smallClasses() {
        refused(
                "class 1 has 2 samples, fewer than the 3 of a batch: SmallClasses.REPEAT takes them several times,"
                        + " LEAVE_OUT leaves the class out",
                () -> of(6, 2, 3).classBatches(2, 3));
        ClassBatches without = of(6, 2, 3, 1).classBatches(2, 3, SmallClasses.LEAVE_OUT);
        List<int[]> all = samples(without, Order.shuffled(7, 0));
        requireBalanced(without, 2, 3, all);
        assertTrue(all.stream().flatMapToInt(IntStream::of).noneMatch(i -> i == 6 || i == 7 || i == 11));
        ClassBatches repeated = of(3, 2).classBatches(2, 5, SmallClasses.REPEAT);
        List<int[]> one = samples(repeated, Order.shuffled(7, 0));
        assertEquals(1, one.size());
        requireBalanced(repeated, 2, 5, one);
        var times = IntStream.of(one.get(0)).boxed().collect(Collectors.groupingBy(i -> i, Collectors.counting()));
        assertEquals(5, times.size());
        times.forEach((sample, count) -> {
            long least = sample < 3 ? 1 : 2;
            assertTrue(count == least || count == least + 1, sample + " comes " + count + " times");
        });
    }

    @Test
    void evaluationSeesEverySample() {
        ClassBatches data = of(6, 2, 3).classBatches(2, 3, SmallClasses.LEAVE_OUT);
        List<Integer> seen = new ArrayList<>();
        try (Epoch epoch = data.epoch(4, Order.asStored())) {
            while (epoch.hasNext()) {
                epoch.next();
                IntStream.of(epoch.samples().orElseThrow()).forEach(seen::add);
            }
        }
        assertEquals(IntStream.range(0, 11).boxed().toList(), seen);
    }

    @Test
    void refuses() {
        MemoryDataset data = of(4, 4, 4);
        refused("classes must be at least 2, got 1", () -> data.classBatches(1, 2));
        refused("samples must be positive, got 0", () -> data.classBatches(2, 0));
        refused(
                "batches of 4 classes need 4 classes of at least 2 samples, the data has 3",
                () -> data.classBatches(4, 2));
        refused("batches must be positive, got 0", () -> data.classBatches(2, 2).batches(0));
        refused(
                "labels must be one for each of the 12 samples, got 2",
                () -> ClassBatches.of(data, new int[2], 2, 2, SmallClasses.REFUSE));
        refused(
                "label must not be negative, got -1 in sample 11",
                () -> ClassBatches.of(
                        data,
                        IntStream.range(0, 12).map(i -> i == 11 ? -1 : i % 2).toArray(),
                        2,
                        2,
                        SmallClasses.REFUSE));
        MemoryDataset numbers =
                Dataset.of(List.of(FloatArray.zeros(Shape.of(2, 1))), FloatArray.of(new float[] {0.5f, 1}, 2));
        refused(
                "this data does not tell the classes of its samples: ClassBatches.of takes them",
                () -> numbers.classBatches(2, 1));
        ClassBatches batches = data.classBatches(2, 3);
        refused(
                "batches of 2 classes x 3 samples need batchSize(6), got 32",
                () -> batches.epoch(32, Order.shuffled(7, 0)));
        refused(
                "batches of classes are drawn anew in each epoch: leave shuffle on",
                () -> batches.epoch(6, Order.asStored(7, 0)));
        refused(
                "batches of classes are made by one machine: train without a cluster, or without classBatches",
                () -> batches.epoch(6, Order.part(Order.shuffled(7, 0), 0, 2)));
        assertEquals("1 batch of 2 classes x 3 samples an epoch, from 12 samples", batches.toString());
    }

    @Test
    void theFingerprintTellsTheBatches() {
        MemoryDataset data = of(4, 4, 4);
        String first = data.classBatches(2, 2).fingerprint().sha256();
        assertEquals(first, data.classBatches(2, 2).fingerprint().sha256());
        assertNotEquals(first, data.fingerprint().sha256());
        assertNotEquals(first, data.classBatches(3, 2).fingerprint().sha256());
        assertNotEquals(first, data.classBatches(2, 2).batches(3).fingerprint().sha256());
    }

    @Test
    void theRecipeMakesTheSameBatches() {
        ClassBatches data = of(4, 5, 6).classBatches(2, 2);
        Dataset made = data.recipe().orElseThrow().make();
        assertArrayEquals(
                samples(data, Order.shuffled(7, 2)).toArray(int[][]::new),
                samples((ClassBatches) made, Order.shuffled(7, 2)).toArray(int[][]::new));
        assertEquals(data.fingerprint(), made.fingerprint());
    }

    @Test
    void weightsGoAlong() {
        MemoryDataset data = of(3, 3);
        Dataset weighted = data.classBatches(2, 2).weighted(0, 1, 2, 3, 4, 5);
        try (Epoch epoch = weighted.epoch(4, Order.shuffled(7, 0))) {
            Batch batch = epoch.next();
            assertArrayEquals(
                    batch.inputs().get(0).values(), batch.targets().get(1).values());
        }
    }

    /** A sample that cannot be read is replaced by another one of its class; the other samples stay where they are. */
    @Test
    void whatCannotBeReadIsReplacedWithinItsClass() {
        MemoryDataset all = of(9, 9, 9);
        Set<Integer> bad = Set.of(0, 3, 12, 26);
        ClassBatches whole = all.classBatches(3, 3);
        ClassBatches data = new Holey(all, i -> !bad.contains(i)).classBatches(3, 3);
        for (int epoch = 0; epoch < 10; epoch++) {
            List<int[]> planned = samples(whole, Order.shuffled(7, epoch));
            List<int[]> got = samples(data, Order.shuffled(7, epoch));
            requireBalanced(data, 3, 3, got);
            assertEquals(planned.size(), got.size());
            for (int b = 0; b < got.size(); b++) {
                assertEquals(9, IntStream.of(got.get(b)).distinct().count());
                for (int i = 0; i < 9; i++) {
                    if (bad.contains(planned.get(b)[i])) {
                        assertFalse(bad.contains(got.get(b)[i]));
                    } else {
                        assertEquals(planned.get(b)[i], got.get(b)[i]);
                    }
                }
            }
            assertArrayEquals(
                    got.toArray(int[][]::new),
                    samples(data, Order.shuffled(7, epoch)).toArray(int[][]::new));
        }
    }

    @Test
    void aClassWithoutAnotherSampleEndsTheEpoch() {
        Dataset data = new Holey(of(3, 3), i -> i != 4);
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> samples(data.classBatches(2, 3), Order.shuffled(7, 0)));
        assertEquals(
                "class 1 has no other sample that can be read, and a batch needs 3: take the bad samples out of the data",
                e.getMessage());
        ClassBatches repeated = data.classBatches(2, 3, SmallClasses.REPEAT);
        List<int[]> one = samples(repeated, Order.shuffled(7, 0));
        requireBalanced(repeated, 2, 3, one);
        assertTrue(IntStream.of(one.get(0)).noneMatch(i -> i == 4));
    }

    /** Data of which some samples cannot be read, in batches that are filled with the next ones. */
    private record Holey(MemoryDataset data, IntPredicate good) implements ForwardingDataset {

        @Override
        public Epoch epoch(int batchSize, Order order) {
            int[] visit = IntStream.of(order.permutation(size())).filter(good).toArray();
            return new Epoch() {
                private int at;
                private int[] last = {};

                @Override
                public boolean hasNext() {
                    return at < visit.length;
                }

                @Override
                public Batch next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    last = Arrays.copyOfRange(visit, at, Math.min(visit.length, at + batchSize));
                    at += last.length;
                    return data.subset(last).all();
                }

                @Override
                public Optional<int[]> samples() {
                    return Optional.of(last);
                }

                @Override
                public void close() {
                    at = visit.length;
                }
            };
        }
    }

    /** Data that gives all samples and does not tell which. */
    private record Silent(MemoryDataset data) implements ForwardingDataset {
        @Override
        public Epoch epoch(int batchSize, Order order) {
            Epoch epoch = data.epoch(batchSize, order);
            return new Epoch() {
                @Override
                public boolean hasNext() {
                    return epoch.hasNext();
                }

                @Override
                public Batch next() {
                    return epoch.next();
                }

                @Override
                public void close() {
                    epoch.close();
                }
            };
        }
    }

    @Test
    void dataNeedNotTellItsSamples() {
        MemoryDataset all = of(5, 5, 5);
        assertArrayEquals(
                samples(all.classBatches(2, 2), Order.shuffled(7, 0)).toArray(int[][]::new),
                samples(new Silent(all).classBatches(2, 2), Order.shuffled(7, 0))
                        .toArray(int[][]::new));
    }
}
