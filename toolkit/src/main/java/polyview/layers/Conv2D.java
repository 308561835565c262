package polyview.layers;

/**
 * A convolution over images: {@code y[n,i,j,f] = act(b[f] + sum_{u,v,c} x[n, i s + u d, j s + v d, c] k[u,v,c,f])}.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', F)}, with {@code H'} as {@link WindowedLayer} says. Weights: kernel {@code (kh, kw, C,
 * F)}, bias {@code (F)}; with {@link #groups} the kernel is {@code (kh, kw, C / G, F)}.
 *
 * <p>Refused: another rank ({@code conv2d takes (N, H, W, C), got (N, 10)}), an unknown number of channels, other channels
 * than it was built for, and an image smaller than the kernel without padding ({@code conv2d with kernelSize 5 and VALID
 * padding needs images of at least 5 pixels, got (N, 4, 4, 1)}).
 *
 * <p>Example: {@code new Conv2D(32, 3)} takes (N, 64, 64, 3) to (N, 62, 62, 32) with 896 parameters.
 */
public final class Conv2D extends GroupedConvolution<Conv2D> {

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
}
