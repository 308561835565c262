package polyview.embeddings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.Shapes;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.models.Engine;
import polyview.models.Model;

/**
 * Embeddings with their classes, to find what lies nearest to others: who is this, which of these is it, is it any of these.
 *
 * <p>Searches are exact: each query is compared with all entries, in 64 bits, in blocks that fit into the processor's cache, on several
 * threads. No more is kept than the answers. Of equally near entries the first counts, so the answer does not depend on threads.
 *
 * <p>A gallery does not change: {@link #plus} and {@link #without} give others.
 *
 * <p>Refused: {@code the gallery is empty} by questions; {@code queries must have the shape (N, 32), got (4, 16)}; {@code embeddings must be
 * finite, got NaN in row 2}; {@code k must be positive, got 0}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Gallery gallery = Gallery.of(model, enrolled, Distance.COSINE);
 * OpenSet chosen = gallery.threshold(Embeddings.of(model, valid), 0.05);
 * Answers answers = gallery.classify(model.predict(images)).within(chosen.threshold());
 * answers.table()                                    // query, class, distance, entry, sample
 * }</pre>
 */
public final class Gallery {

    private final Embeddings entries;
    private final Distance distance;

    private Gallery(Embeddings entries, Distance distance) {
        this.entries = entries;
        this.distance = distance;
    }

    /** Of embeddings; they are not copied. */
    public static Gallery of(Embeddings entries, Distance distance) {
        return new Gallery(entries, distance);
    }

    /** Of what a model puts out for the samples of a data set that can be read; refused what {@link Embeddings#of(Model, Dataset)} refuses. */
    public static Gallery of(Model model, Dataset data, Distance distance) {
        return new Gallery(Embeddings.of(model, data), distance);
    }

    /**
     * The same of a saved model, by {@link Engine#load}: what it puts out for the samples of a data set that can be read; refused what {@link
     * Embeddings#of(Engine, Dataset)} refuses.
     *
     * <pre>{@code
     * try (Engine engine = Engine.load(Path.of("characters.zip"))) {
     *     Gallery gallery = Gallery.of(engine, enrolled, Distance.COSINE);
     *     Answers answers = gallery.classify(engine.predictOnBatch(List.of(images)).get(0));
     * }
     * }</pre>
     */
    public static Gallery of(Engine engine, Dataset data, Distance distance) {
        return new Gallery(Embeddings.of(engine, data), distance);
    }

    /** The entries in their order. */
    public Embeddings entries() {
        return entries;
    }

    /** How far two embeddings lie apart. */
    public Distance distance() {
        return distance;
    }

    /** The number of entries. */
    public int size() {
        return entries.size();
    }

    /** These entries, then others, as {@link Embeddings#plus}; copied. */
    public Gallery plus(Embeddings more) {
        return new Gallery(entries.plus(more), distance);
    }

    /** Without the entries at these places, copied; refused: {@code entry must lie in [0, 5), got 5}. */
    public Gallery without(int... places) {
        Set<Integer> gone = new HashSet<>();
        for (int place : places) {
            if (place < 0 || place >= size()) {
                throw new IllegalArgumentException("entry must lie in [0, " + size() + "), got " + place);
            }
            gone.add(place);
        }
        return new Gallery(
                entries.subset(IntStream.range(0, size())
                        .filter(i -> !gone.contains(i))
                        .toArray()),
                distance);
    }

    /**
     * The k nearest entries to each query; all where there are fewer.
     *
     * @param queries {@code (N, E)}
     */
    public Neighbours nearest(FloatArray queries, int k) {
        return nearest(queries, k, (i, j) -> false);
    }

    private Neighbours nearest(FloatArray queries, int k, Nearest.LeftOut leftOut) {
        Checks.requirePositive("k", k);
        if (size() == 0) {
            throw new IllegalArgumentException("the gallery is empty");
        }
        entries.requireWidth(queries);
        return Nearest.of(Embeddings.finite(queries), entries.vectors(), distance, k, leftOut);
    }

    /** The class of the nearest entry to each query {@code (N, E)}. */
    public Answers classify(FloatArray queries) {
        return classify(queries, 1);
    }

    /** The class that most of the k nearest entries have; of several such classes the one of the nearest of their entries. */
    public Answers classify(FloatArray queries, int k) {
        Neighbours found = nearest(queries, k);
        return new Answers(
                entries,
                Arrays.stream(found.entries()).mapToInt(this::vote).toArray(),
                Arrays.stream(found.entries()).mapToInt(e -> e[0]).toArray(),
                Arrays.stream(found.distances()).mapToDouble(d -> d[0]).toArray());
    }

    private int vote(int... nearest) {
        var counts =
                IntStream.of(nearest).boxed().collect(Collectors.groupingBy(entries::label, Collectors.counting()));
        int best = entries.label(nearest[0]);
        for (int entry : nearest) {
            int label = entries.label(entry);
            best = counts.get(label) > counts.get(best) ? label : best;
        }
        return best;
    }

    /**
     * Of the queries whose class is in the gallery, the share with an entry of their own class among the k nearest. As in {@link
     * polyview.metrics.RecallAtK}, of equally near entries those of other classes come first: embeddings that are all the same find nothing.
     */
    public Rate recallAt(int k, Embeddings queries) {
        return recall(k, queries, (i, j) -> false);
    }

