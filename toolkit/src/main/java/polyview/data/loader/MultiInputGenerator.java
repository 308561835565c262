package polyview.data.loader;

import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Startup;
import polyview.data.DataFingerprint;
import polyview.data.DataRecipe;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.data.SampleKeys;
import polyview.data.Splitter;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.SampleColumn;
import tech.tablesaw.api.Table;

/**
 * A data set that reads image files while it is used: one or more images a sample, on several threads, ahead of training.
 *
 * <p>Shapes of inputs: {@code (N, H, W, C)} for an image as its {@link ImageForm} says; {@code (N, H, W, F C)} for a stack of F files;
 * {@code (N, V, H, W, C)} for V views, followed by {@code (N, V)}, 1 for a view that is there and 0 for a missing one, which is 0 all
 * over; {@code (N, K)} for K numbers. Of targets: {@code (N)} for classes and for one number, {@code (N, K)} for several; {@code (N, H, W)}
 * for masks, whose values are classes; {@code (N, H, W, C)} for images, {@code (N, H, W, F C)} for a stack of them; and last {@code (N)} where the manifest has weights. Inputs and
 * targets have the order of the manifest, {@link #inputNames} and {@link #targetNames}.
 *
 * <p><b>Bad files</b> (missing, empty, cut off, not an image, too large by what they declare) cost only their own sample: batches
 * are filled with the next ones. They are named in {@link #report()}, and a warning is logged once. A file is bad if TensorFlow's
 * decoders refuse it; changed bits that leave the format intact are not noticed, especially in JPEG files.
 *
 * <p><b>Repeatable.</b> The order of the samples and all random changes depend only on the model's seed and the number of the
 * epoch. Batches have the same bits with either reader, any number of threads, and with or without a cache.
 *
 * <p><b>Options</b> return a new generator with its own report and cache; this one does not change. A generator holds no threads
 * and no native memory; an {@link Epoch} does, until it is closed.
 *
 * <pre>{@code
 * var pairs = Manifest.csv(Path.of("pairs.csv")).images("left", "right").label("class").open();
 * var parts = pairs.stratifiedSplit(7, 0.8, 0.2);
 * var train = new MultiInputGenerator(parts.get(0), ImageForm.rgb(64, 64))
 *         .augmentation(Augmentation.none().rotation(20).horizontalFlip());
 * var valid = new MultiInputGenerator(parts.get(1), ImageForm.rgb(64, 64));
 * model.fit(train, Fit.epochs(10).validation(valid));
 * train.report();          // row, column, path, reason, times
 * }</pre>
 */
public final class MultiInputGenerator implements Dataset {

    static {
        Startup.begin();
    }

    private final Manifest manifest;
    private final List<ImageForm> common;
    private final List<ImageForm> forms;
    private final ColumnOptions columns;
    private final LoaderOptions options;
    private final SampleLayout layout;
    private final ImageSource source;
    private final List<ImagePart> changes;
    private final SampleEpochs epochs;
    private final CheckedRows checked = new CheckedRows();

    /** The same form for all inputs of images; {@link #form} sets another for one of them. */
    public MultiInputGenerator(Manifest manifest, ImageForm form) {
        this(manifest, Collections.nCopies(imageInputs(manifest).size(), form));
    }

    /**
     * A form for each input of images, in the order of {@link Manifest#inputs}; targets have their own, see {@link #form}.
     *
     * <p>Refused: {@code forms must be as many as inputs [left, right], got 3}.
     */
    public MultiInputGenerator(Manifest manifest, List<ImageForm> forms) {
        this(manifest, forms, ColumnOptions.none(), LoaderOptions.standard());
    }

    MultiInputGenerator(Manifest manifest, List<ImageForm> common, ColumnOptions columns, LoaderOptions options) {
        List<String> inputs = imageInputs(manifest);
        if (common.size() != inputs.size()) {
            throw new IllegalArgumentException("forms must be as many as inputs " + inputs + ", got " + common.size());
        }
        columns.requireFor(manifest);
        this.manifest = manifest;
        this.common = List.copyOf(common);
        this.columns = columns;
        this.options = options;
        this.forms = columns.forms(manifest, this.common);
        this.layout = new SampleLayout(manifest, forms);
        this.source = new ImageSource(manifest, layout, options.maxPixels());
        SampleChanges all = new SampleChanges(layout, options.augmentation(), columns);
        all.requireTargetsMoveAlong();
        this.changes = all.parts();
        this.epochs = new SampleEpochs(source, source, options, changes, "file");
    }

