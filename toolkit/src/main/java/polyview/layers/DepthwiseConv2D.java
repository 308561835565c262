package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * A convolution of each channel on its own, with its own kernels: {@code y[n,i,j,c M + m] = act(b[c M + m] + sum_{u,v}
 * x[n, i s + u d, j s + v d, c] k[u,v,c,m])}, where M is the depth multiplier.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', C M)}, with {@code H'} as {@link WindowedLayer} says. Weights: kernel {@code
 * (kh, kw, C, M)}, bias {@code (C M)}. {@link #kernelInitializer} and {@link #kernelRegularizer} are what Keras calls
 * depthwise_initializer and depthwise_regularizer.
 *
 * <p>It is a convolution with as many groups as channels. {@link SharedConv2D} uses the same kernels for all channels.
 *
 * <p>Refused: {@code depthMultiplier must be positive, got 0}, and what {@link Conv2D} refuses.
 *
 * <p>Example: {@code new DepthwiseConv2D(3).depthMultiplier(2)} takes (N, 16, 16, 4) to (N, 14, 14, 8) with 80 parameters.
 */
public final class DepthwiseConv2D extends WindowedLayer<DepthwiseConv2D> {

    private int depthMultiplier = 1;

    /** A square kernel. */
    public DepthwiseConv2D(int kernelSize) {
        this(kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels. */
    public DepthwiseConv2D(int kernelHeight, int kernelWidth) {
        super(kernelHeight, kernelWidth);
    }

    /** The number of kernels for each channel; 1 by default. Refused: {@code depthMultiplier must be positive, got 0}. */
    public DepthwiseConv2D depthMultiplier(int kernels) {
        mustNotBeBuilt("depthMultiplier");
        this.depthMultiplier = Checks.requirePositive("depthMultiplier", kernels);
        return this;
    }

    @Override
    protected DepthwiseConv2D self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        LayerChecks.requireRank(this, input, "(N, H, W, C)");
        long channels = LayerChecks.requireKnown(this, input, 3, "channels");
        declareKernel(b, Shape.of(kernelSize().height(), kernelSize().width(), channels, depthMultiplier));
        declareBias(b, Shape.of(channels * depthMultiplier));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        LayerChecks.requireSize(this, x.shape(), 3, kernel().shape().get(2), "channel");
        requireWindow(x.shape());
        return finish(c, convolveDepthwise(c, x, c.value(kernel())));
    }
}
