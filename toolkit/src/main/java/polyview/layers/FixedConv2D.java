package polyview.layers;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * A convolution with given, fixed kernels: {@code y[n,i,j,c K + k] = sum_{u,v} x[n, i s + u d, j s + v d, c]
 * kernel_k[u,v]}.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', C K)}: each channel with each of the K kernels, without mixing channels. With {@link
 * #mixed}, or where the kernels have values for each channel, {@code (N, H, W, C) -> (N, H', W', K)}: the sum over the channels.
 * Images may lack the channel axis: {@code (N, H, W) -> (N, H', W')} with one kernel, {@code (N, H', W', K)} with several. {@code
 * H'} is as {@link WindowedLayer} says, with {@link Padding#SAME} and strides of 1 by default, so {@code H' = H}.
 *
 * <p>The kernels are constants of the graph, not weights: they are not counted as parameters, not saved, and cannot be trained by
 * mistake. Gradients pass through to earlier layers. A bias and an activation may follow, such as a learned threshold; by default
 * there is none. Without a bias, one layer can be applied to images with different numbers of channels.
 *
 * <p>Refused: what {@link Kernels#bank} refuses, such as kernels of different sizes; another rank ({@code fixed_conv2d
 * takes (N, H, W) or (N, H, W, C), got (N, 10)}); an unknown number of channels; kernels for other channels than the
 * image has ({@code fixed_conv2d has kernels for 3 channels, got (N, 8, 8, 1)}); an image smaller than the kernel under
 * VALID padding; and the options that would change the kernels ({@code kernelInitializer of fixed_conv2d has no
 * meaning: its kernels are given}).
 *
 * <p>Example: {@code new FixedConv2D(Kernels.SOBEL_HORIZONTAL, Kernels.SOBEL_VERTICAL)} takes (N, 28, 28) to (N, 28, 28, 2) and
 * (N, 28, 28, 3) to (N, 28, 28, 6), without a parameter.
 */
public final class FixedConv2D extends WindowedLayer<FixedConv2D> {

    private final FloatArray filter;
    private boolean mixed;

    /** Kernels {@code (h, w)}, {@code (h, w, C)} or {@code (h, w, C, K)} of one size, copied; see {@link Kernels}. */
    public FixedConv2D(FloatArray... kernels) {
        super(1, 1);
        this.filter = Kernels.bank(kernels);
        super.kernelSize(filter.size(0), filter.size(1));
        padding(Padding.SAME);
        useBias(false);
    }

    /** Sums over the channels: {@code (N, H, W, C) -> (N, H', W', K)}. */
    public FixedConv2D mixed() {
        mustNotBeBuilt("mixed");
        this.mixed = true;
        return this;
    }

    /** Refused: the kernels have their size. */
    @Override
    public FixedConv2D kernelSize(int height, int width) {
        throw given("kernelSize");
    }

    /** Refused: the kernels are given. */
    @Override
    public FixedConv2D kernelInitializer(Initializer newInitializer) {
        throw given("kernelInitializer");
    }

    /** Refused: the kernels never change. */
    @Override
    public FixedConv2D kernelRegularizer(Regularizer newRegularizer) {
        throw given("kernelRegularizer");
    }

    private UnsupportedOperationException given(String option) {
        return new UnsupportedOperationException(
                option + " of " + displayName() + " has no meaning: its kernels are given");
    }

    @Override
    protected FixedConv2D self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        declareBias(b, Shape.of(outputs(channels(GrayImages.withChannel(this, input)))));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        Operand<TFloat32> images = GrayImages.withChannel(this, c, x);
        long channels = channels(images.shape());
        Optional<Weight> bias = bias();
        if (bias.isPresent() && bias.get().shape().get(0) != outputs(channels)) {
            LayerChecks.requireSize(this, images.shape(), 3, bias.get().shape().get(0) / filter.size(3), "channel");
        }
        requireWindow(images.shape());
        Operand<TFloat32> y = finish(c, filtered(c, images, channels));
        boolean gray = x.shape().numDimensions() == 3;
        return gray && filter.size(3) == 1 ? GrayImages.withoutChannel(c, y) : y;
    }

    /** The number of channels, which must be that of the kernels if they have one. */
    private long channels(Shape images) {
        long channels = LayerChecks.requireKnown(this, images, 3, "channels");
        if (filter.size(2) > 1 && channels != filter.size(2)) {
            throw new IllegalArgumentException(
                    displayName() + " has kernels for " + filter.size(2) + " channels, got " + Shapes.text(images));
        }
        return channels;
    }

    private long outputs(long channels) {
        return mixed || filter.size(2) > 1 ? filter.size(3) : channels * filter.size(3);
    }

    private Operand<TFloat32> filtered(Call c, Operand<TFloat32> x, long channels) {
        if (channels == filter.size(2)) {
            return convolve(c, x, c.constant(filter));
        }
        if (mixed) {
            // The same kernel on every channel, then the sum: it is faster to sum first and convolve one channel.
            Operand<TFloat32> sum = c.tf().reduceSum(x, c.tf().constant(3), ReduceSum.keepDims(true));
            return convolve(c, sum, c.constant(filter));
        }
        return convolveDepthwise(c, x, c.constant(KernelArrays.repeat(filter, Math.toIntExact(channels))));
    }
}
