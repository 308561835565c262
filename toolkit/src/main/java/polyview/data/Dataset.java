package polyview.data;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Samples to learn from: any number of inputs and targets, visited batch by batch.
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
     * The names of the inputs; {@code input 0}, ... where they have none.
     *
     * <p>A model of several inputs takes the inputs of named data by their names, whatever their order; data without names, by
     * their places.
     */
    default List<String> inputNames() {
        return unnamed(inputShapes().size());
    }

    /** The names that stand for no names: {@code input 0}, {@code input 1}, ... */
    static List<String> unnamed(int inputs) {
        return IntStream.range(0, inputs).mapToObj(i -> "input " + i).toList();
    }

    /**
     * The same data, its inputs named otherwise, in their order: where a model calls them differently.
     *
     * <p>Example: {@code files.named("before", "after")} of columns left and right. Refused: {@code names must be 2 different ones,
     * one for each input, got [left]}.
     */
    default Dataset named(String... inputs) {
        return new NamedInputs(this, List.of(inputs));
    }

    /** The names of the classes of the one target, by index; empty where they have none. */
    default List<String> classNames() {
        return List.of();
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
