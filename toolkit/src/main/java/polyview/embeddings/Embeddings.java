package polyview.embeddings;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import polyview.base.Shapes;
import polyview.base.ShortTexts;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.models.Engine;
import polyview.models.Model;
import polyview.models.Predictions;

/**
 * Embeddings with the class of each: what a model puts out for a data set, {@code (N, E)}, or any vectors.
 *
 * <p>Refused: {@code embeddings must have the shape (N, E), got (4, 2, 2)}; {@code labels must be one for each of the 4 embeddings, got 3};
 * {@code label must not be negative, got -1 in row 2}; {@code embeddings must be finite, got NaN in row 2}; where classes have names {@code
 * label must be one of the 2 classes, got 2 in row 3}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Embeddings test = Embeddings.of(model, data);
 * Embeddings.of(FloatArray.of(new float[] {0, 0, 3, 4}, 2, 2), 0, 1).size()        // 2
 * }</pre>
 */
public final class Embeddings {

    /** What an engine computes at once: it does not know the sizes within the model. */
    private static final int BATCH = 32;

    private final FloatArray vectors;
    private final int[] labels;
    private final int[] samples;
    private final List<String> classNames;

    private Embeddings(FloatArray vectors, int[] labels, int[] samples, List<String> classNames) {
        if (vectors.shape().numDimensions() != 2 || vectors.size(1) == 0) {
            throw new IllegalArgumentException(
                    "embeddings must have the shape (N, E), got " + Shapes.text(vectors.shape()));
        }
        if (labels.length != vectors.size(0)) {
            throw new IllegalArgumentException(
                    "labels must be one for each of the " + vectors.size(0) + " embeddings, got " + labels.length);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0) {
                throw new IllegalArgumentException("label must not be negative, got " + labels[i] + " in row " + i);
            }
            if (!classNames.isEmpty() && labels[i] >= classNames.size()) {
                throw new IllegalArgumentException("label must be one of the " + classNames.size() + " classes, got "
                        + labels[i] + " in row " + i);
            }
        }
        this.vectors = finite(vectors);
        this.labels = labels;
        this.samples = samples;
        this.classNames = List.copyOf(classNames);
    }

    static FloatArray finite(FloatArray vectors) {
        for (int i = 0; i < vectors.values().length; i++) {
            if (!Float.isFinite(vectors.values()[i])) {
                throw new IllegalArgumentException(
                        "embeddings must be finite, got " + vectors.values()[i] + " in row " + i / vectors.size(1));
            }
        }
        return vectors;
    }

    /** Of vectors {@code (N, E)}, without a copy, and a class for each; samples count from 0. */
    public static Embeddings of(FloatArray vectors, int... labels) {
        return of(vectors, labels, List.of());
    }

    /** The same where the classes have names, by number; none where they have not. */
    public static Embeddings of(FloatArray vectors, int[] labels, List<String> classNames) {
        return new Embeddings(
                vectors, labels.clone(), IntStream.range(0, labels.length).toArray(), classNames);
    }

    /**
     * What a model with one output {@code (N, E)} puts out for the samples of a data set that can be read; an output {@code (N)} is {@code
     * (N, 1)}.
     *
     * <p>Refused besides: {@code this data does not tell the classes of its samples: take Embeddings.of(vectors, labels)}.
     */
    public static Embeddings of(Model model, Dataset data) {
        return of(data, model::predictReadable);
    }

    /**
     * The same of a saved model, by {@link Engine#load}: samples that cannot be read are left out, and classes have the names of the data set.
     * 32 samples are computed at once.
     *
     * <pre>{@code
     * try (Engine engine = Engine.load(Path.of("characters.zip"))) {
     *     Embeddings enrolled = Embeddings.of(engine, reader);
     * }
     * }</pre>
     */
    public static Embeddings of(Engine engine, Dataset data) {
        return of(data, readable -> engine.predictReadable(readable, BATCH));
    }

    private static Embeddings of(Dataset data, Function<Dataset, Predictions> model) {
        int[] classes = data.sampleClasses()
                .orElseThrow(() -> new IllegalArgumentException("this data does not tell the classes of its samples:"
                        + " take Embeddings.of(vectors, labels)"));
        Predictions answers = model.apply(data);
        FloatArray output = answers.output();
        int[] samples = answers.samples();
        List<String> names = data.targetShapes().size() == 1 ? data.classNames() : named(data);
        return new Embeddings(
                output.shape().numDimensions() == 1 ? output.reshape(samples.length, 1) : output,
                IntStream.of(samples).map(i -> classes[i]).toArray(),
                samples,
                names);
    }

    /** The names of the only target that has some. */
    private static List<String> named(Dataset data) {
        List<List<String>> all =
                data.targetClasses().stream().filter(names -> !names.isEmpty()).toList();
        return all.size() == 1 ? all.get(0) : List.of();
    }

    static Embeddings read(FloatArray vectors, int[] labels, int[] samples, List<String> classNames) {
        return new Embeddings(vectors, labels, samples, classNames);
    }

    /** The vectors, {@code (N, E)}, not a copy. */
    public FloatArray vectors() {
        return vectors;
    }

    /** The number of the class of each. */
    public int[] labels() {
        return labels.clone();
    }

    /** The number of the sample that each is of, in the data set it comes from. */
    public int[] samples() {
        return samples.clone();
    }

    /** The names of the classes by number; empty where they have none. */
    public List<String> classNames() {
        return classNames;
    }

    /** How many there are. */
    public int size() {
        return labels.length;
    }

    /** E, the numbers of each. */
    public int width() {
        return vectors.size(1);
    }

    /** Some of them, in the order given, copied. */
    public Embeddings subset(int... rows) {
        return new Embeddings(
                vectors.rows(rows),
                IntStream.of(rows).map(i -> labels[i]).toArray(),
                IntStream.of(rows).map(i -> samples[i]).toArray(),
                classNames);
    }

    /**
     * These, then others; copied. Classes are matched by their names; new names come behind those that are there.
     *
     * <p>Refused: {@code embeddings must have 32 numbers, got 16}; classes with names on one side only.
     */
    public Embeddings plus(Embeddings more) {
        return EmbeddingRows.joined(this, more);
    }

    /** Each divided by its length, copied; one of length 0 stays as it is. */
    public Embeddings normalized() {
        float[] x = vectors.values().clone();
        int width = width();
        for (int i = 0; i < size(); i++) {
            double squares = 0;
            for (int e = 0; e < width; e++) {
                squares += (double) x[i * width + e] * x[i * width + e];
            }
            double length = squares > 0 ? Math.sqrt(squares) : 1;
            for (int e = 0; e < width; e++) {
                x[i * width + e] /= (float) length;
            }
        }
        return new Embeddings(FloatArray.of(x, size(), width), labels, samples, classNames);
    }

    /** The classes that occur, in rising order. */
    int[] classes() {
        return IntStream.of(labels).sorted().distinct().toArray();
    }

    int label(int row) {
        return labels[row];
    }

    int sample(int row) {
        return samples[row];
    }

    /** The name of a class, or its number where it has none. */
    String className(int label) {
        return classNames.isEmpty() ? String.valueOf(label) : classNames.get(label);
    }

    /**
     * Their classes by the numbers of other ones: by name where both have names, by number where neither has; -1 for a class that the others
     * do not know.
     */
    int[] labelsAs(Embeddings others) {
        if (classNames.isEmpty() != others.classNames.isEmpty()) {
            throw new IllegalArgumentException("classes must have names on both sides or on neither, got "
                    + names(others) + " and " + names(this));
        }
        if (classNames.isEmpty() || classNames.equals(others.classNames)) {
            return labels.clone();
        }
        int[] numbers = classNames.stream().mapToInt(others.classNames::indexOf).toArray();
        return IntStream.of(labels).map(label -> numbers[label]).toArray();
    }

    private static String names(Embeddings of) {
        return of.classNames.isEmpty() ? "none" : ShortTexts.list(of.classNames);
    }

    void requireWidth(FloatArray queries) {
        if (queries.shape().numDimensions() != 2 || queries.size(1) != width()) {
            throw new IllegalArgumentException(
                    "queries must have the shape (N, " + width() + "), got " + Shapes.text(queries.shape()));
        }
    }

    /** {@code 60 embeddings of 32 numbers, 5 classes}. */
    @Override
    public String toString() {
        return size() + (size() == 1 ? " embedding of " : " embeddings of ") + width() + " numbers, " + classes().length
                + " classes";
    }
}
