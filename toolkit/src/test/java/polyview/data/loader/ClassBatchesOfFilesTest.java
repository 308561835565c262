package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.ClassBatches;
import polyview.data.Epoch;
import polyview.data.Order;

/** Batches of classes from samples that are read on several threads, some of which cannot be read. */
@Tag("data")
class ClassBatchesOfFilesTest {

    /** Sample i is of class i mod 4; every seventh cannot be read. */
    private record Numbers(int size) implements SampleSource {

        @Override
        public List<Shape> inputShapes() {
            return List.of(Shape.of(1));
        }

        @Override
        public List<Shape> targetShapes() {
            return List.of(Shape.scalar());
        }

        @Override
        public int label(int index) {
            return index % 4;
        }

        @Override
        public void read(int index, Sample into) throws IOException {
            if (index % 7 == 0) {
                throw new IOException("a seventh");
            }
            into.input(0)[0] = index;
            into.target(0)[0] = label(index);
        }
    }

    private static List<float[]> read(ClassBatches data, int epochNumber) {
        List<float[]> all = new ArrayList<>();
        try (Epoch epoch = data.epoch(data.batchSize(), Order.shuffled(7, epochNumber))) {
            while (epoch.hasNext()) {
                Batch batch = epoch.next();
                float[] numbers = batch.inputs().get(0).values();
                int[] samples = epoch.samples().orElseThrow();
                for (int i = 0; i < samples.length; i++) {
                    assertEquals(samples[i], numbers[i]);
                    assertEquals(samples[i] % 4, batch.targets().get(0).get(i));
                    assertTrue(samples[i] % 7 != 0);
                }
                for (int from = 0; from < samples.length; from += 3) {
                    int first = from;
                    assertTrue(IntStream.range(from, from + 3).allMatch(i -> samples[i] % 4 == samples[first] % 4));
                }
                assertEquals(9, IntStream.of(samples).distinct().count());
                assertEquals(3, IntStream.of(samples).map(s -> s % 4).distinct().count());
                all.add(numbers);
            }
        }
        assertEquals(data.batchesPerEpoch(), all.size());
        return all;
    }

    @Test
    void batchesAreWholeOnAnyNumberOfThreads() {
        SampleLoader samples = new SampleLoader(new Numbers(60));
        for (int epoch = 0; epoch < 5; epoch++) {
            float[][] one = read(samples.threads(1).classBatches(3, 3), epoch).toArray(float[][]::new);
            float[][] four = read(samples.threads(4).prefetch(0).classBatches(3, 3), epoch)
                    .toArray(float[][]::new);
            // The loader drops its last rows where some were bad before them: others of their classes come in their
            // place.
            read(samples.dropRemainder().classBatches(3, 3), epoch);
            assertTrue(Arrays.deepEquals(one, four));
        }
        assertArrayEquals(
                IntStream.range(0, 60).map(i -> i % 4).toArray(),
                samples.sampleClasses().orElseThrow());
    }
}
