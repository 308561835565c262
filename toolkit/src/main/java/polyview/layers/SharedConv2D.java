package polyview.layers;

import java.util.Collections;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The same filters on every channel, without mixing channels: {@code y[n,i,j,c F + f] = act(b[f] + sum_{u,v} x[n, i s +
 * u d, j s + v d, c] k[u,v,0,f])}.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', C F)}, with {@code H'} as {@link WindowedLayer} says; the F maps of the first
 * channel come first. Weights: kernel {@code (kh, kw, 1, F)}, bias {@code (F)}, which is shared too. A filter sees one channel, so
 * initialisers count fans as for a {@link Conv2D} of gray images. Applied again, it may have another number of channels. {@code
 * ViewPooling.max().views(C)} pools over the channels. The result is that of one {@link Conv2D} applied to each channel.
 *
 * <p>Refused: as by {@link Conv2D}: {@code shared_conv2d takes (N, H, W, C), got (N, 10)}, {@code shared_conv2d needs a known
 * number of channels, got (N, 8, 8, ?)}, and images that are smaller than the kernel without padding.
 *
 * <p>Example: {@code new SharedConv2D(8, 3)} takes (N, 64, 64, 4) to (N, 62, 62, 32) with 80 parameters.
 */
public final class SharedConv2D extends Convolution<SharedConv2D> {

    /** A square kernel. */
    public SharedConv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels. */
    public SharedConv2D(int filters, int kernelHeight, int kernelWidth) {
        super(filters, kernelHeight, kernelWidth);
    }

    @Override
    protected SharedConv2D self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        LayerChecks.requireRank(this, input, "(N, H, W, C)");
        declareKernel(b, Shape.of(kernelSize().height(), kernelSize().width(), 1, filters()));
        declareBias(b, Shape.of(filters()));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        int channels = Math.toIntExact(LayerChecks.requireKnown(this, x.shape(), 3, "channels"));
        requireWindow(x.shape());
        Ops tf = c.tf();
        // The fastest of several equivalent forms.
        Operand<TFloat32> y = convolveDepthwise(c, x, copies(tf, c.value(kernel()), 2, channels));
        if (bias().isPresent()) {
            y = tf.nn.biasAdd(y, copies(tf, c.value(bias().get()), 0, channels));
        }
        return activate(c, y);
    }

    /** The gradients of the copies are summed in the weight. */
    private static Operand<TFloat32> copies(Ops tf, Operand<TFloat32> weight, int axis, int count) {
        return count == 1 ? weight : tf.concat(Collections.nCopies(count, weight), tf.constant(axis));
    }
}
