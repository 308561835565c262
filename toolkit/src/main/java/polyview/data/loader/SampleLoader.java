package polyview.data.loader;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Startup;
import polyview.data.ClassBalance;
import polyview.data.DataRecipe;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.data.SampleKeys;
import polyview.data.Splits;
import polyview.data.Splitter;
import polyview.data.augment.Augmentation;
import tech.tablesaw.api.Table;

/**
 * A data set that reads any {@link SampleSource} while it is used, on several threads, ahead of training.
 *
 * <p>For image files of a manifest there is {@link MultiInputGenerator}, which adds options for images.
 *
 * <p><b>Bad samples</b> are left out: batches are filled with the next ones. They are named in {@link
 * #report()}, and a warning is logged once.
 *
 * <p><b>Repeatable.</b> With the same seed, batches have the same bits on any number of threads and with or without a cache,
 * provided that each sample of the source depends only on its index.
 *
 * <p><b>Options</b> return a new loader with its own report and cache; this one does not change. A loader holds no threads; an
 * {@link Epoch} does, until it is closed.
 *
 * <pre>{@code
 * var parts = new SampleLoader(new Circles()).threads(2).prefetch(4).split(7, 0.8, 0.2);
 * model.fit(parts.get(0), Fit.epochs(10).validation(parts.get(1)));
 * parts.get(0).report();          // row, column, path, reason, times
 * }</pre>
 */
public final class SampleLoader implements Dataset {

    static {
        Startup.begin();
    }

    private final SampleSource source;
    private final LoaderOptions options;
    private final SampleEpochs epochs;

    /**
     * A data set of all samples of a source.
     *
     * <p>Refused: {@code a source must have an input, got none}, {@code shapes of a source must be known, got [-1, 3]}.
     */
    public SampleLoader(SampleSource source) {
        this(source, LoaderOptions.standard());
    }

    SampleLoader(SampleSource source, LoaderOptions options) {
        if (source.inputShapes().isEmpty()) {
            throw new IllegalArgumentException("a source must have an input, got none");
        }
        Stream.of(source.inputShapes(), source.targetShapes())
                .flatMap(List::stream)
                .filter(shape -> shape.isUnknown() || shape.hasUnknownDimension())
                .findFirst()
                .ifPresent(shape -> {
                    throw new IllegalArgumentException("shapes of a source must be known, got " + shape);
                });
        this.source = source;
        this.options = options;
        this.epochs = new SampleEpochs(source, CacheKeys.byIndex(), options, changes(source, options), "sample");
    }

    /** The number of reading threads; by default the number of processors. Refused: {@code threads must be positive, got 0}. */
    public SampleLoader threads(int threads) {
        return new SampleLoader(source, options.threads(threads));
    }

    /**
     * The number of batches that are read ahead, besides the one being built; 2 by default.
     *
     * <p>Refused: {@code prefetch must not be negative, got -1}.
     */
    public SampleLoader prefetch(int batches) {
        return new SampleLoader(source, options.prefetch(batches));
    }

    /**
     * Caches inputs and targets as they are read, before random changes, up to this many bytes in all; the others are read again
     * in every epoch. 0, the default, caches nothing.
     *
     * <p>An array takes 4 bytes a number and about 200 more. Refused: {@code cache must not be negative, got -1}.
     */
    public SampleLoader cache(long bytes) {
        return new SampleLoader(source, options.cacheBytes(bytes));
    }

    /** What to do with a sample that cannot be read; {@link BadFile#SKIP} by default. */
    public SampleLoader onBadSample(BadFile what) {
        return new SampleLoader(source, options.onBadFile(what));
    }

    /**
     * In training, leaves out the last batch of an epoch if it is smaller than the others; evaluation and prediction still see
     * every sample.
     *
     * <p>An epoch in which no batch is left, since too few samples could be read, throws: {@code dropRemainder leaves no batch of
     * 8: of 10 samples 6 could be read}.
     */
    public SampleLoader dropRemainder() {
        return new SampleLoader(source, options.dropRemainder(true));
    }

    /**
     * Changes inputs of shape (H, W, C) at random while they are read, only in training; other inputs, and all targets, stay as they
     * are: of a source of your own nobody knows which targets are images. {@link MultiInputGenerator} moves masks with their images.
     *
     * <p>Refused: {@code augmentation needs an input of shape (H, W, C), got [[3]]}.
     *
     * <p>Refused: a second one, since it would take the place of the first: {@code augmentation is set already: put all changes
     * into one, or take augmentation(Augmentation.none()) before another}.
     */
    public SampleLoader augmentation(Augmentation changes) {
        if (source.inputShapes().stream().noneMatch(shape -> shape.numDimensions() == 3)) {
            throw new IllegalArgumentException(
                    "augmentation needs an input of shape (H, W, C), got " + source.inputShapes());
        }
        return new SampleLoader(source, options.augmentation(changes));
    }

    /** Some samples, in the order given, read the same way; refused: {@code index must lie in [0, 10), got 10}. */
    public SampleLoader subset(int... indices) {
        for (int index : indices) {
            if (index < 0 || index >= size()) {
                throw new IllegalArgumentException("index must lie in [0, " + size() + "), got " + index);
            }
        }
        return new SampleLoader(SampleSubset.of(source, indices), options);
    }

