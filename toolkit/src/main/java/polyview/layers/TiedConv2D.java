package polyview.layers;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/**
 * A convolution whose kernel is the same for all channels: {@code y[n,i,j,f] = act(b[f] + sum_{u,v} k[u,v,0,f]
 * sum_c x[n, i s + u d, j s + v d, c])}.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', F)}, with {@code H'} as {@link WindowedLayer} says. Weights: kernel {@code (kh, kw, 1,
 * F)}, bias {@code (F)}. It is a {@link Conv2D} whose kernel {@code (kh, kw, C, F)} is constant along the channels, so the order
 * of the channels does not matter; where the channel matters, use {@link SharedConv2D}. Applied again, it may have another number
 * of channels.
 *
 * <p>The initialiser draws that whole kernel, and its first channel is kept: an output is a sum over {@code kh kw C} numbers,
 * which the fan-in of Glorot's and He's rules must count. So {@link Initializer#of} takes {@code (kh, kw, C, F)}.
 *
 * <p>The channels are summed first, and then one channel is convolved: the same function, C times fewer products.
 *
 * <p>Refused: as by {@link Conv2D}: {@code tied_conv2d takes (N, H, W, C), got (N, 10)}, {@code tied_conv2d needs a
 * known number of channels, got (N, 8, 8, ?)}, and images that are smaller than the kernel without padding.
 *
 * <p>Example: {@code new TiedConv2D(32, 3)} takes (N, 64, 64, 4) to (N, 62, 62, 32) with 320 parameters.
 */
public final class TiedConv2D extends Convolution<TiedConv2D> {

    private long channels;

    /** A square kernel. */
    public TiedConv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels. */
    public TiedConv2D(int filters, int kernelHeight, int kernelWidth) {
        super(filters, kernelHeight, kernelWidth);
        kernelInitializer(Initializer.glorotUniform());
    }

    @Override
    protected TiedConv2D self() {
        return this;
    }

    /** How the whole kernel {@code (kh, kw, C, F)}, of which one channel is kept, is initialised; Glorot uniform by default. */
    @Override
    public TiedConv2D kernelInitializer(Initializer newInitializer) {
        return super.kernelInitializer((tf, shape, seed) -> {
            long[] whole = shape.asArray();
            whole[2] = channels;
            return tf.slice(
                    newInitializer.draw(tf, Shape.of(whole), seed),
                    tf.array(0L, 0L, 0L, 0L),
                    tf.array(shape.asArray()));
        });
    }

    @Override
    protected void build(Build b, Shape input) {
        LayerChecks.requireRank(this, input, "(N, H, W, C)");
        channels = LayerChecks.requireKnown(this, input, 3, "channels");
        declareKernel(b, Shape.of(kernelSize().height(), kernelSize().width(), 1, filters()));
        declareBias(b, Shape.of(filters()));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        LayerChecks.requireKnown(this, x.shape(), 3, "channels");
        requireWindow(x.shape());
        return finish(c, convolve(c, sum(c, x), c.value(kernel())));
    }

    /** Over the channels: a 1x1 convolution of ones is faster than the sum, forward and with the gradient of the kernel. */
    private static Operand<TFloat32> sum(Call c, Operand<TFloat32> x) {
        int size = Math.toIntExact(x.shape().get(3));
        if (size == 1) {
            return x;
        }
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        return c.tf().nn
                .conv2d(x, c.constant(FloatArray.of(ones, 1, 1, size, 1)), new Size(1, 1).nhwc(), Padding.VALID.name());
    }
}
