package polyview.layers;

import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Two images, each through a convolution of its own, then a fusion: {@code y = fuse(conv1(x1), conv2(x2))}.
 *
 * <p>{@code (N, H, W, C1) and (N, H, W, C2) -> (N, H', W', F)}, with 2F channels where the fusion is concat. The activation
 * follows each convolution, before the fusion. Options set on this layer hold for both images; {@link #first} and {@link
 * #second} set them apart. Weights: those of the two {@link Conv2D}, named first and second, and of the fusion. Source:
 * document 1.
 *
 * <p>Refused: another number of inputs than two ({@code dual_conv2d takes two inputs, got 1}), and feature maps that the
 * fusion cannot put together, with both shapes.
 *
 * <p>Example: {@code new DualConv2D(32, 3).fusion(Fusion.concat())} takes two images (N, 64, 64, 3) to (N, 62, 62, 64) with
 * 1792 parameters.
 */
public final class DualConv2D extends StandardLayer<DualConv2D> {

    private final Conv2D first;
    private final Conv2D second;
    private Fusion fusion = Fusion.concat();
    private Layer merge = fusion.layer();

    /** A square kernel for both images. */
    public DualConv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels, for both images. */
    public DualConv2D(int filters, int kernelHeight, int kernelWidth) {
        this.first = new Conv2D(filters, kernelHeight, kernelWidth).name("first");
        this.second = new Conv2D(filters, kernelHeight, kernelWidth).name("second");
    }

    /** How the two feature maps become one; concat by default. */
    public DualConv2D fusion(Fusion newFusion) {
        mustNotBeBuilt("fusion");
        this.fusion = newFusion;
        this.merge = newFusion.layer();
        return this;
    }

    /** Options of the first image's convolution: {@code first(c -> c.kernelSize(5).padding(Padding.SAME))}. */
    public DualConv2D first(Consumer<Conv2D> options) {
        options.accept(first);
        return this;
    }

    /** Options of the second image's convolution. */
    public DualConv2D second(Consumer<Conv2D> options) {
        options.accept(second);
        return this;
    }

    /** The step of both windows in both directions, in pixels; 1 by default. */
    public DualConv2D strides(int size) {
        return strides(size, size);
    }

    /** The step of both windows down and to the right, in pixels; 1 by default. */
    public DualConv2D strides(int height, int width) {
        return both(c -> c.strides(height, width));
    }

    /** What happens at the border of both images; {@link Padding#VALID} by default. */
    public DualConv2D padding(Padding padding) {
        return both(c -> c.padding(padding));
    }

    /** What follows each convolution, before the fusion; linear by default. */
    public DualConv2D activation(Activation.Function activation) {
        return both(c -> c.activation(activation));
    }

    /** Whether both convolutions add a bias; true by default. */
    public DualConv2D useBias(boolean useBias) {
        return both(c -> c.useBias(useBias));
    }

    /** The first values of both kernels; Glorot uniform by default. */
    public DualConv2D kernelInitializer(Initializer initializer) {
        return both(c -> c.kernelInitializer(initializer));
    }

    /** The first values of both biases; zeros by default. */
    public DualConv2D biasInitializer(Initializer initializer) {
        return both(c -> c.biasInitializer(initializer));
    }

    @Override
    protected DualConv2D self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> images) {
        if (images.size() != 2) {
            throw new IllegalArgumentException(displayName() + " takes two inputs, got " + images.size());
        }
        return c.apply(merge, c.apply(first, images.get(0)), c.apply(second, images.get(1)));
    }

    private DualConv2D both(Consumer<Conv2D> options) {
        return first(options).second(options);
    }
}
