package polyview.layers;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.ops.Convolutions;

/**
 * A transposed convolution, which makes images larger: every pixel adds the kernel, times its value, to the output, {@code s}
 * pixels from that of its neighbour.
 *
 * <p>{@code full[n, i s + u d, j s + v d, f] += x[n,i,j,c] k[u,v,f,c]} over all i, j, u, v, c; then it is cropped, and {@code y =
 * act(cropped + b)}. {@code (N, H, W, C) -> (N, H', W', F)}. Weights: kernel {@code (kh, kw, F, C)}, bias {@code (F)}. It is the
 * gradient of a {@link Conv2D} of the same options with respect to its input.
 *
 * <p>With {@code k' = (k - 1) d + 1}, {@code full} has {@code (H - 1) s + k'} rows. As in Keras:
 *
 * <ul>
 *   <li>VALID keeps everything, and adds zeros at the end where the kernel is smaller than the step: {@code H' = (H - 1) s +
 *       max(k', s)}
 *   <li>SAME crops to {@code H' = H s}, the odd row at the end
 *   <li>with {@link #outputPadding}, VALID gives {@code H' = (H - 1) s + k' + outputPadding} and SAME {@code H' = (H - 1) s + k' -
 *       2 floor(k' / 2) + outputPadding}
 *   <li>{@link #padding(int)} in pixels crops that many on every side, as in PyTorch: {@code H' = (H - 1) s + k' - top - bottom +
 *       outputPadding}
 * </ul>
 *
 * <p>Refused: what {@link Conv2D} refuses, {@code conv2d_transpose needs outputPadding below strides 2, got 2}, and
 * images of which nothing would be left ({@code conv2d_transpose with kernelSize 3 and padding 2 needs images of at
 * least 3 pixels, got (N, 2, 2, 1)}). Source: Dumoulin and Visin 2016.
 *
 * <p>Example: {@code new Conv2DTranspose(8, 3).strides(2).padding(Padding.SAME)} takes (N, 16, 16, 4) to (N, 32, 32, 8)
 * with 296 parameters. One pixel of 1 becomes the kernel.
 */
public final class Conv2DTranspose extends Convolution<Conv2DTranspose> {

    private Optional<Size> outputPadding = Optional.empty();

    /** A square kernel. */
    public Conv2DTranspose(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels. */
    public Conv2DTranspose(int filters, int kernelHeight, int kernelWidth) {
        super(filters, kernelHeight, kernelWidth);
    }

    /** Extra rows and columns at the end, in pixels; refused: {@code outputPadding must not be negative, got -1}. */
    public Conv2DTranspose outputPadding(int pixels) {
        return outputPadding(pixels, pixels);
    }

    /** The same with different numbers of rows and columns. */
    public Conv2DTranspose outputPadding(int height, int width) {
        mustNotBeBuilt("outputPadding");
        this.outputPadding = Optional.of(new Size(
                Checks.requireNotNegative("outputPadding", height), Checks.requireNotNegative("outputPadding", width)));
        return this;
    }

    /** The pixels cropped on every side of the full output; refused: {@code padding must not be negative, got -1}. */
    @Override
    public Conv2DTranspose padding(int pixels) {
        return super.padding(pixels);
    }

    /** The pixels cropped on each side of the full output; refused: {@code padding must not be negative, got -1}. */
    @Override
    public Conv2DTranspose padding(int top, int bottom, int left, int right) {
        return super.padding(top, bottom, left, right);
    }

    @Override
    protected Conv2DTranspose self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        LayerChecks.requireRank(this, input, "(N, H, W, C)");
        long channels = LayerChecks.requireKnown(this, input, 3, "channels");
        outputPadding.ifPresent(extra -> {
            if (extra.height() >= strides().height()
                    || extra.width() >= strides().width()) {
                throw new IllegalArgumentException(
                        displayName() + " needs outputPadding below strides " + strides() + ", got " + extra);
            }
        });
        declareKernel(b, Shape.of(kernelSize().height(), kernelSize().width(), filters(), channels));
        declareBias(b, Shape.of(filters()));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        LayerChecks.requireSize(this, x.shape(), 3, kernel().shape().get(3), "channel");
        TransposedAxis down = along(
                kernelSize().height(),
                strides().height(),
                dilationRate().height(),
                border().top(),
                border().bottom(),
                outputPadding.map(Size::height));
        TransposedAxis right = along(
                kernelSize().width(),
                strides().width(),
                dilationRate().width(),
                border().left(),
                border().right(),
                outputPadding.map(Size::width));
        LayerChecks.requireAtLeast(this, x.shape(), windowText(), down.smallest(), right.smallest());
        Size rate = dilationRate();
        Operand<TFloat32> k = c.value(kernel());
        Operand<TFloat32> used =
                rate.equals(new Size(1, 1)) ? k : Convolutions.dilatedKernel(c.tf(), k, rate.height(), rate.width());
        return finish(c, TransposedAxis.of(c.tf(), x, used, down, right));
    }

    private TransposedAxis along(int elements, int step, int distance, int before, int after, Optional<Integer> extra) {
        int covered = covered(elements, distance);
        if (border().rule() == Padding.SAME) {
            return TransposedAxis.same(covered, step, extra);
        }
        return border().hasZeros()
                ? TransposedAxis.cut(covered, step, before, after, extra.orElse(0))
                : TransposedAxis.valid(covered, step, extra);
    }
}