    private static List<String> imageInputs(Manifest manifest) {
        return manifest.inputColumns().stream()
                .filter(input -> input.kind().isOfFiles())
                .map(SampleColumn::name)
                .toList();
    }

    /**
     * The form of one input or target, by its name, instead of the common one. Of a stack and of views it is the form of each file.
     *
     * <p>Without it a mask is read by {@link ImageForm#mask} in the size of the first input, and another image that is a target in the form
     * of the first input, or in that of the input that has the same column. A stack has one form for all its files. The bars that {@link ImageForm.Aspect#FIT} leaves are class 0.
     *
     * <p>Refused: {@code form must be of one of the images [left, mask], got "class"}; {@code target mask holds classes, which have nothing
     * between them: form("mask", ImageForm.mask(64, 64)), or another of nearest pixels, got (64, 64, 1) bilinear, stretch};
     * {@code target sources is a stack of [near, far], which have several forms as inputs: give it one by form("sources", ...), got [(64, 64,
     * 1) bilinear, stretch, (64, 64, 3) bilinear, stretch]}.
     *
     * <p>Example: {@code form("mask", ImageForm.mask(64, 64).grayValues(0, 255))} makes classes 0 and 1 of black and white.
     */
    public MultiInputGenerator form(String name, ImageForm form) {
        return new MultiInputGenerator(manifest, common, columns.withForm(name, form), options);
    }

    /** Which reader is used; {@link ReadBy#JAVA} by default. */
    public MultiInputGenerator reader(ReadBy reader) {
        return with(options.readBy(reader));
    }

    /** The number of reading threads; by default the number of processors. Refused: {@code threads must be positive, got 0}. */
    public MultiInputGenerator threads(int threads) {
        return with(options.threads(threads));
    }

    /**
     * The number of batches that are read ahead, besides the one being built; 2 by default.
     *
     * <p>Refused: {@code prefetch must not be negative, got -1}.
     */
    public MultiInputGenerator prefetch(int batches) {
        return with(options.prefetch(batches));
    }

    /**
     * Caches images as they are read, before random changes, up to this many bytes in all; the others are read again in every
     * epoch. 0, the default, caches nothing.
     *
     * <p>An image takes {@code 4 H W C} bytes and about 200 more: a thousand pairs of (64, 64, 3) take 99 MB.
     *
     * <p>Refused: {@code cache must not be negative, got -1}.
     */
    public MultiInputGenerator cache(long bytes) {
        return with(options.cacheBytes(bytes));
    }

    /**
     * The largest number of pixels that a file may declare, all frames together; by default {@code 2^26}, which is 8192 x 8192. A
     * file with more is bad, and no memory is taken for it.
     *
     * <p>Refused: {@code maxPixels must lie between 1 and 536870911, got 0}.
     */
    public MultiInputGenerator maxPixels(long pixels) {
        return with(options.maxPixels(pixels));
    }

    /** What to do with a sample that has a bad file; {@link BadFile#SKIP} by default. */
    public MultiInputGenerator onBadFile(BadFile what) {
        return with(options.onBadFile(what));
    }

    /**
     * In training, leaves out the last batch of an epoch if it is smaller than the others; evaluation and prediction still see
     * every sample.
     *
     * <p>An epoch in which no batch is left, since too few samples could be read, throws: {@code dropRemainder leaves no batch of
     * 8: of 10 samples 6 could be read}.
     */
    public MultiInputGenerator dropRemainder() {
        return with(options.dropRemainder(true));
    }

    /**
     * Changes images at random while they are read, only in training: evaluation and prediction see them as they are. The layer
     * {@code RandomAugmentation} does it on the device that trains.
     *
     * <p>Masks and images that are targets move with the images, by the same numbers, masks always by the nearest pixel; nothing is done to
     * their brightness or channels. Missing views stay 0.
     *
     * <p>Refused: {@code target mask moves with the images, which must then move alike: augmentation needs sameForAllImages()}.
     *
     * <p>Refused: a second one, since it would take the place of the first: {@code augmentation is set already: put all changes
     * into one, or take augmentation(Augmentation.none()) before another}.
     */
    public MultiInputGenerator augmentation(Augmentation changes) {
        return with(options.augmentation(changes));
    }

