package polyview.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Samples with any number of inputs and targets, read batch by batch.
 *
 * <p>Example, four pairs of 2x2 gray images in two classes:
 *
 * <pre>{@code
 * var left = FloatArray.zeros(Shape.of(4, 2, 2, 1));
 * var right = FloatArray.zeros(Shape.of(4, 2, 2, 1));
 * Dataset data = Dataset.of(List.of(left, right), FloatArray.of(new float[] {0, 1, 0, 1}, 4));
 * data.size()          // 4
 * data.inputShapes()   // [[2, 2, 1], [2, 2, 1]]
 * }</pre>
 */
public interface Dataset {

    /** The number of samples. */
    int size();

    /** The shape of one sample of each input, without the batch dimension. */
    List<Shape> inputShapes();

    /** The shape of one sample of each target, without the batch dimension; scalar for class indices. */
    List<Shape> targetShapes();

    /**
     * The names of the inputs; by default {@code input 0}, {@code input 1}, ..., which count as no names.
     *
     * <p>A model with several inputs matches them by name where the data has names, and by position where it has none.
     */
    default List<String> inputNames() {
        return unnamed(inputShapes().size());
    }

    /** The names of inputs without names: {@code input 0}, {@code input 1}, ... */
    static List<String> unnamed(int inputs) {
        return IntStream.range(0, inputs).mapToObj(i -> "input " + i).toList();
    }

    /**
     * The names of the targets; by default {@code target 0}, {@code target 1}, ..., which count as no names.
     *
     * <p>A model with several outputs matches them by name where its outputs have the names of the targets, and by position where
     * they have none of them.
     */
    default List<String> targetNames() {
        return unnamedTargets(targetShapes().size());
    }

    /** The names of targets without names: {@code target 0}, {@code target 1}, ... */
    static List<String> unnamedTargets(int targets) {
        return IntStream.range(0, targets).mapToObj(i -> "target " + i).toList();
    }

    /** Whether the last target holds weights of samples, for losses with {@link polyview.losses.Loss#sampleWeights()}; no by default. */
    default boolean hasSampleWeights() {
        return false;
    }

    /** The names of the classes of each target, by index, empty for one that has none; by default those of {@link #classNames}. */
    default List<List<String>> targetClasses() {
        int targets = targetShapes().size();
        boolean only = targets - (hasSampleWeights() ? 1 : 0) == 1;
        return IntStream.range(0, targets)
                .mapToObj(i -> only && i == 0 ? classNames() : List.<String>of())
                .toList();
    }

    /**
     * The same data with other names for its inputs, in their order, where a model has other names.
     *
     * <p>Example: {@code files.named("before", "after")} of columns left and right. Refused: {@code names must be 2 different ones,
     * one for each input, got [left]}.
     */
    default Dataset named(String... inputs) {
        return new NamedInputs(this, List.of(inputs));
    }

    /**
     * The same data with a weight for each sample, in the order in which they are stored, as one more target; for a loss with {@link
     * polyview.losses.Loss#sampleWeights()}. Files that cannot be read take their weights with them. Split data before, and give plots of
     * samples the data without weights: they want one target.
     *
     * <p>Refused: {@code weights must hold one for each of the 10 samples, got 9}; {@code sample weight must be a finite float of at
     * least 0, got -1.0 for sample 3}.
     */
    default Dataset weighted(double... weights) {
        return new WeightedSamples(this, WeightedSamples.checked(weights));
    }

    /** The names of the classes of the only target, weights of samples aside, by index; empty by default. */
    default List<String> classNames() {
        return List.of();
    }

    /** By what it can be recognized, as the provenance of a history tells it; by default the number of samples alone. */
    default DataFingerprint fingerprint() {
        return DataFingerprint.unknown(size());
    }

    /**
     * How it is made in another process; empty, as by default, where it cannot travel: a runner that executes elsewhere then refuses it.
     *
     * <p>{@link DataRecipe} shows how a data set of your own gives one.
     */
    default Optional<DataRecipe> recipe() {
        return Optional.empty();
    }

    /**
     * What tells its samples from one another, so that one that is in the training data and in the test data is found; empty, as by default,
     * where it is not known.
     */
    default Optional<SampleKeys> sampleKeys() {
        return Optional.empty();
    }

    /**
     * The number of the class of each sample, from 0, found without reading it; empty, as by default, where it is not known.
     *
     * <p>Data in memory gives its only target where that holds class indices, a generator the only label of its manifest.
     */
    default Optional<int[]> sampleClasses() {
        return Optional.empty();
    }

    /**
     * The same data in training batches of so many different classes, and so many samples of each, see {@link ClassBatches}; for losses
     * that compare the samples of a batch.
     *
     * <p>Refused: what {@link ClassBatches} refuses; {@code this data does not tell the classes of its samples: ClassBatches.of takes them}.
     *
     * <p>Example: {@code model.fit(train.classBatches(8, 4), Fit.epochs(20).batchSize(32))}.
     */
    default ClassBatches classBatches(int classes, int samples) {
        return classBatches(classes, samples, SmallClasses.REFUSE);
    }

    /** The same where some classes have fewer samples than a batch takes of each. */
    default ClassBatches classBatches(int classes, int samples, SmallClasses small) {
        int[] labels = sampleClasses()
                .orElseThrow(() -> new IllegalArgumentException(
                        "this data does not tell the classes of its samples: ClassBatches.of takes them"));
        return ClassBatches.of(this, labels, classes, samples, small);
    }

    /**
     * Starts one pass; the last batch may be smaller.
     *
     * <p>Refused: {@code batchSize must be positive, got 0}.
     *
     * @param batchSize samples in a batch
     * @param order the order of the visit
     */
    Epoch epoch(int batchSize, Order order);

    /** A data set in memory; see {@link MemoryDataset}. */
    static MemoryDataset of(List<FloatArray> inputs, FloatArray target) {
        return new MemoryDataset(inputs, List.of(target));
    }
}
