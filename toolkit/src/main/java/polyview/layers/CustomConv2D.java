package polyview.layers;

import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/**
 * A trained convolution whose kernel may be a function of its weight: {@code y[n,i,j,f] = act(b[f] + sum_{u,v,c} x[n, i
 * s + u d, j s + v d, c] g(w)[u,v,c,f])}, with {@code g(w) = w} by default.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', F)}; {@code (N, H, W)} is an image of one channel. {@code H'} is as {@link
 * WindowedLayer} says. Unlike {@link Conv2D}, padding is {@link Padding#SAME} and there is no bias by default. Weights:
 * kernel {@code (kh, kw, C / G, F)}, Glorot uniform, and a bias {@code (F)} if it is turned on.
 *
 * <p>Refused: what {@link Conv2D} refuses; another rank ({@code custom_conv2d takes (N, H, W) or (N, H, W, C), got (N, 10)}); a
 * function that changes the shape of the kernel ({@code kernel of custom_conv2d must keep the shape (3, 3, 1, 8), got (3, 3, 1,
 * 4)}).
 *
 * <p>Example: {@code new CustomConv2D(8, 3)} takes (N, 28, 28, 3) to (N, 28, 28, 8) with 216 parameters. An edge detector that
 * learns its direction, but gives 0 on a constant image:
 *
 * <pre>{@code
 * new CustomConv2D(1, 3).kernel(KernelFunction.sum(0))
 * new CustomConv2D(1, 3).kernel((tf, k) -> tf.math.tanh(k))
 * }</pre>
 */
public final class CustomConv2D extends GroupedConvolution<CustomConv2D> {

    private KernelFunction function = KernelFunction.IDENTITY;

    /** A square kernel. */
    public CustomConv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels. */
    public CustomConv2D(int filters, int kernelHeight, int kernelWidth) {
        super(filters, kernelHeight, kernelWidth);
        padding(Padding.SAME);
        useBias(false);
    }

    /**
     * A function of the trained weight that gives the kernel; by default the weight itself.
     *
     * <p>Initialiser and regulariser apply to the weight, not to the result.
     */
    public CustomConv2D kernel(KernelFunction newFunction) {
        mustNotBeBuilt("kernel");
        this.function = newFunction;
        return this;
    }

    @Override
    protected CustomConv2D self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        super.build(b, GrayImages.withChannel(this, input));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        return super.call(c, GrayImages.withChannel(this, c, x));
    }

    @Override
    Operand<TFloat32> kernel(Call c) {
        Operand<TFloat32> used = Objects.requireNonNull(
                function.of(c.tf(), super.kernel(c)),
                () -> "kernel function of " + displayName() + " must give a kernel, got null");
        Shape shape = kernel().shape();
        // A size that is unknown here would fail only when the model runs.
        if (!used.shape().equals(shape)) {
            throw new IllegalArgumentException("kernel of " + displayName() + " must keep the shape "
                    + Shapes.text(shape) + ", got " + Shapes.text(used.shape()));
        }
        return used;
    }
}
