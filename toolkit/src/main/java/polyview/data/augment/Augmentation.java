package polyview.data.augment;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.base.Startup;
import polyview.data.FloatArray;

/**
 * Random changes of images, so that a network sees each sample slightly changed in every epoch.
 *
 * <pre>{@code
 * Augmentation a = Augmentation.none()
 *         .rotation(20).widthShift(0.2).heightShift(0.2).zoom(0.2).horizontalFlip().fill(Fill.NEAREST)
 *         .brightness(0.1).contrast(0.2).noise(0.05);
 * FloatArray changed = a.apply(images, 7, 0, 0, 1, 2);   // images (3, H, W, C), seed 7, epoch 0, samples 0 to 2
 * }</pre>
 *
 * <p>The names are those of Keras' ImageDataGenerator; each option says what its amount means. The changes are made in this order:
 * the channels are shuffled; the image is flipped, zoomed, sheared and rotated about its middle and then shifted, all as one map
 * ({@link Geometry}) with bilinear interpolation; contrast; brightness; noise; changes of your own ({@link #then}). Values are
 * never clipped, and contrast uses the mean of the moved image. Flips do not change any value; nor does a map that happens to move
 * nothing, where all values are finite (minus zero may become zero).
 *
 * <p><b>One sample, several images.</b> Each image of a sample is changed on its own, unless {@link
 * #sameForAllImages()} says otherwise.
 *
 * <p><b>Repeatable.</b> The changes of an image depend only on the seed, the epoch, the number of the sample and the place of the
 * image in the sample. The result has the same bits in any batch and on any number of threads; in a graph, and on another kind of
 * device, it may differ by rounding, and the noise differs between graph and memory. Each option has draws of its own: setting
 * another one does not change them. So a mask is moved like its image by the same augmentation without brightness, contrast and
 * noise, and with {@link #nearestPixel()}: {@link #forMask}. A {@code MultiInputGenerator} does so with masks that are targets.
 *
 * <p>There are four ways to use it: {@link #apply(FloatArray, long, long, long...)} for one image a sample,
 * {@link Augmenter} for several, the layer {@code RandomAugmentation} at the input of a model, on the device that trains, and
 * {@link #apply(Ops, List, List)} in your own graph. The layer has other draws, from the seed of the model and the step of the
 * training: see there.
 */
public final class Augmentation implements Serializable {

    static {
        Startup.begin();
    }

    private static final Augmentation NONE = new Augmentation(AugmentationOptions.none());

    private final AugmentationOptions options;

    private Augmentation(AugmentationOptions options) {
        this.options = options;
    }

    /** No change at all. */
    public static Augmentation none() {
        return NONE;
    }

    /** A rotation, uniform in {@code -degrees..degrees}; refused: {@code rotation must lie in [0, 180] degrees, got 200.0}. */
    public Augmentation rotation(double degrees) {
        return new Augmentation(options.with(Amount.ROTATION, degrees));
    }

    /**
     * A shift to the left or right, uniform in {@code -part..part} of the width, not only by whole pixels.
     *
     * <p>Refused: {@code widthShift must lie in [0, 1], a part of the width, got 2.0}. (In Keras 2.0 would be
     * pixels.)
     */
    public Augmentation widthShift(double part) {
        return new Augmentation(options.with(Amount.WIDTH_SHIFT, part));
    }

    /** A shift up or down; as {@link #widthShift}, of the height. */
    public Augmentation heightShift(double part) {
        return new Augmentation(options.with(Amount.HEIGHT_SHIFT, part));
    }

    /**
     * A shear along the rows, its angle uniform in {@code -degrees..degrees}.
     *
     * <p>Degrees as in Keras, so that the 0.2 of many examples moves the outermost row of a 100 pixel image by 0.17
     * pixels. Refused: {@code shear must lie in [0, 90) degrees, got 90.0}.
     */
    public Augmentation shear(double degrees) {
        return new Augmentation(options.with(Amount.SHEAR, degrees));
    }

    /**
     * A factor for the width and, as in Keras, another for the height, each uniform in {@code 1 - part..1 + part}.
     *
     * <p>Refused: {@code zoom must lie in [0, 1), got 1.0}.
     */
    public Augmentation zoom(double part) {
        return new Augmentation(options.with(Amount.ZOOM, part));
    }

    /** A flip of left and right with probability 1/2. */
    public Augmentation horizontalFlip() {
        return new Augmentation(options.with(AugmentationOptions.Switch.horizontalFlip, true));
    }

    /** A flip of top and bottom with probability 1/2. */
    public Augmentation verticalFlip() {
        return new Augmentation(options.with(AugmentationOptions.Switch.verticalFlip, true));
    }

    /** What fills the frame where a moved image leaves it empty; {@link Fill#NEAREST} by default. */
    public Augmentation fill(Fill newFill) {
        return new Augmentation(options.with(newFill));
    }

