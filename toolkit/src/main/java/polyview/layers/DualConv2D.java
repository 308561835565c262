package polyview.layers;

import java.util.function.Consumer;

/**
 * Two images, each through its own convolution, then a fusion: {@code y = fuse(conv1(x1), conv2(x2))}.
 *
 * <p>{@code (N, H, W, C1) and (N, H, W, C2) -> (N, H', W', F)}; the number of channels depends on the {@link Fusion}: with concat
 * it is 2F. Options set on this layer hold for both images; {@link #first} and {@link #second} set those of one image. Weights:
 * those of the two {@link Conv2D}, named first and second, and of the fusion. {@link MultiConv2D} takes more images.
 *
 * <p>Refused: another number of inputs than two ({@code dual_conv2d takes two inputs, got 1}), and feature maps that do not fit
 * the fusion, see {@link FusedConvolution}.
 *
 * <p>Example: {@code new DualConv2D(32, 3).fusion(Fusion.concat())} takes two images (N, 64, 64, 3) to (N, 62, 62, 64) with
 * 1792 parameters.
 */
public final class DualConv2D extends FusedConvolution<DualConv2D> {

    /** A square kernel for both images. */
    public DualConv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels, for both images. */
    public DualConv2D(int filters, int kernelHeight, int kernelWidth) {
        super(filters, kernelHeight, kernelWidth);
    }

    /** Options of the first image's convolution: {@code first(c -> c.kernelSize(5).padding(Padding.SAME))}. */
    public DualConv2D first(Consumer<Conv2D> options) {
        options.accept(of(0));
        return this;
    }

    /** Options of the second image's convolution. */
    public DualConv2D second(Consumer<Conv2D> options) {
        options.accept(of(1));
        return this;
    }

    @Override
    protected DualConv2D self() {
        return this;
    }

    @Override
    String part(int image) {
        return image == 0 ? "first" : "second";
    }

    @Override
    void requireNumber(int given) {
        if (given != 2) {
            throw new IllegalArgumentException(displayName() + " takes two inputs, got " + given);
        }
    }
}