    /**
     * Random changes of one input, by its name, beside those of {@link #augmentation(Augmentation)}: its changes of tone (brightness,
     * contrast, noise, order of channels, your own) take the place of the common ones, and it moves as the others do. Changes that
     * move it take the place of the common moves too.
     *
     * <p>Tones are drawn alike for all images where these changes have {@link Augmentation#sameForAllImages}, moves where the common
     * ones have it.
     *
     * <p>Refused: {@code augmentation must be of an input, got the target mask: targets move with the images, and nothing else is done
     * to them}; {@code target mask moves with all images: the augmentation of left must change its tones alone, got
     * Augmentation[rotation=5.0, fill=NEAREST]}; {@code augmentation of left is set already: put all changes into one}.
     */
    public MultiInputGenerator augmentation(String name, Augmentation changes) {
        return new MultiInputGenerator(manifest, common, columns.withChanges(name, changes), options);
    }

    /**
     * The class of a mask where a moved image leaves its frame empty, such as one that the loss ignores.
     *
     * <p>Without it a mask is filled as the images are: by its own edge with {@link polyview.data.augment.Fill#NEAREST} and {@link
     * polyview.data.augment.Fill#REFLECT}, and by class 0 where they are filled by a constant.
     *
     * <p>Refused: {@code fillClass must be of a mask, got left}, {@code fillClass must not be negative, got -1}.
     */
    public MultiInputGenerator fillClass(String mask, int fillClass) {
        return new MultiInputGenerator(manifest, common, columns.withFillClass(mask, fillClass), options);
    }

    /** Other rows, read the same way: a part of a split, or oversampled ones. */
    public MultiInputGenerator over(Manifest rows) {
        return new MultiInputGenerator(rows, common, columns, options);
    }

    /** Splits the manifest; each part is read the same way; see {@link Manifest#split}. */
    public List<MultiInputGenerator> split(long seed, double... shares) {
        return manifest.split(seed, shares).stream().map(this::over).toList();
    }

    /** Splits with the classes in the same proportions; see {@link Manifest#stratifiedSplit}. */
    public List<MultiInputGenerator> stratifiedSplit(long seed, double... shares) {
        return manifest.stratifiedSplit(seed, shares).stream().map(this::over).toList();
    }

    /** Splits the manifest into parts or folds that are read the same way; see {@link Manifest#splitter}. */
    public Splitter<MultiInputGenerator> splitter() {
        return manifest.splitter().map(this::over);
    }

    /** These rows and those of another part of the manifest, read as these are; see {@link Manifest#plus}. */
    public MultiInputGenerator plus(MultiInputGenerator other) {
        return over(manifest.plus(other.manifest));
    }

    /** The rows that are not in another part of the manifest; see {@link Manifest#without}. */
    public MultiInputGenerator without(MultiInputGenerator other) {
        return over(manifest.without(other.manifest));
    }

    /** Repeats samples of rare classes, so that all classes are as frequent as the largest; see {@link Manifest#oversampled}. */
    public MultiInputGenerator oversampled(long seed) {
        return over(manifest.oversampled(seed));
    }

    /** The rows. */
    public Manifest manifest() {
        return manifest;
    }

    /** The number of rows, bad ones included. */
    @Override
    public int size() {
        return manifest.size();
    }

    /** The names of the inputs; behind one of views stands one more, {@code views_present}. */
    @Override
    public List<String> inputNames() {
        return source.inputNames();
    }

    /** The names of the targets, and {@code sample weight} last where there are weights. */
    @Override
    public List<String> targetNames() {
        return layout.targetNames();
    }

    /** Whether the manifest has a column of weights. */
    @Override
    public boolean hasSampleWeights() {
        return layout.hasWeight();
    }

    /** Of the only target, weights aside; {@link #targetClasses} has those of several. */
    @Override
    public List<String> classNames() {
        return manifest.targetColumns().size() == 1 ? manifest.classes() : List.of();
    }

    @Override
    public List<List<String>> targetClasses() {
        Stream<List<String>> classes = manifest.targetColumns().stream()
                .map(target -> target.kind() == SampleColumn.Kind.LABEL ? manifest.classes(target.name()) : List.of());
        return Stream.concat(classes, layout.hasWeight() ? Stream.of(List.<String>of()) : Stream.of())
                .toList();
    }

    @Override
    public List<Shape> inputShapes() {
        return source.inputShapes();
    }

    @Override
    public List<Shape> targetShapes() {
        return source.targetShapes();
    }

