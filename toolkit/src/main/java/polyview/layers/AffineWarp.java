package polyview.layers;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * An image shifted, turned, scaled and sheared by six numbers (a, b, c, d, e, f) for each sample: the pixel of the output at (r, s) is taken
 * from {@code (a r + b s + c, d r + e s + f)} of the image, where r counts downwards and s to the right.
 *
 * <p>Inputs: the image {@code (N, H, W, C)} and the numbers {@code (N, 6)}; output {@code (N, H, W, C)}, or {@code (N, H', W', C)} with
 * {@link #size}. Positions are normalised: -1 is the middle of the first pixel, 1 that of the last one, of the output and of the image each;
 * 0 is the middle, also where there is one pixel only. With {@link #pixels()} they are pixels from the middle of the output and of the
 * image, so that {@code (cos t, -sin t, 0, sin t, cos t, 0)} turns without distortion where images are not square. (1, 0, 0, 0, 1, 0) changes
 * nothing, see {@link #identity()}. Between pixels the value is bilinear; {@link #outside} tells what lies beyond. Gradients go to the
 * image and to the numbers.
 *
 * <p>PyTorch's {@code affine_grid} and {@code grid_sample} with {@code align_corners=True} are the same, but for the order: columns come
 * first there, so theta is {@code ((e, d, f), (b, a, c))}.
 *
 * <p>Refused: {@code size must be positive, got 0}; another number of inputs ({@code affine_warp takes an image and 6 numbers, got 1});
 * another form ({@code affine_warp takes (N, H, W, C), got (N, 10)}; {@code affine_warp takes 6 numbers for each image, (N, 6), got (N,
 * 4)}). A number that is not finite gives NaN.
 *
 * <p>Source: Jaderberg et al. 2015, Spatial Transformer Networks.
 *
 * <p>Example: of the row (1, 3, 7), whose pixels lie at -1, 0 and 1, (1, 0, 0, 0, 1, 0.5) gives (2, 5, 3.5); with {@code pixels()}, (1, 0, 0,
 * 0, 1, 1) gives (3, 7, 0).
 *
 * <pre>{@code
 * var theta = new Dense(6).kernelInitializer(Initializer.zeros()).biasInitializer(AffineWarp.identity()).apply(features);
 * var straight = new AffineWarp().size(32, 32).apply(image, theta);
 * }</pre>
 */
public final class AffineWarp extends StandardLayer<AffineWarp> {

    private static final int NUMBERS = 6;

    private Outside outside = Outside.ZEROS;
    private Optional<Size> size = Optional.empty();
    private boolean inPixels;

    /** Takes zeros outside the image, and gives an image of the same size. */
    public AffineWarp() {}

    /** The first value of the bias of a layer that predicts the six numbers: (1, 0, 0, 0, 1, 0), which changes nothing. */
    public static Initializer identity() {
        return Initializer.of(FloatArray.of(new float[] {1, 0, 0, 0, 1, 0}, NUMBERS));
    }

    /** What is taken outside the image; {@link Outside#ZEROS} by default. */
    public AffineWarp outside(Outside newOutside) {
        mustNotBeBuilt("outside");
        this.outside = Objects.requireNonNull(newOutside, "outside must not be null");
        return this;
    }

    /** Height and width of the output; those of the image by default. Refused: {@code size must be positive, got 0}. */
    public AffineWarp size(int height, int width) {
        mustNotBeBuilt("size");
        this.size = Optional.of(Size.of("size", height, width));
        return this;
    }

    /** Positions are pixels from the middle, for shifts in pixels and turns without distortion; normalised by default. */
    public AffineWarp pixels() {
        mustNotBeBuilt("pixels");
        this.inPixels = true;
        return this;
    }

    @Override
    protected AffineWarp self() {
        return this;
    }

    @Override
    protected void build(Build b, List<Shape> inputs) {
        requireFit(inputs);
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        requireFit(inputs.stream().map(Operand::shape).toList());
        Ops tf = c.tf();
        Operand<TFloat32> image = inputs.get(0);
        AffinePositions positions = new AffinePositions(tf, inputs.get(1), inPixels);
        Operand<TInt32> height =
                size.<Operand<TInt32>>map(s -> tf.constant(s.height())).orElseGet(() -> ChannelFold.size(tf, image, 1));
        Operand<TInt32> width =
                size.<Operand<TInt32>>map(s -> tf.constant(s.width())).orElseGet(() -> ChannelFold.size(tf, image, 2));
        return outside.sample(
                tf,
                image,
                positions.of(0, height, width, ChannelFold.size(tf, image, 1)),
                positions.of(3, height, width, ChannelFold.size(tf, image, 2)));
    }

    private void requireFit(List<Shape> inputs) {
        if (inputs.size() != 2) {
            throw new IllegalArgumentException(displayName() + " takes an image and 6 numbers, got " + inputs.size());
        }
        LayerChecks.requireRank(this, inputs.get(0), "(N, H, W, C)");
        LayerChecks.requireKnown(this, inputs.get(0), 3, "channels");
        Shape numbers = inputs.get(1);
        if (numbers.numDimensions() != 2 || numbers.get(1) != NUMBERS) {
            throw new IllegalArgumentException(
                    displayName() + " takes 6 numbers for each image, (N, 6), got " + Shapes.text(numbers));
        }
    }
}
