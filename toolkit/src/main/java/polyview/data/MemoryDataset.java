package polyview.data;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;

/**
 * A data set in memory.
 *
 * <p>It may be empty; training then refuses it.
 *
 * <p>Refused: arrays with different numbers of samples, as {@link Batch} refuses them.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var parts = data.stratifiedSplit(7, 0.8, 0.2);
 * MemoryDataset train = parts.get(0);
 * MemoryDataset valid = parts.get(1);
 * }</pre>
 */
public final class MemoryDataset implements Dataset {

    private final Batch all;
    private Optional<DataFingerprint> fingerprint = Optional.empty();

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

    /** Of the values of all samples, looked at once. */
    @Override
    public synchronized DataFingerprint fingerprint() {
        if (fingerprint.isEmpty()) {
            List<FloatArray> arrays =
                    Stream.concat(all.inputs().stream(), all.targets().stream()).toList();
            fingerprint = Optional.of(DataFingerprint.ofValues(size(), arrays));
        }
        return fingerprint.get();
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
        Checks.requireNotNegative("count", count);
        return subset(IntStream.range(0, Math.min(count, size())).toArray());
    }

    /**
     * The same samples with {@code scale * x + offset} for each value x of the inputs, copied; targets stay as they are.
     *
     * <p>Images in 0..1 train much faster when they are centred: {@code rescaled(2, -1)} puts them into -1..1.
     * Refused: {@code scale must be finite, got NaN}, offset too.
     */
    public MemoryDataset rescaled(float scale, float offset) {
        Checks.requireFinite("scale", scale);
        Checks.requireFinite("offset", offset);
        return new MemoryDataset(
                all.inputs().stream().map(a -> rescaled(a, scale, offset)).toList(), all.targets());
    }

    /** A {@link Dataset#weighted} in memory; split it before, since a split by class takes one target only. */
    @Override
    public MemoryDataset weighted(double... weights) {
        FloatArray checked = new WeightedSamples(this, WeightedSamples.checked(weights)).weights();
        return new MemoryDataset(
                all.inputs(),
                Stream.concat(all.targets().stream(), Stream.of(checked)).toList());
    }

    /**
     * Splits all samples at random into parts without a sample in common, copied: each part gets its share, rounded down or up.
     *
     * <p>Refused: {@code a share must lie between 0 and 1, both excluded, got 1.0}, {@code shares must sum to 1, got [0.7,
     * 0.2], which sum to 0.9}, {@code shares [0.8, 0.1, 0.1] of 3 samples leave a part empty}.
     *
     * <p>Example: of 20 samples, {@code split(7, 0.7, 0.15, 0.15)} gives parts of 14, 3 and 3.
     */
    public List<MemoryDataset> split(long seed, double... shares) {
        return parts(Splits.atRandom(size(), seed, shares));
    }

    /**
     * Splits as {@link #split}, with the classes in the same proportions in all parts: of a class with n samples, a part of share s
     * gets {@code n s}, rounded down or up, and of all such splits one with the smallest sum of deviations is taken.
     *
     * <p>A class with one sample is in one part only.
     *
     * <p>Refused: what {@link #split} refuses, and data without class indices ({@code stratifiedSplit needs one target
     * of class indices of shape (N), got 1 of shapes [[2]]}, {@code a class index must be a whole number from 0, got 0.5
     * in sample 3}).
     *
     * <p>Example: of 6 samples of class 0 and 4 of class 1, {@code stratifiedSplit(7, 0.5, 0.5)} gives parts of 3 and 2 each.
     */
    public List<MemoryDataset> stratifiedSplit(long seed, double... shares) {
        return parts(Splits.byClass(classes(), seed, shares));
    }

    private List<MemoryDataset> parts(int[][] parts) {
        return Stream.of(parts).map(this::subset).toList();
    }

    @Override
    public Epoch epoch(int batchSize, Order order) {
        Checks.requirePositive("batchSize", batchSize);
        int[] visit = order.permutation(size());
        return new Epoch() {
            private int done;
            private int[] last = {};

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
                last = Arrays.copyOfRange(visit, done, end);
                done = end;
                return pick(last);
            }

            @Override
            public int skip(long batches) {
                int before = done;
                done = (int) Math.min(visit.length, done + batches * batchSize);
                return done - before;
            }

            @Override
            public Optional<int[]> samples() {
                return Optional.of(last.clone());
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

    private int[] classes() {
        List<FloatArray> targets = all.targets();
        if (targets.size() != 1 || targets.get(0).shape().numDimensions() != 1) {
            throw new IllegalArgumentException("stratifiedSplit needs one target of class indices of shape (N), got "
                    + targets.size() + " of shapes " + targetShapes());
        }
        float[] values = targets.get(0).values();
        int[] classes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            // 2^24: from there on, floats no longer hold every whole number.
            if (!(values[i] >= 0 && values[i] < 1 << 24) || values[i] != (int) values[i]) {
                throw new IllegalArgumentException(
                        "a class index must be a whole number from 0, got " + values[i] + " in sample " + i);
            }
            classes[i] = (int) values[i];
        }
        return classes;
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
