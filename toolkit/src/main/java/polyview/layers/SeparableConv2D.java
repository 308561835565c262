package polyview.layers;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * A depthwise convolution, then a pointwise one: {@code y = act(P (D * x) + b)}, as {@link
 * DepthwiseConv2D} without bias followed by a {@link Conv2D} of kernel size 1.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', F)}, with {@code H'} as {@link WindowedLayer} says. Weights: depthwiseKernel
 * {@code (kh, kw, C, M)}, pointwiseKernel {@code (1, 1, C M, F)}, bias {@code (F)}, where M is the depth multiplier.
 * Source: Chollet 2017.
 *
 * <p>Refused: {@code depthMultiplier must be positive, got 0}, and what {@link Conv2D} refuses.
 *
 * <p>Example: {@code new SeparableConv2D(32, 3)} takes (N, 16, 16, 8) to (N, 14, 14, 32) with 72 + 256 + 32 = 360 parameters;
 * {@code Conv2D} has 2336.
 */
public final class SeparableConv2D extends Convolution<SeparableConv2D> {

    private int depthMultiplier = 1;
    private Initializer depthwiseInitializer = Initializer.glorotUniform();
    private Initializer pointwiseInitializer = Initializer.glorotUniform();
    private Regularizer depthwiseRegularizer = Regularizer.NONE;
    private Regularizer pointwiseRegularizer = Regularizer.NONE;
    private Optional<Kernels> kernels = Optional.empty();

    private record Kernels(Weight depthwise, Weight pointwise) {}

    /** A square kernel. */
    public SeparableConv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels. */
    public SeparableConv2D(int filters, int kernelHeight, int kernelWidth) {
        super(filters, kernelHeight, kernelWidth);
    }

    /** The number of kernels for each channel; 1 by default. Refused: {@code depthMultiplier must be positive, got 0}. */
    public SeparableConv2D depthMultiplier(int newMultiplier) {
        mustNotBeBuilt("depthMultiplier");
        this.depthMultiplier = Checks.requirePositive("depthMultiplier", newMultiplier);
        return this;
    }

    /** How both kernels are initialised; of this and the setters of one kernel, the last one called holds. */
    @Override
    public SeparableConv2D kernelInitializer(Initializer newInitializer) {
        super.kernelInitializer(newInitializer);
        return depthwiseInitializer(newInitializer).pointwiseInitializer(newInitializer);
    }

    /** The regulariser of both kernels; of this and the setters of one kernel, the last one called holds. */
    @Override
    public SeparableConv2D kernelRegularizer(Regularizer newRegularizer) {
        super.kernelRegularizer(newRegularizer);
        return depthwiseRegularizer(newRegularizer).pointwiseRegularizer(newRegularizer);
    }

    /** How the depthwise kernel is initialised; Glorot uniform by default. */
    public SeparableConv2D depthwiseInitializer(Initializer newInitializer) {
        mustNotBeBuilt("depthwiseInitializer");
        this.depthwiseInitializer = newInitializer;
        return this;
    }

    /** How the pointwise kernel is initialised; Glorot uniform by default. */
    public SeparableConv2D pointwiseInitializer(Initializer newInitializer) {
        mustNotBeBuilt("pointwiseInitializer");
        this.pointwiseInitializer = newInitializer;
        return this;
    }

    /** The regulariser of the depthwise kernel; none by default. */
    public SeparableConv2D depthwiseRegularizer(Regularizer newRegularizer) {
        mustNotBeBuilt("depthwiseRegularizer");
        this.depthwiseRegularizer = newRegularizer;
        return this;
    }

    /** The regulariser of the pointwise kernel; none by default. */
    public SeparableConv2D pointwiseRegularizer(Regularizer newRegularizer) {
        mustNotBeBuilt("pointwiseRegularizer");
        this.pointwiseRegularizer = newRegularizer;
        return this;
    }

    @Override
    protected SeparableConv2D self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        LayerChecks.requireRank(this, input, "(N, H, W, C)");
        long channels = LayerChecks.requireKnown(this, input, 3, "channels");
        Shape depthwise = Shape.of(kernelSize().height(), kernelSize().width(), channels, depthMultiplier);
        Shape pointwise = Shape.of(1, 1, channels * depthMultiplier, filters());
        kernels = Optional.of(new Kernels(
                b.weight("depthwiseKernel", depthwise, depthwiseInitializer, depthwiseRegularizer),
                b.weight("pointwiseKernel", pointwise, pointwiseInitializer, pointwiseRegularizer)));
        declareBias(b, Shape.of(filters()));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        Kernels k = kernels.orElseThrow();
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        LayerChecks.requireSize(this, x.shape(), 3, k.depthwise().shape().get(2), "channel");
        requireWindow(x.shape());
        Operand<TFloat32> apart = convolveDepthwise(c, x, c.value(k.depthwise()));
        Operand<TFloat32> mixed =
                c.tf().nn.conv2d(apart, c.value(k.pointwise()), new Size(1, 1).nhwc(), Padding.VALID.name());
        return finish(c, mixed);
    }
}
