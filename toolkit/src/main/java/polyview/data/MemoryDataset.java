package polyview.data;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * A data set whose samples lie in memory.
 *
 * <p>No sample at all is a data set too, of size 0; training refuses it.
 *
 * <p>Refused: arrays with different numbers of samples, as {@link Batch} refuses them.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var parts = data.stratifiedSplit(0.8, 7);
 * MemoryDataset train = parts.first();
 * MemoryDataset valid = parts.rest();
 * }</pre>
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

    /**
     * The first samples, at most {@code count} of them, copied.
     *
     * <p>Refused: {@code count must not be negative, got -1}.
     */
    public MemoryDataset take(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative, got " + count);
        }
        return subset(IntStream.range(0, Math.min(count, size())).toArray());
    }

    /**
     * The same samples with {@code scale * x + offset} for each value x of the inputs, copied; targets stay as they are.
     *
     * <p>Images in 0..1 train much faster when they are centred: {@code rescaled(2, -1)} puts them into -1..1.
     */
    public MemoryDataset rescaled(float scale, float offset) {
        return new MemoryDataset(
                all.inputs().stream().map(a -> rescaled(a, scale, offset)).toList(), all.targets());
    }

    /**
     * Two parts without a sample in common, drawn at random, copied: the first holds {@code round(fraction * size())}
     * samples, the rest all others.
     *
     * <p>Refused: a fraction that is not between 0 and 1 ({@code fraction must lie between 0 and 1, both excluded, got
     * 1.0}) and a part without a sample ({@code fraction 0.1 of 3 samples leaves a part empty}).
     *
     * <p>Example: of 10 samples, {@code split(0.8, 7)} gives parts of 8 and 2.
     */
    public Parts split(double fraction, long seed) {
        return parts(Splits.atRandom(size(), fraction, seed));
    }

    /**
     * Two parts as {@link #split}, with the classes in the same proportions in both: of a class with n samples the first
     * part gets {@code fraction * n}, rounded up or down so that the first part holds {@code round(fraction * size())}
     * in all.
     *
     * <p>A class with one sample stands in one part only.
     *
     * <p>Refused: what {@link #split} refuses, and data without class indices ({@code stratifiedSplit needs one target
     * of class indices of shape (N), got 1 of shapes [[2]]}, {@code a class index must be a whole number from 0, got 0.5
     * in sample 3}).
     *
     * <p>Example: of 6 samples of class 0 and 4 of class 1, {@code stratifiedSplit(0.5, 7)} gives parts of 3 and 2 each.
     */
    public Parts stratifiedSplit(double fraction, long seed) {
        return parts(Splits.byClass(Splits.classes(this), fraction, seed));
    }

    private Parts parts(int[][] parts) {
        return new Parts(subset(parts[0]), subset(parts[1]));
    }

    /**
     * The two parts of a split.
     *
     * @param first the part whose share was asked for
     * @param rest all other samples
     */
    public record Parts(MemoryDataset first, MemoryDataset rest) {}

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

    /** The number of samples, and the shapes of one: {@code 60 samples, inputs [[28, 28, 1]], targets [[]]}. */
    @Override
    public String toString() {
        return size() + (size() == 1 ? " sample" : " samples") + ", inputs " + inputShapes() + ", targets "
                + targetShapes();
    }

    private Batch pick(int[] indices) {
        return new Batch(
                all.inputs().stream().map(a -> a.rows(indices)).toList(),
                all.targets().stream().map(a -> a.rows(indices)).toList());
    }

    private static FloatArray rescaled(FloatArray array, float scale, float offset) {
        float[] values = array.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * values[i] + offset;
        }
        return FloatArray.of(values, array.shape());
    }

    private static List<Shape> sampleShapes(List<FloatArray> arrays) {
        return arrays.stream().map(a -> a.shape().tail()).toList();
    }
}
