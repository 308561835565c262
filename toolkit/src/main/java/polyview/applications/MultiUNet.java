package polyview.applications;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import polyview.base.Checks;
import polyview.layers.Fusion;
import polyview.layers.SymbolicTensor;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Tiling;

/**
 * A U-Net with one encoder for each image: {@code (N, H, W, C1), (N, H, W, C2), ... -> (N, H, W, K)}, a number for each pixel and output.
 *
 * <p>At scale s of 0..depth, with {@code F 2^s} filters, each encoder has two 3x3 convolutions with ReLU, and a maximum of 2x2 pixels on
 * the way to the next scale. At each scale the feature maps of all images go through a 1x1 convolution of their own and are fused, by
 * {@link Fusion}; the decoder goes back up from the lowest scale by transposed convolutions of 2x2, each joined with the fused maps of
 * its scale, and two more convolutions. A 1x1 convolution gives the K outputs, without an activation: logits, for losses such as {@code
 * Loss.softmaxCrossEntropy()}, {@code binaryCrossEntropy()} and {@code dice()}, or numbers.
 *
 * <p>With {@link #sharedEncoder} all images go through one encoder with the same weights, as where change is looked for between two
 * images of one camera; they must have as many channels. Source: Ronneberger, Fischer and Brox 2015, with SAME padding; two encoders and
 * their differences as skips in Daudt, Le Saux and Boulch 2018.
 *
 * <p>Refused: {@code height must be a multiple of 8, as 3 scales halve it, got 100: pad the images to 104, or take a depth of 2}; fewer
 * than two images ({@code MultiUNet takes two images at least, got [image]: take UNet}); two inputs of one name; a shared encoder over
 * images of different channels ({@code a shared encoder needs images of as many channels, got {left=1, right=3}}); {@code scale must lie
 * in [0, 3], got 4}. Images of another size than the scales can halve, where the size is open, are refused when the model runs, by an error of
 * TensorFlow that says {@code input before must have a height and width that are multiples of 8, as 3 scales halve them: pad the images, or
 * predict them with a Tiling; their shape is} and the shape.
 *
 * <pre>{@code
 * var model = new MultiUNet(64, 64).input("before", 3).input("after", 3)
 *         .sharedEncoder(true).fusion(Fusion.absoluteDifference()).batchNormalization(true)
 *         .depth(3).filters(16).outputs(1).build();
 * model.compile(new Adam(1e-3), Loss.binaryCrossEntropy());     // masks (N, 64, 64, 1) of 0 and 1
 * }</pre>
 */
public final class MultiUNet {

    /** That of Keras. */
    private static final double MOMENTUM = 0.99;

    private final int height;
    private final int width;
    private final Map<String, Integer> channels = new LinkedHashMap<>();
    private final Map<Integer, Fusion> fusions = new HashMap<>();
    private Fusion fusion = Fusion.concat();
    private boolean shared;
    private OptionalDouble momentum = OptionalDouble.empty();
    private int depth = 4;
    private int filters = 16;
    private int outputs = 1;

    /** For images of this size in pixels, -1 for any: then sizes that are no multiples of {@code 2^depth} are refused when the model runs. */
    public MultiUNet(int height, int width) {
        this.height = height;
        this.width = width;
    }

    /** One more image; refused: {@code two inputs are named left}, {@code channels must be positive, got 0}. */
    public MultiUNet input(String name, int numberOfChannels) {
        if (channels.put(name, Checks.requirePositive("channels", numberOfChannels)) != null) {
            throw new IllegalArgumentException("two inputs are named " + name);
        }
        return this;
    }

    /** How feature maps are fused at all scales that have no fusion of their own; concat by default. */
    public MultiUNet fusion(Fusion everywhere) {
        this.fusion = Objects.requireNonNull(everywhere, "fusion must not be null");
        return this;
    }

    /** How they are fused at one scale, 0 for that of the images and {@code depth} for the lowest. */
    public MultiUNet fusion(int scale, Fusion there) {
        fusions.put(scale, Objects.requireNonNull(there, "fusion must not be null"));
        return this;
    }

    /** Whether all images go through one encoder; false by default. */
    public MultiUNet sharedEncoder(boolean same) {
        this.shared = same;
        return this;
    }

    /**
     * Whether each 3x3 convolution is followed by a batch normalization, before its ReLU; false by default. Its momentum is 0.99: for short
     * trainings see {@link #batchNormalization(double)}.
     */
    public MultiUNet batchNormalization(boolean normalize) {
        this.momentum = normalize ? OptionalDouble.of(MOMENTUM) : OptionalDouble.empty();
        return this;
    }

    /**
     * A batch normalization after each 3x3 convolution, whose moving averages follow with this momentum; see {@link
     * polyview.layers.BatchNormalization#momentum}.
     *
     * <p>Prediction and evaluation use the moving averages, which begin at a mean of 0 and a variance of 1; after n steps of training {@code
     * momentum^n} of that is left. With 0.99 it is 79 % after 24 steps and 1 % after 460: where fewer steps are taken, a model that
     * fits its training batches well answers badly. With 0.9 it is 8 % after 24 steps, and the averages are those of about the last 10 batches.
     * Refused: {@code momentum must lie in [0, 1), got 1.0}.
     *
     * <pre>{@code
     * new MultiUNet(64, 64).input("before", 3).input("after", 3).batchNormalization(0.9)     // for some dozens of steps
     * }</pre>
     */
    public MultiUNet batchNormalization(double withMomentum) {
        Checks.requireFraction("momentum", withMomentum);
        this.momentum = OptionalDouble.of(withMomentum);
        return this;
    }