    /**
     * Takes each value from the nearest source pixel instead of interpolating between four: for masks, whose values are classes.
     */
    public Augmentation nearestPixel() {
        return new Augmentation(options.with(AugmentationOptions.Switch.nearestPixel, true));
    }

    /**
     * A number, uniform in {@code -most..most}, added to every value of the image, in the units of the image.
     *
     * <p>Refused: {@code brightness must be finite and not negative, got -1.0}.
     */
    public Augmentation brightness(double most) {
        return new Augmentation(options.with(Amount.BRIGHTNESS, most));
    }

    /**
     * A factor, uniform in {@code 1 - part..1 + part}, of every value's distance from the mean of the image, all of its
     * channels together: {@code mean + factor (x - mean)}.
     *
     * <p>Refused: {@code contrast must lie in [0, 1], got 2.0}.
     */
    public Augmentation contrast(double part) {
        return new Augmentation(options.with(Amount.CONTRAST, part));
    }

    /**
     * Gaussian noise of this standard deviation, in the units of the image, drawn for every value; never the same for two images.
     *
     * <p>Refused: {@code noise must be finite and not negative, got -1.0}.
     */
    public Augmentation noise(double standardDeviation) {
        return new Augmentation(options.with(Amount.NOISE, standardDeviation));
    }

    /** Shuffles the channels of an image, such as gray views of one thing; all orders are equally likely. */
    public Augmentation shuffleViews() {
        return new Augmentation(options.with(AugmentationOptions.Switch.shuffleViews, true));
    }

    /**
     * Adds a change of your own after all others; several run in the order in which they are added.
     *
     * <p>It works in memory: while samples are read, in {@link Augmenter}, and in {@link #apply(FloatArray, long, long, long...)}.
     * Like noise, it is drawn for each image, also with {@link #sameForAllImages()}.
     *
     * <p>Refused in a graph, and so in the layer {@code RandomAugmentation}: {@code an ImageChange works in memory only, got
     * Hole[side=8]: in a graph, use a layer}. Refused when it runs: another shape ({@code Hole[side=8] must keep the shape [6, 8,
     * 1], got [6, 8]}).
     *
     * @param change what is done to each image
     */
    public Augmentation then(ImageChange change) {
        return new Augmentation(options.with(Objects.requireNonNull(change, "change")));
    }

    /**
     * Refuses changes that a graph cannot do: {@code an ImageChange works in memory only, got Hole[side=8]: in a graph, use a
     * layer}.
     */
    public void requireForGraphs() {
        if (!own().isEmpty()) {
            throw new IllegalArgumentException(
                    "an ImageChange works in memory only, got " + own().get(0) + ": in a graph, use a layer");
        }
    }

    /**
     * Changes all images of a sample alike, which registration and segmentation need; only noise is drawn for each image.
     *
     * <p>Where sizes differ, rotations have the same angle and shifts are the same fraction of the size: see {@link Geometry}.
     * Images with the same number of channels get the same order of channels.
     */
    public Augmentation sameForAllImages() {
        return new Augmentation(options.with(AugmentationOptions.Switch.sameForAllImages, true));
    }

    /** Changes each image of a sample independently; this is the default. */
    public Augmentation independent() {
        return new Augmentation(options.with(AugmentationOptions.Switch.sameForAllImages, false));
    }

    /**
     * The change that is drawn for one image.
     *
     * @param seed the user's seed
     * @param epoch the number of the epoch, from 0
     * @param sample the number of the sample in the data set
     * @param image the place of the image in the sample, from 0
     */
    public Transform draw(long seed, long epoch, long sample, int image) {
        return new SampleDraws(this).draw(seed, epoch, sample, image);
    }

    /**
     * The changes that are drawn for some samples, as the numbers that {@link #apply(Ops, List, List)} takes: one array {@code (N,
     * 12 + C)} for each image of a sample.
     *
     * <p>Refused: an image of another rank, or without a pixel ({@code image 0 must have the shape (H, W, C), got
     * [28, 28]}).
     *
     * @param samples the numbers of the N samples
     * @param images the shape (H, W, C) of each image of a sample
     */
    public List<FloatArray> parameters(long seed, long epoch, long[] samples, List<Shape> images) {
        return new SampleDraws(this).parameters(seed, epoch, samples, images);
    }

    /**
     * Adds the changes to a graph: it is a plain function of images and parameters, the same in every run.
     *
     * <p>Shapes: each image {@code (N, H, W, C) -> (N, H, W, C)}, N, H, W and C known or not. There is no gradient.
     * Noise is made on the CPU: on a GPU the session needs soft placement.
     *
     * <p>Refused: {@code images must be as many as parameters, 2, got 1}; {@code image 0 must have the shape (N, H,
     * W, C), got [-1, 28, 28]}; when the graph runs, parameters of another number of samples.
     *
     * @param images the images of the samples, one operand for each image of a sample
     * @param parameters for each of these what {@link #parameters} gives
     */
    public List<Operand<TFloat32>> apply(
            Ops tf, List<? extends Operand<TFloat32>> images, List<? extends Operand<TFloat32>> parameters) {
        requireForGraphs();
        return new AugmentationGraph(tf, this).apply(images, parameters);
    }

