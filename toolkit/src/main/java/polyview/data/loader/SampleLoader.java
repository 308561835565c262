package polyview.data.loader;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Startup;
import polyview.data.ClassBalance;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.data.Splits;
import polyview.data.augment.Augmentation;
import tech.tablesaw.api.Table;

/**
 * A data set over any {@link SampleSource}: samples are read on several threads, ahead of whoever asks for batches.
 *
 * <p>For image files of a manifest there is {@link MultiInputGenerator}, which is the same with options of images.
 *
 * <p><b>Bad samples</b> cost themselves and nothing else: batches are filled up from the next ones. They are named in {@link
 * #report()}, and a warning is logged once.
 *
 * <p><b>Repeatable.</b> With the same seed, batches are the same bits on any number of threads, with or without a cache, where a
 * sample of the source depends on its index alone.
 *
 * <p><b>Options</b> give a new loader, with a report and a cache of its own; this one stays as it is. A loader holds no threads; an
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
     * All samples of a source.
     *
     * <p>Refused: {@code a source must have an input, got none}, {@code shapes of a source must be known, got [-1, 3]}.
     */
    public SampleLoader(SampleSource source) {
        this(source, LoaderOptions.standard());
    }

    private SampleLoader(SampleSource source, LoaderOptions options) {
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
        this.epochs = new SampleEpochs(source, CacheKeys.byIndex(), options, "sample");
    }

    /** Threads that read; as many as there are processors where nothing is said. Refused: {@code threads must be positive, got 0}. */
    public SampleLoader threads(int threads) {
        return new SampleLoader(source, options.threads(threads));
    }

    /**
     * Batches that are made ready before they are asked for, besides the one in the making; 2 where nothing is said.
     *
     * <p>Refused: {@code prefetch must not be negative, got -1}.
     */
    public SampleLoader prefetch(int batches) {
        return new SampleLoader(source, options.prefetch(batches));
    }

    /**
     * Keeps inputs and targets as they are read, before random changes, as long as all of them together take no more than this many
     * bytes; what does not fit is read anew in every epoch. 0, where nothing is said, keeps nothing.
     *
     * <p>An array takes 4 bytes a number and some 200 more. Refused: {@code cache must not be negative, got -1}.
     */
    public SampleLoader cache(long bytes) {
        return new SampleLoader(source, options.cacheBytes(bytes));
    }

    /** What becomes of a sample that cannot be read; {@link BadFile#SKIP} where nothing is said. */
    public SampleLoader onBadSample(BadFile what) {
        return new SampleLoader(source, options.onBadFile(what));
    }

    /**
     * Leaves out the last batch of an epoch of a training where it would be smaller than the others; evaluation and prediction see
     * every sample all the same.
     *
     * <p>An epoch in which no batch is left, since too few samples could be read, throws: {@code dropRemainder leaves no batch of 8: of
     * 10 samples 6 could be read}.
     */
    public SampleLoader dropRemainder() {
        return new SampleLoader(source, options.dropRemainder(true));
    }

    /**
     * Changes inputs of shape (H, W, C) at random while they are read, in epochs of a training alone; others stay as they are.
     *
     * <p>Refused: {@code augmentation needs an input of shape (H, W, C), got [[3]]}.
     *
     * <p>Refused: a second one, since it would take the place of the first: {@code augmentation is set already: put all changes into
     * one, or take augmentation(Augmentation.none()) before another}.
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
        return new SampleLoader(new SampleSubset(source, indices.clone()), options);
    }

    /** Parts drawn at random, each read the same way; see {@link polyview.data.MemoryDataset#split}. */
    public List<SampleLoader> split(long seed, double... shares) {
        requireOnce();
        return parts(Splits.atRandom(size(), seed, shares));
    }

    /**
     * Parts with the classes in the same proportions; see {@link polyview.data.MemoryDataset#stratifiedSplit}.
     *
     * <p>Refused also where the source has no {@link SampleSource#label}.
     */
    public List<SampleLoader> stratifiedSplit(long seed, double... shares) {
        requireOnce();
        return parts(Splits.byClass(labels(), seed, shares));
    }

    /** Rare classes as often as the largest; see {@link ClassBalance#oversampled}. Refused as {@link #stratifiedSplit}. */
    public SampleLoader oversampled(long seed) {
        return subset(new ClassBalance(source.classNames(), labels()).oversampled(seed));
    }

    /**
     * What could not be read so far, a row for each input: {@code row} (the number of the sample), {@code column} (the input; empty for
     * a sample as a whole), {@code path} (what the source calls it), {@code reason}, and {@code times}, how often it was met.
     */
    public Table report() {
        return epochs.report().table();
    }

    /** The number of samples, bad ones among them. */
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

    /**
     * Starts one pass over all samples; its threads run until it is over or closed.
     *
     * <p>The epoch throws where no sample at all could be read ({@code none of the 20 samples could be read; the first bad sample
     * is ...}) and, with {@link BadFile#STOP}, a {@link BadFileException}.
     *
     * <p>Refused: {@code batchSize must be positive, got 0}, {@code dropRemainder leaves no batch of 32 of 20 samples}.
     */
    @Override
    public Epoch epoch(int batchSize, Order order) {
        return epochs.epoch(batchSize, order, ThreadedStream::new);
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
