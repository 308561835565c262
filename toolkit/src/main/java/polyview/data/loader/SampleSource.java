package polyview.data.loader;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * What a sample is, and how one is read: from files, a database, a simulator. A {@link SampleLoader} makes a data set of it.
 *
 * <p>The loader brings threads, order, prefetch, cache, report, random changes and batches; a source knows nothing of them. Any number
 * of threads may call it at the same time. What a sample holds must depend on its index alone: then batches are the same bits on
 * any number of threads.
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
 */
public interface SampleSource {

    /** The number of samples, bad ones among them. */
    int size();

    /** The shape of each input of a sample, fully known; {@code (H, W, C)} for images. */
    List<Shape> inputShapes();

    /** The shape of each target of a sample, fully known; scalar for the index of a class. */
    List<Shape> targetShapes();

    /**
     * Reads one sample into its arrays, which hold zeros.
     *
     * <p>Where one input cannot be read, {@link Sample#bad} says so and the others may still be read, so that the report names all
     * that is bad. An {@link IOException} says that the sample as a whole is bad. Other exceptions end the epoch.
     *
     * @param index the number of the sample, from 0
     * @throws IOException where the sample is bad; the message is the reason, as the report shows it
     */
    void read(int index, Sample into) throws IOException;

    /** The names of the inputs; {@code input 0}, ... where nothing is said. */
    default List<String> inputNames() {
        return IntStream.range(0, inputShapes().size())
                .mapToObj(i -> "input " + i)
                .toList();
    }

    /** The names of the classes of the one target, by index; empty without classes. */
    default List<String> classNames() {
        return List.of();
    }

    /**
     * The class of a sample, told without reading it, for splits by class.
     *
     * <p>Refused where nothing else is said: {@code this source does not tell the class of a sample before it is read}.
     */
    default int label(int index) {
        throw new IllegalArgumentException("this source does not tell the class of a sample before it is read");
    }

    /** The number under which the report names a sample; samples with one number are the same one, read twice. */
    default int row(int index) {
        return index;
    }

    /** What the report calls an input that cannot be read, such as its path; {@code sample 7} where nothing is said. */
    default String text(int index, int input) {
        return "sample " + index;
    }

    /** Where a sample stands, in words, such as {@code pairs.csv, line 8}; empty where nothing is said. */
    default String where(int index) {
        return "";
    }

    /** Called at the start of each epoch; for a source that holds something while it reads, as a connection or native memory. */
    default Opened open() {
        return this::read;
    }

    /** A source while it is read; any number of threads may use one, and it is closed at the end of the epoch. */
    @FunctionalInterface
    interface Opened extends AutoCloseable {

        /** As {@link SampleSource#read}. */
        void read(int index, Sample into) throws IOException;

        /** Frees what it holds; nothing where nothing is said. */
        @Override
        default void close() {}
    }
}
