package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.ops.ConvolutionOptions;
import polyview.ops.Convolutions;

/**
 * A convolution over volumes, or over sequences of images: {@code y[n,t,i,j,f] = act(b[f] + sum_{r,u,v,c} x[n, t s + r d, i s + u d, j
 * s + v d, c] k[r,u,v,c,f])}.
 *
 * <p>{@code (N, D, H, W, C) -> (N, D', H', W', F)}, along each axis as {@link WindowedLayer} says. Weights: kernel {@code (kd, kh, kw,
 * C, F)}, bias {@code (F)}. The depth must be known; height and width may be unknown.
 *
 * <p>TensorFlow Java has no gradient for its own three-dimensional convolution. This one is a sum over the depth of the kernel of
 * convolutions of all slices, or, for few channels, one convolution of neighbouring slices side by side, and its gradients are those
 * of {@link Convolutions#conv2d}.
 *
 * <p>Refused: {@code filters must be positive, got 0}, and so for kernelSize, strides and dilationRate; another rank ({@code conv3d
 * takes (N, D, H, W, C), got (N, 8, 8, 3)}); an unknown number of slices or channels; other channels than it was built for; a volume
 * smaller than the kernel without padding ({@code conv3d with kernelSize 3 and VALID padding needs volumes of at least 3, got (N, 2,
 * 8, 8, 1)}).
 *
 * <p>Example: {@code new Conv3D(8, 3)} takes (N, 16, 64, 64, 1) to (N, 14, 62, 62, 8) with 224 parameters. A kernel of ones of size 2
 * on a volume 2x2x2 of ones gives 8.
 */
public final class Conv3D extends WeightedLayer<Conv3D> {

    /** With so few channels one convolution of slices side by side is faster than a sum of several. */
    private static final int FEW = 4;

    private final int filters;
    private final Volume kernelSize;
    private Volume strides = Volume.ONE;
    private Volume dilationRate = Volume.ONE;
    private Padding padding = Padding.VALID;

    /** A kernel of equal depth, height and width. */
    public Conv3D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize, kernelSize);
    }

    /** A kernel with a depth, in slices, and a height and a width, in pixels. */
    public Conv3D(int filters, int kernelDepth, int kernelHeight, int kernelWidth) {
        this.filters = Checks.requirePositive("filters", filters);
        this.kernelSize = Volume.of("kernelSize", kernelDepth, kernelHeight, kernelWidth);
    }

    /** The step of the window in all directions; 1 by default. */
    public Conv3D strides(int size) {
        return strides(size, size, size);
    }

    /** The step of the window in depth, down and to the right; 1 by default. */
    public Conv3D strides(int depth, int height, int width) {
        mustNotBeBuilt("strides");
        this.strides = Volume.of("strides", depth, height, width);
        return this;
    }

    /** The padding, in depth too; {@link Padding#VALID} by default. */
    public Conv3D padding(Padding newPadding) {
        mustNotBeBuilt("padding");
        this.padding = newPadding;
        return this;
    }

    /** The distance of neighbouring elements of the kernel; 1 by default. */
    public Conv3D dilationRate(int rate) {
        return dilationRate(rate, rate, rate);
    }

    /** The distance of neighbouring elements of the kernel in depth, down and to the right; 1 by default. */
    public Conv3D dilationRate(int depth, int height, int width) {
        mustNotBeBuilt("dilationRate");
        this.dilationRate = Volume.of("dilationRate", depth, height, width);
        return this;
    }

    /** The number of output channels. */
    public int filters() {
        return filters;
    }

    @Override
    protected Conv3D self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        LayerChecks.requireRank(this, input, "(N, D, H, W, C)");
        long channels = LayerChecks.requireKnown(this, input, 4, "channels");
        declareKernel(b, Shape.of(kernelSize.depth(), kernelSize.height(), kernelSize.width(), channels, filters));
        declareBias(b, Shape.of(filters));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        Volume covered = kernelSize.covered(dilationRate);
        String dilated = dilationRate.equals(Volume.ONE) ? "" : ", dilationRate " + dilationRate;
        covered.requireIn(this, x.shape(), "kernelSize " + kernelSize + dilated, padding);
        int channels = Math.toIntExact(kernel().shape().get(3));
        LayerChecks.requireSize(this, x.shape(), 4, channels, "channel");
        Ops tf = c.tf();
        int depth = Slices.windows(Math.toIntExact(x.shape().get(1)), covered.depth(), strides.depth(), padding);
        Operand<TFloat32> padded = Slices.padded(tf, x, covered.depth(), strides.depth(), padding);
        List<Operand<TFloat32>> inputs = new ArrayList<>();
        for (int r = 0; r < kernelSize.depth(); r++) {
            inputs.add(Slices.every(tf, padded, r * dilationRate.depth(), strides.depth(), depth));
        }
        Operand<TFloat32> k = c.value(kernel());
        Operand<TFloat32> slices =
                channels <= FEW ? sideBySide(tf, inputs, k, channels) : summed(tf, inputs, k, channels);
        // The bias comes before the slices are put together, where images have four axes and the addition a fast op.
        return Slices.unfold(tf, finish(c, slices), depth);
    }

    /** One convolution of {@code kd C} channels. */
    private Operand<TFloat32> sideBySide(Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> k, int channels) {
        Operand<TFloat32> side = inputs.size() == 1 ? inputs.get(0) : tf.concat(inputs, tf.constant(4));
        Operand<TFloat32> flat = tf.reshape(
                tf.linalg.transpose(k, tf.array(1, 2, 0, 3, 4)),
                tf.array(kernelSize.height(), kernelSize.width(), kernelSize.depth() * channels, filters));
        return Convolutions.conv2d(tf, Slices.fold(tf, side), flat, options());
    }

    /** The sum over the depth of the kernel. */
    private Operand<TFloat32> summed(Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> k, int channels) {
        List<Operand<TFloat32>> parts = new ArrayList<>();
        for (int r = 0; r < inputs.size(); r++) {
            Operand<TFloat32> own = tf.reshape(
                    tf.slice(k, tf.array(r, 0, 0, 0, 0), tf.array(1, -1, -1, -1, -1)),
                    tf.array(kernelSize.height(), kernelSize.width(), channels, filters));
            parts.add(Convolutions.conv2d(tf, Slices.fold(tf, inputs.get(r)), own, options()));
        }
        return parts.size() == 1 ? parts.get(0) : tf.math.addN(parts);
    }

    private ConvolutionOptions options() {
        ConvolutionOptions plain = padding == Padding.SAME ? ConvolutionOptions.same() : ConvolutionOptions.valid();
        return plain.strides(strides.height(), strides.width()).dilation(dilationRate.height(), dilationRate.width());
    }
}