    /**
     * The same of the entries themselves, each compared with all others; one whose class occurs once has nothing to find and does not
     * count. It is what {@link polyview.metrics.Metric#recallAt} measures.
     */
    public Rate recallAt(int k) {
        return recall(k, entries, (i, j) -> i == j);
    }

    private Rate recall(int k, Embeddings queries, Nearest.LeftOut itself) {
        int[] labels = queries.labelsAs(entries);
        Neighbours own = nearest(queries.vectors(), 1, (i, j) -> itself.test(i, j) || labels[i] != entries.label(j));
        Neighbours others = nearest(queries.vectors(), k, (i, j) -> labels[i] == entries.label(j));
        long asked = 0;
        long found = 0;
        for (int i = 0; i < labels.length; i++) {
            if (own.distances()[i].length > 0) {
                double[] other = others.distances()[i];
                asked++;
                found += other.length < k || own.distances()[i][0] < other[k - 1] ? 1 : 0;
            }
        }
        return new Rate(found, asked);
    }

    /**
     * The largest distance up to which a nearest entry may lie so that no more than this share of the strangers is accepted: of the samples
     * whose class is not in this gallery. Choose it on validation data, and look at others with {@link #openSet}.
     *
     * <p>One trial is one stranger with its nearest entry, since that is what {@link Answers#within} decides on; {@link Verification} has
     * thresholds for pairs. At least ten strangers must be accepted at the rate, else it could hardly be told from 0. Where many are equally
     * far, fewer than the share are accepted.
     *
     * <p>Refused: {@code falseAcceptRate must lie between 0 and 1, both excluded, got 0.0}; {@code a false accept rate of 0.01 needs at least
     * 1000 samples of classes that are not in the gallery, of which 10 are accepted then, got 440: take a rate of at least 0.0228, or more
     * data}; data without a stranger ({@code threshold needs strangers, samples of classes that are not in the gallery, and all 60 samples are of
     * its classes: leave some classes out of the gallery, or add samples of others}).
     */
    public OpenSet threshold(Embeddings validation, double falseAcceptRate) {
        int[] known = known(entries, validation);
        double[] all = classify(validation.vectors()).distances();
        double[] strangers = IntStream.range(0, all.length)
                .filter(i -> known[i] == Answers.UNKNOWN)
                .mapToDouble(i -> all[i])
                .sorted()
                .toArray();
        if (all.length > 0 && strangers.length == 0) {
            throw new IllegalArgumentException(
                    "threshold needs strangers, samples of classes that are not in the gallery,"
                            + " and all " + Shapes.count(all.length, "sample")
                            + " are of its classes: leave some classes out of"
                            + " the gallery, or add samples of others");
        }
        int allowed = FalseAccepts.allowed(
                falseAcceptRate, strangers.length, "samples of classes that are not in the gallery");
        // Just below the first that must not be accepted: all of those before it that are nearer are.
        return openSet(validation, Math.nextDown(strangers[allowed]));
    }

    /**
     * How many strangers are accepted at a threshold, and how many of the others are given their own class; for data that had no part in the
     * choice of the threshold.
     */
    public OpenSet openSet(Embeddings queries, double threshold) {
        int[] known = known(entries, queries);
        int[] answers = classify(queries.vectors()).within(threshold).labels();
        long strangers = IntStream.of(known).filter(k -> k == Answers.UNKNOWN).count();
        long accepted = 0;
        long right = 0;
        long wrong = 0;
        for (int i = 0; i < known.length; i++) {
            boolean in = answers[i] != Answers.UNKNOWN;
            boolean stranger = known[i] == Answers.UNKNOWN;
            accepted += in && stranger ? 1 : 0;
            right += in && !stranger && answers[i] == known[i] ? 1 : 0;
            wrong += in && !stranger && answers[i] != known[i] ? 1 : 0;
        }
        long others = known.length - strangers;
        return new OpenSet(threshold, new Rate(accepted, strangers), new Rate(right, others), new Rate(wrong, others));
    }

    /** The classes of queries by the numbers of a gallery's; unknown where it has no entry of the class. */
    static int[] known(Embeddings entries, Embeddings queries) {
        Set<Integer> there = IntStream.of(entries.classes()).boxed().collect(Collectors.toSet());
        return IntStream.of(queries.labelsAs(entries))
                .map(label -> there.contains(label) ? label : Answers.UNKNOWN)
                .toArray();
    }

    /**
     * Writes entries, classes and distance to a file, in place of one that may be there. It is a zip file that NumPy reads, but for the
     * names, and ends in a checksum of all its bytes.
     */
    public void save(Path file) {
        GalleryFile.write(file, this);
    }

    /**
     * Reads what {@link #save} wrote, to the same bits. The model is not in it: save it beside the gallery by {@link Model#save}, and {@code
     * Engine.load(file).predictOnBatch(images)} asks the gallery where the model is not at hand.
     *
     * <p>Refused: {@code cannot read a.gallery: there is no such file}; {@code it is damaged: its SHA-256 is wrong}; {@code the file is no gallery:
     * Gallery.save writes one}; {@code the file is no gallery, or it is cut off or damaged: Gallery.save writes one}.
     */
    public static Gallery load(Path file) {
        return GalleryFile.read(file);
    }

    /** {@code 60 embeddings of 32 numbers, 5 classes, cosine}. */
    @Override
    public String toString() {
        return entries + ", " + distance.name().toLowerCase(Locale.ROOT);
    }
}
