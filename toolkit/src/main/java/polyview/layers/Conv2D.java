package polyview.layers;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A convolution over images: {@code y[n,i,j,f] = act(b[f] + sum_{u,v,c} x[n, i s + u, j s + v, c] k[u,v,c,f])}.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', F)}, with {@code H'} as {@link Padding} says. Weights: kernel {@code (kh, kw, C,
 * F)}, bias {@code (F)}.
 *
 * <p>Refused: another rank ({@code conv2d takes (N, H, W, C), got (N, 10)}), an unknown number of channels, other channels
 * than it was built for, and an image smaller than the kernel without padding ({@code conv2d with kernelSize 5 and VALID
 * padding needs images of at least 5 pixels, got (N, 4, 4, 1)}).
 *
 * <p>Example: {@code new Conv2D(32, 3)} takes (N, 64, 64, 3) to (N, 62, 62, 32) with 896 parameters.
 */
public final class Conv2D extends Convolution<Conv2D> {

    private Optional<Weight> bias = Optional.empty();
    private Optional<Weight> kernel = Optional.empty();

    /** A square kernel. */
    public Conv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels. */
    public Conv2D(int filters, int kernelHeight, int kernelWidth) {
        super(filters, kernelHeight, kernelWidth);
    }

    @Override
    protected Conv2D self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        Shapes.requireRank(this, input, "(N, H, W, C)");
        long channels = Shapes.requireKnown(this, input, 3, "channels");
        Shape shape = Shape.of(kernelSize().height(), kernelSize().width(), channels, filters());
        kernel = Optional.of(b.weight("kernel", shape, kernelInitializer()));
        bias = useBias() ? Optional.of(b.weight("bias", Shape.of(filters()), biasInitializer())) : Optional.empty();
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        Weight k = kernel.orElseThrow();
        Shapes.requireRank(this, x.shape(), "(N, H, W, C)");
        Shapes.requireSize(this, x.shape(), 3, k.shape().get(2), "channel");
        Shapes.requireWindow(this, x.shape(), "kernelSize", kernelSize(), padding());
        Operand<TFloat32> y =
                c.tf().nn.conv2d(x, c.value(k), strides().nhwc(), padding().name());
        if (bias.isPresent()) {
            y = c.tf().nn.biasAdd(y, c.value(bias.get()));
        }
        return activate(c, y);
    }
}
