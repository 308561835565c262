package polyview.data.loader;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * The samples of a data set and how one is read: from files, a database, a simulator. A {@link SampleLoader} makes it a data set.
 *
 * <p>The loader adds threads, order, prefetch, cache, report, random changes and batches. Several threads call a source at the
 * same time. A sample must depend only on its index: then batches have the same bits on any number of threads.
 *
 * <p>Example, points on a circle and their radius:
 *
 * <pre>{@code
 * class Circles implements SampleSource {
 *     public int size() { return 1000; }
 *     public List<Shape> inputShapes() { return List.of(Shape.of(2)); }
 *     public List<Shape> targetShapes() { return List.of(Shape.scalar()); }
 *     public void read(int index, Sample into) {
 *         SplittableRandom random = Seeds.stream(7, index);
 *         double angle = random.nextDouble(2 * Math.PI);
 *         double radius = random.nextDouble(1, 2);
 *         into.input(0)[0] = (float) (radius * Math.cos(angle));
 *         into.input(0)[1] = (float) (radius * Math.sin(angle));
 *         into.target(0)[0] = (float) radius;
 *     }
 * }
 * model.fit(new SampleLoader(new Circles()).threads(2), Fit.epochs(10));
 * }</pre>
 *
 * <p>A source that is {@link java.io.Serializable} travels to other processes with the runs of an experiment.
 */
public interface SampleSource {

    /** The number of samples, bad ones included. */
    int size();

    /** The shape of each input of a sample, fully known; {@code (H, W, C)} for images. */
    List<Shape> inputShapes();

    /** The shape of each target of a sample, fully known; scalar for the index of a class. */
    List<Shape> targetShapes();

    /**
     * Reads one sample into its arrays, which hold zeros.
     *
     * <p>If one input cannot be read, call {@link Sample#bad} and go on with the others, so that the report names everything that
     * is bad. An {@link IOException} means that the whole sample is bad. Other exceptions end the epoch.
     *
     * @param index the number of the sample, from 0
     * @throws IOException where the sample is bad; the message is the reason, as the report shows it
     */
    void read(int index, Sample into) throws IOException;

    /** The names of the inputs; {@code input 0}, {@code input 1}, ... by default. */
    default List<String> inputNames() {
        return IntStream.range(0, inputShapes().size())
                .mapToObj(i -> "input " + i)
                .toList();
    }

    /** The names of the classes of the only target, by index; empty by default. */
    default List<String> classNames() {
        return List.of();
    }

    /**
     * The class of a sample, found without reading it, for stratified splits.
     *
     * <p>Refused by default: {@code this source does not tell the class of a sample before it is read}.
     */
    default int label(int index) {
        throw new UnknownLabelException();
    }

    /** The number of a sample in the report; two samples with the same number are one sample, read twice. */
    default int row(int index) {
        return index;
    }

    /** What the report calls an input that cannot be read, such as its path; {@code sample 7} by default. */
    default String text(int index, int input) {
        return "sample " + index;
    }

    /** Where a sample comes from, such as {@code pairs.csv, line 8}; empty by default. */
    default String where(int index) {
        return "";
    }

    /**
     * Called at the start of each epoch, for a source that holds something while it is read, such as a connection or native memory.
     */
    default Opened open() {
        return this::read;
    }

    /** An opened source. Several threads use it, and it is closed at the end of the epoch. */
    @FunctionalInterface
    interface Opened extends AutoCloseable {

        /** As {@link SampleSource#read}. */
        void read(int index, Sample into) throws IOException;

        /** Frees what it holds; nothing by default. */
        @Override
        default void close() {}
    }
}