    /** Of the rows, their labels or numbers, and how the files are read; files are not opened for it. */
    @Override
    public DataFingerprint fingerprint() {
        Stream<String> how = Stream.of(
                forms.toString(),
                SampleChanges.text(changes),
                options.onBadFile() + " " + options.dropRemainder() + " " + options.maxPixels(),
                manifest.inputColumns() + " " + manifest.targetColumns() + " " + targetClasses(),
                manifest.hasMissingFilesAsMissingViews() + " " + layout.hasWeight());
        Stream<String> rows = IntStream.range(0, size()).mapToObj(this::row);
        return DataFingerprint.ofRows(size(), Stream.concat(how, rows)::iterator);
    }

    private String row(int row) {
        Stream<String> files = manifest.files().stream().map(file -> manifest.text(row, file));
        Stream<String> others = layout.numbers().stream()
                .map(SampleLayout.Numbers::use)
                .map(use -> use.kind() == SampleColumn.Kind.LABEL
                        ? String.valueOf(manifest.label(row, use.name()))
                        : Arrays.toString(manifest.numbers(row, use.columns())));
        String weight = layout.hasWeight() ? "\t" + manifest.weight(row) : "";
        return Stream.concat(files, others).collect(Collectors.joining("\t")) + weight;
    }

    /** The classes of its label, where the manifest has one label and no more. */
    @Override
    public Optional<int[]> sampleClasses() {
        List<String> labels = manifest.labelNames();
        return labels.size() == 1
                ? Optional.of(IntStream.range(0, size())
                        .map(row -> manifest.label(row, labels.get(0)))
                        .toArray())
                : Optional.empty();
    }

    /** By the paths of their input files, absolute; files are not opened for it. A row without files has no key. */
    @Override
    public Optional<SampleKeys> sampleKeys() {
        List<String> columns = manifest.inputColumns().stream()
                .filter(column -> column.kind().isOfFiles())
                .flatMap(column -> column.columns().stream())
                .toList();
        return Optional.of(new SampleKeys(
                "files",
                IntStream.range(0, size()).mapToObj(row -> key(row, columns)).toList()));
    }

    private String key(int row, List<String> columns) {
        List<String> files =
                columns.stream().map(column -> absolute(row, column)).toList();
        return files.stream().allMatch(String::isEmpty) ? "" : String.join(", ", files);
    }

    private String absolute(int row, String column) {
        try {
            return manifest.text(row, column).isEmpty()
                    ? ""
                    : manifest.path(row, column).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            // Such a row is for the report of an epoch.
            return manifest.text(row, column);
        }
    }

    /**
     * Its manifest and its options; image files are read where they lie, under the same paths, see {@link Manifest}. Changes of your own in an
     * augmentation travel along, image formats of your own do not.
     */
    @Override
    public Optional<DataRecipe> recipe() {
        return Optional.of(new GeneratorRecipe(manifest, common, columns, options));
    }

    /**
     * Starts one pass over all rows; its threads run until it ends or is closed.
     *
     * <p>The epoch throws if not a single sample could be read ({@code none of the 20 samples could be read; the first bad file
     * is ...}) and, with {@link BadFile#STOP}, a {@link BadFileException}.
     *
     * <p>Refused: {@code batchSize must be positive, got 0}, {@code dropRemainder leaves no batch of 32 of 20 samples}.
     */
    @Override
    public Epoch epoch(int batchSize, Order order) {
        return switch (options.readBy()) {
            case JAVA -> epochs.epoch(batchSize, order, ThreadedStream::new);
            case TF_DATA -> epochs.epoch(batchSize, order, this::stream);
        };
    }

    /** Where tf.data can read no image of the samples, all of it is left to Java. */
    private SampleStream stream(EpochPlan plan) {
        return source.graphForms().isEmpty() ? new ThreadedStream(plan) : new TfDataStream(plan, source, checked);
    }

    /**
     * The bad files so far, one row each: {@code row} (the line of the CSV file, with the header on line 1; see {@link
     * Manifest#line}), {@code column}, {@code path} as it is written, {@code reason}, and {@code times}, how often it was found.
     */
    public Table report() {
        return epochs.report().table();
    }

    private MultiInputGenerator with(LoaderOptions newOptions) {
        return new MultiInputGenerator(manifest, common, columns, newOptions);
    }

    /** {@code pairs.csv: 2,000 rows of [left, right], 2 classes, 50 bytes a row, as [(64, 64, 3), (64, 64, 3)]; 3 bad files}. */
    @Override
    public String toString() {
        int bad = epochs.report().table().rowCount();
        return manifest + ", as " + forms + "; " + bad + " bad file" + (bad == 1 ? "" : "s");
    }
}
