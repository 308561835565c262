package polyview.data;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
    private final Origin origin;
    private Optional<DataFingerprint> fingerprint = Optional.empty();

    /** Takes the arrays as they are, without a copy; samples on the first axis of each. */
    public MemoryDataset(List<FloatArray> inputs, List<FloatArray> targets) {
        this(new Batch(inputs, targets), Optional.empty());
    }

    private MemoryDataset(Batch all, Optional<Origin> origin) {
        this.all = all;
        this.origin = origin.orElseGet(() -> Origin.whole(all.size(), Optional.empty()));
    }

    /**
     * Which samples of which data these are, for joining parts.
     *
     * @param whole stands for the data set that parts were taken from
     * @param size the number of samples in it
     * @param rows the numbers of these samples in it
     * @param made how it is made, where it is by a specification
     */
    private record Origin(Object whole, int size, int[] rows, Optional<DataRecipe> made) {

        static Origin whole(int size, Optional<DataRecipe> made) {
            return new Origin(new Object(), size, IntStream.range(0, size).toArray(), made);
        }

        Origin of(int... indices) {
            return rows(IntStream.of(indices).map(i -> rows[i]).toArray());
        }

        Origin rows(int... others) {
            return new Origin(whole, size, others, made);
        }

        DataRecipe recipe(DataRecipe specification, DataFingerprint values) {
            boolean all = Arrays.equals(rows, IntStream.range(0, size).toArray());
            return new MadeRows(specification, all, all ? new int[0] : rows, values);
        }
    }

    /**
     * The same data, without a copy, which travels to other processes by this recipe of it instead of by its arrays: a few numbers, from
     * which it is made there again. Parts and rescaled copies travel by the recipe too. There the values are checked.
     *
     * @param recipe makes the same values in a {@link MemoryDataset}, in whatever process
     */
    public MemoryDataset madeBy(DataRecipe recipe) {
        return new MemoryDataset(all, Optional.of(Origin.whole(size(), Optional.of(recipe))));
    }

    /** The recipe that it is {@link #madeBy} with a check of the values, or else the arrays themselves. */
    @Override
    public Optional<DataRecipe> recipe() {
        return Optional.of(origin.made()
                .map(made -> origin.recipe(made, valuesNow()))
                .orElseGet(() -> new ArraysRecipe(all.inputs(), all.targets())));
    }

    /** Of the values as they are at this moment: arrays can be changed. */
    DataFingerprint valuesNow() {
        return DataFingerprint.ofValues(
                size(),
                Stream.concat(all.inputs().stream(), all.targets().stream()).toList());
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
            fingerprint = Optional.of(valuesNow());
        }
        return fingerprint.get();
    }

    /** By the values of their inputs, see {@link SampleKeys#ofValues}; looked at anew each time. */
    @Override
    public Optional<SampleKeys> sampleKeys() {
        return Optional.of(SampleKeys.ofValues(all.inputs()));
    }

    /** Its only target, where that holds class indices. */
    @Override
    public Optional<int[]> sampleClasses() {
        return classIndices();
    }

    /** All samples as one batch, without a copy. */
    public Batch all() {
        return all;
    }

    /** Some samples, in the order given, copied. */
    public MemoryDataset subset(int... indices) {
        return new MemoryDataset(pick(indices), Optional.of(origin.of(indices)));
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
        List<FloatArray> inputs =
                all.inputs().stream().map(a -> rescaled(a, scale, offset)).toList();
        return new MemoryDataset(new Batch(inputs, all.targets()), Optional.empty())
                .madeAs(this, first -> new RescaledRecipe(first, scale, offset));
    }

    /** What is made of data that is made by a specification is made by one too; other data travels as arrays. */
    private MemoryDataset madeAs(MemoryDataset first, UnaryOperator<DataRecipe> recipe) {
        return first.origin.made().isEmpty()
                ? this
                : madeBy(recipe.apply(first.recipe().orElseThrow()));
    }

    /** A {@link Dataset#weighted} in memory; split it before, since a split by class takes one target only. */
    @Override
    public MemoryDataset weighted(double... weights) {
        FloatArray checked = new WeightedSamples(this, WeightedSamples.checked(weights)).weights();
        return new MemoryDataset(
                        all.inputs(),
                        Stream.concat(all.targets().stream(), Stream.of(checked))
                                .toList())
                .madeAs(this, first -> new WeightedRecipe(first, checked));
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

    /** Splits into parts or folds, copied; it knows the classes where the one target holds class indices. */
    public Splitter<MemoryDataset> splitter() {
        return new Splitter<>(new SplitSource<>() {
            @Override
            public int size() {
                return all.size();
            }

            @Override
            public MemoryDataset part(int... rows) {
                return subset(rows);
            }

            @Override
            public int[] identities() {
                return origin.rows();
            }

            @Override
            public Optional<int[]> classes() {
                return classIndices();
            }
        });
    }

    /**
     * These samples, then those of another part of the same data that are not among them, copied.
     *
     * <p>Refused: {@code parts of one data set can be joined, got those of two}, also after a change of the values.
     */
    public MemoryDataset plus(MemoryDataset other) {
        requireSameData(other);
        Set<Integer> there = IntStream.of(origin.rows()).boxed().collect(Collectors.toSet());
        int[] more = IntStream.range(0, other.size())
                .filter(i -> !there.contains(other.origin.rows()[i]))
                .toArray();
        Batch rest = other.pick(more);
        Batch both = new Batch(joined(all.inputs(), rest.inputs()), joined(all.targets(), rest.targets()));
        int[] rows = Splits.union(origin.rows(), other.origin.rows());
        return new MemoryDataset(both, Optional.of(origin.rows(rows)));
    }

    /** The samples that are not in another part of the same data, copied; refused as {@link #plus}. */
    public MemoryDataset without(MemoryDataset other) {
        requireSameData(other);
        Set<Integer> there = IntStream.of(other.origin.rows()).boxed().collect(Collectors.toSet());
        return subset(IntStream.range(0, size())
                .filter(i -> !there.contains(origin.rows()[i]))
                .toArray());
    }

    private void requireSameData(MemoryDataset other) {
        if (origin.whole() != other.origin.whole()) {
            throw new IllegalArgumentException("parts of one data set can be joined, got those of two");
        }
    }

    private static List<FloatArray> joined(List<FloatArray> first, List<FloatArray> second) {
        return IntStream.range(0, first.size())
                .mapToObj(i -> FloatArray.concat(List.of(first.get(i), second.get(i))))
                .toList();
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

    /** Empty where there are several targets, or one that holds other numbers. */
    private Optional<int[]> classIndices() {
        List<FloatArray> targets = all.targets();
        boolean one = targets.size() == 1 && targets.get(0).shape().numDimensions() == 1;
        for (int i = 0; one && i < size(); i++) {
            one = isClass(targets.get(0).values()[i]);
        }
        return one ? Optional.of(classes()) : Optional.empty();
    }

    /** 2^24: from there on, floats no longer hold every whole number. */
    private static boolean isClass(float value) {
        return value >= 0 && value < 1 << 24 && value == (int) value;
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
            if (!isClass(values[i])) {
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