    /**
     * Adds the changes and the draws to a graph, from seeds that may differ in each run, as a layer does in training.
     *
     * <p>Shapes: {@code (N, H, W, C) -> (N, H, W, C)}, N, H, W and C known or not. The distributions are those of
     * {@link #draw}, the draws are not; the same seeds give the same bits for the same shape on the same kind of device.
     * There is no gradient.
     *
     * <p>Refused: {@code images must have the shape (N, H, W, C), got [-1, 28, 28]}.
     *
     * @param images one image of each sample
     * @param own the seed of this image, two numbers, as TensorFlow's stateless ops take it
     * @param shared a seed that all images of a sample have in common, from which {@link #sameForAllImages()} draws
     */
    public Operand<TFloat32> applyRandomly(
            Ops tf, Operand<TFloat32> images, Operand<TInt64> own, Operand<TInt64> shared) {
        requireForGraphs();
        return new AugmentationGraph(tf, this).applyRandomly(images, own, shared);
    }

    /**
     * Changes images in memory, in plain Java: as an {@link Augmenter} does, for samples of one image.
     *
     * <p>Refused: see {@link Augmenter#apply}.
     *
     * @param images (N, H, W, C), one image of each sample
     * @param samples the numbers of the N samples
     */
    public FloatArray apply(FloatArray images, long seed, long epoch, long... samples) {
        try (Augmenter augmenter = new Augmenter(this, 1)) {
            return augmenter.apply(List.of(images), seed, epoch, samples).get(0);
        }
    }

    List<ImageChange> own() {
        return options.own();
    }

    /** What fills the frame where a moved image leaves it empty. */
    public Fill fill() {
        return options.fill();
    }

    double amount(Amount amount) {
        return options.amount(amount);
    }

    boolean shufflesViews() {
        return options.has(AugmentationOptions.Switch.shuffleViews);
    }

    boolean flipsHorizontally() {
        return options.has(AugmentationOptions.Switch.horizontalFlip);
    }

    boolean flipsVertically() {
        return options.has(AugmentationOptions.Switch.verticalFlip);
    }

    /** Whether all images of a sample are changed alike: {@link #sameForAllImages}. */
    public boolean isSameForAllImages() {
        return options.has(AugmentationOptions.Switch.sameForAllImages);
    }

    boolean takesTheNearestPixel() {
        return options.has(AugmentationOptions.Switch.nearestPixel);
    }

    boolean moves() {
        return options.moves();
    }

    /** Whether it can move pixels: by rotation, shift, shear, zoom or a flip. */
    public boolean changesPlaces() {
        return options.changesPlaces();
    }

    /** Whether it can change values where they are: by brightness, contrast, noise, another order of channels, or a change of your own. */
    public boolean changesTones() {
        return !onlyPlaces().equals(this);
    }

    /** The same moves without any change of tone: rotation, shifts, shear, zoom, flips, and how they are filled and drawn. */
    public Augmentation onlyPlaces() {
        return new Augmentation(options.onlyPlaces());
    }

    /**
     * The moves of this one, and the changes of tone of another: brightness, contrast, noise, order of channels and changes of your
     * own.
     *
     * <p>Example: {@code none().rotation(20).noise(0.1).withTonesOf(none().rotation(5).brightness(0.2))} turns by up to 20 degrees,
     * changes the brightness, and adds no noise.
     */
    public Augmentation withTonesOf(Augmentation other) {
        return new Augmentation(options.withTonesOf(other.options));
    }

    /**
     * What moves an image that is to be predicted like the images of its sample: the same moves, drawn from the same numbers where
     * {@link #sameForAllImages()} is set, without any change of tone.
     */
    public Augmentation forTarget() {
        return onlyPlaces();
    }

    /**
     * What moves a mask like the images of its sample, by the nearest pixel, so that its values stay indices of classes. What comes into
     * the frame is filled as in the images; where they are filled by a constant, which is a brightness, by this class.
     *
     * @param fillClass the class of what is outside the mask
     */
    public Augmentation forMask(int fillClass) {
        Augmentation moves = onlyPlaces().nearestPixel();
        return fill().mode() == Fill.Mode.CONSTANT ? moves.fill(Fill.constant(fillClass)) : moves;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Augmentation o && options.equals(o.options);
    }

    @Override
    public int hashCode() {
        return options.hashCode();
    }

    /** The options that are set: {@code Augmentation[rotation=20.0, horizontalFlip, fill=NEAREST]}. */
    @Override
    public String toString() {
        return options.toString();
    }
}