    /** How often the size is halved; 4 by default. */
    public MultiUNet depth(int times) {
        this.depth = Checks.requirePositive("depth", times);
        return this;
    }

    /** The filters F of the first scale, doubled at each other one; 16 by default, 64 in the paper. */
    public MultiUNet filters(int first) {
        this.filters = Checks.requirePositive("filters", first);
        return this;
    }

    /** The outputs K of each pixel; 1 by default. */
    public MultiUNet outputs(int number) {
        this.outputs = Checks.requirePositive("outputs", number);
        return this;
    }

    /**
     * How many pixels away a pixel of the images can be that an output depends on: {@code 7 * 2^depth - 5}.
     *
     * <p>It is the margin of a {@link Tiling} that gives the answers of the whole image, but only where the size of the tile and the overlap are
     * multiples of {@code 2^depth}, and so is the size of the image: otherwise a tile pools other pixels together than the image does. {@link
     * #tiling} gives that tiling.
     *
     * <p>Holds for fusions that look at each pixel alone; squeeze-and-excite looks at all of them, and a correlation at its displacements too.
     * Example: 23 for a depth of 2, 51 for 3.
     */
    public int receptiveRadius() {
        // Two convolutions at each scale on the way down and up, and the places of a pixel in the cells of the
        // poolings.
        return 7 * (1 << depth) - 5;
    }

    /**
     * Square tiles of so many pixels that give the answers of the whole image, but for rounding: the margin is {@link #receptiveRadius}, and
     * the overlap the smallest multiple of {@code 2^depth} that is at least twice as much. For images whose height and width are multiples of
     * {@code 2^depth}; the exceptions are those of the radius.
     *
     * <p>Example: {@code tiling(80)} of a depth of 2 has an overlap of 48 and a margin of 23, {@code tiling(256)} of a depth of 3 has 104 and 51.
     *
     * <p>Refused: {@code tile must be a multiple of 4, as 2 scales halve it, got 81: take 84}; {@code tile must be at least 52, for an overlap of 48
     * and 4 pixels more, got 48: take larger tiles, or a smaller depth}.
     *
     * <pre>{@code
     * var unet = new MultiUNet(-1, -1).input("before", 3).input("after", 3).depth(3);
     * FloatArray mask = unet.build().predict(unet.tiling(256), before, after);
     * }</pre>
     */
    public Tiling tiling(int tile) {
        Checks.requirePositive("tile", tile);
        int multiple = 1 << depth;
        int twice = 2 * receptiveRadius();
        int overlap = (twice + multiple - 1) / multiple * multiple;
        if (tile < overlap + multiple) {
            throw new IllegalArgumentException("tile must be at least " + (overlap + multiple) + ", for an overlap of "
                    + overlap + " and " + multiple + " pixels more, got " + tile
                    + ": take larger tiles, or a smaller depth");
        }
        if (tile % multiple != 0) {
            throw new IllegalArgumentException("tile must be a multiple of " + multiple + halved() + tile + ": take "
                    + (tile / multiple + 1) * multiple);
        }
        return Tiling.of(tile, overlap).margin(receptiveRadius());
    }

    /** Makes the model, with first weights of its own. */
    public Model build() {
        if (channels.size() < 2) {
            throw new IllegalArgumentException(
                    "MultiUNet takes two images at least, got " + channels.keySet() + ": take UNet");
        }
        return any();
    }

    /** The same of any number of images. */
    Model any() {
        requireSizes();
        List<SymbolicTensor> images = new ArrayList<>();
        channels.forEach((name, count) -> images.add(Input.image(name, height, width, count)));
        UNetLayers layers = new UNetLayers(filters, depth, momentum);
        List<List<SymbolicTensor>> features = new ArrayList<>();
        UNetLayers.Encoder one = layers.encoder("encoder");
        for (SymbolicTensor image : images) {
            boolean own = !shared && images.size() > 1;
            features.add((own ? layers.encoder(image.name()) : one).of(layers.fitting(image)));
        }
        List<SymbolicTensor> fused = new ArrayList<>();
        for (int scale = 0; scale <= depth; scale++) {
            int s = scale;
            fused.add(layers.fused(
                    s, features.stream().map(all -> all.get(s)).toList(), fusions.getOrDefault(s, fusion)));
        }
        return new Model(images, layers.decoded(fused, outputs));
    }

    private void requireSizes() {
        requireSize("height", height);
        requireSize("width", width);
        if (shared && channels.values().stream().distinct().count() > 1) {
            throw new IllegalArgumentException("a shared encoder needs images of as many channels, got " + channels);
        }
        for (int scale : fusions.keySet()) {
            if (scale < 0 || scale > depth) {
                throw new IllegalArgumentException("scale must lie in [0, " + depth + "], got " + scale);
            }
        }
    }

    private void requireSize(String name, int size) {
        if (size == -1) {
            return;
        }
        Checks.requirePositive(name, size);
        int multiple = 1 << depth;
        if (size % multiple != 0) {
            int fits = Integer.numberOfTrailingZeros(size);
            throw new IllegalArgumentException(name + " must be a multiple of " + multiple + halved() + size
                    + ": pad the images to "
                    + (size / multiple + 1) * multiple + (fits > 0 ? ", or take a depth of " + fits : ""));
        }
    }

    private String halved() {
        return ", as " + depth + (depth == 1 ? " scale halves it, got " : " scales halve it, got ");
    }
}
