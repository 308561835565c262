package polyview.data;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * A data set whose samples lie in memory.
 *
 * <p>Refused: arrays with different numbers of samples, as {@link Batch} refuses them.
 */
public final class MemoryDataset implements Dataset {

    private final Batch all;

    /** Takes the arrays as they are, without a copy; samples on the first axis of each. */
    public MemoryDataset(List<FloatArray> inputs, List<FloatArray> targets) {
        this.all = new Batch(inputs, targets);
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public List<Shape> inputShapes() {
        return sampleShapes(all.inputs());
    }

    @Override
    public List<Shape> targetShapes() {
        return sampleShapes(all.targets());
    }

    /** All samples as one batch, without a copy. */
    public Batch all() {
        return all;
    }

    /** Some samples, in the order given, copied. */
    public MemoryDataset subset(int... indices) {
        Batch batch = pick(indices);
        return new MemoryDataset(batch.inputs(), batch.targets());
    }

    /** The first samples, at most {@code count} of them, copied. */
    public MemoryDataset take(int count) {
        return subset(IntStream.range(0, Math.min(count, size())).toArray());
    }

    @Override
    public Epoch epoch(int batchSize, Order order) {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batchSize must be positive, got " + batchSize);
        }
        int[] visit = order.permutation(size());
        return new Epoch() {
            private int done;

            @Override
            public boolean hasNext() {
                return done < visit.length;
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the epoch is over");
                }
                int end = Math.min(done + batchSize, visit.length);
                Batch batch = pick(IntStream.range(done, end).map(i -> visit[i]).toArray());
                done = end;
                return batch;
            }

            @Override
            public void close() {
                done = visit.length;
            }
        };
    }

    private Batch pick(int[] indices) {
        return new Batch(
                all.inputs().stream().map(a -> a.rows(indices)).toList(),
                all.targets().stream().map(a -> a.rows(indices)).toList());
    }

    private static List<Shape> sampleShapes(List<FloatArray> arrays) {
        return arrays.stream().map(a -> a.shape().tail()).toList();
    }
}