    /** Splits at random; each part is read the same way; see {@link polyview.data.MemoryDataset#split}. */
    public List<SampleLoader> split(long seed, double... shares) {
        requireOnce();
        return parts(Splits.atRandom(size(), seed, shares));
    }

    /**
     * Splits with the classes in the same proportions; see {@link polyview.data.MemoryDataset#stratifiedSplit}.
     *
     * <p>Refused also where the source has no {@link SampleSource#label}.
     */
    public List<SampleLoader> stratifiedSplit(long seed, double... shares) {
        requireOnce();
        return parts(Splits.byClass(labels(), seed, shares));
    }

    /**
     * Splits into parts or folds that are read the same way; it knows the classes where the source has a {@link SampleSource#label}.
     */
    public Splitter<SampleLoader> splitter() {
        return new Splitter<>(new LoaderSplits(this, source));
    }

    /**
     * These samples, then those of another part that are not among them, read as these are.
     *
     * <p>Refused: {@code parts of one source can be joined, got those of two}.
     */
    public SampleLoader plus(SampleLoader other) {
        return joined(other, Splits.union(SampleSubset.indices(source), SampleSubset.indices(other.source)));
    }

    /** The samples that are not in another part; refused as {@link #plus}. */
    public SampleLoader without(SampleLoader other) {
        return joined(other, Splits.difference(SampleSubset.indices(source), SampleSubset.indices(other.source)));
    }

    private SampleLoader joined(SampleLoader other, int... indices) {
        SampleSource whole = SampleSubset.whole(source);
        if (whole != SampleSubset.whole(other.source)) {
            throw new IllegalArgumentException("parts of one source can be joined, got those of two");
        }
        return new SampleLoader(new SampleSubset(whole, indices), options);
    }

    /**
     * Repeats samples of rare classes, so that all classes are as frequent as the largest; see {@link ClassBalance#oversampled}.
     * Refused as {@link #stratifiedSplit}.
     */
    public SampleLoader oversampled(long seed) {
        return subset(new ClassBalance(source.classNames(), labels()).oversampled(seed));
    }

    /**
     * The inputs that could not be read so far, one row each: {@code row} (the number of the sample), {@code column} (the input;
     * empty for a whole sample), {@code path} (what the source calls it), {@code reason}, and {@code times}, how often it was
     * found.
     */
    public Table report() {
        return epochs.report().table();
    }

    /** The number of samples, bad ones included. */
    @Override
    public int size() {
        return source.size();
    }

    @Override
    public List<Shape> inputShapes() {
        return source.inputShapes();
    }

    @Override
    public List<Shape> targetShapes() {
        return source.targetShapes();
    }

    @Override
    public List<String> inputNames() {
        return source.inputNames();
    }

    @Override
    public List<String> classNames() {
        return source.classNames();
    }

    /** By {@link SampleSource#label}, where the source has it. */
    @Override
    public Optional<int[]> sampleClasses() {
        return new LoaderSplits(this, source).classes();
    }

    /** By {@link SampleSource#row}, among loaders and parts of one source. */
    @Override
    public Optional<SampleKeys> sampleKeys() {
        return Optional.of(new SampleKeys(
                SampleSubset.whole(source),
                IntStream.range(0, size())
                        .mapToObj(i -> String.valueOf(source.row(i)))
                        .toList()));
    }

    /**
     * The source and the options, where the source is {@link java.io.Serializable}, as a record that says so is.
     *
     * <p>Else what needs the bytes refuses it: {@code data train cannot travel: its source Circles must implement java.io.Serializable}.
     */
    @Override
    public Optional<DataRecipe> recipe() {
        SampleSource whole = SampleSubset.whole(source);
        return Optional.of(whole instanceof Serializable ? new SourceRecipe(source, options) : UnsentSource.of(whole));
    }

    /**
     * Starts one pass over all samples; its threads run until it ends or is closed.
     *
     * <p>The epoch throws if not a single sample could be read ({@code none of the 20 samples could be read; the first bad sample
     * is ...}) and, with {@link BadFile#STOP}, a {@link BadFileException}.
     *
     * <p>Refused: {@code batchSize must be positive, got 0}, {@code dropRemainder leaves no batch of 32 of 20 samples}.
     */
    @Override
    public Epoch epoch(int batchSize, Order order) {
        return epochs.epoch(batchSize, order, ThreadedStream::new);
    }

    private static List<ImagePart> changes(SampleSource source, LoaderOptions options) {
        return options.augmentation().equals(Augmentation.none())
                ? List.of()
                : SampleChanges.ofInputs(source.inputShapes(), options.augmentation());
    }

    private void requireOnce() {
        Splits.requireOnce(IntStream.range(0, size()).map(source::row).toArray(), row -> "sample " + row);
    }

    private int[] labels() {
        return IntStream.range(0, size()).map(source::label).toArray();
    }

    private List<SampleLoader> parts(int[][] parts) {
        return Stream.of(parts).map(this::subset).toList();
    }
}
