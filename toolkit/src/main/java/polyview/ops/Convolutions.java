package polyview.ops;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Convolutions with correct values and gradients for all strides, dilations and paddings.
 *
 * <p>Use them in your own layers instead of {@code tf.nn.conv2d} and {@code tf.nn.depthwiseConv2dNative}. The errors of TensorFlow
 * 2.18's own ops on the CPU:
 *
 * <ul>
 *   <li>dilation with SAME padding, and depthwise: the gradient is silently wrong
 *   <li>dilation with VALID padding: the gradient crashes the JVM
 *   <li>EXPLICIT padding: the gradient fails when it runs
 *   <li>a 1 x 1 kernel with strides above 1: the gradient writes outside its memory, which may crash the JVM
 *   <li>one channel, stride 1 down and more to the right, one column of output: wrong values
 *   <li>depthwise with unequal strides: refused
 * </ul>
 *
 * <p>In all other cases TensorFlow's own op is added, at no cost.
 *
 * <p>Limits: dilation together with strides, or on images of unknown size, is computed with zeros in the gaps of the kernel, so
 * it costs as much as a kernel of the full size. Where oneDNN is off, TensorFlow has no gradients of grouped convolutions, which
 * depthwise ones with unequal strides become too; a model computes them another way, your own graph does not. For transposed
 * convolutions use the layer {@code Conv2DTranspose}.
 *
 * <p>Example, the sum of pixels that lie two apart: the image (1, 2, 3, 4, 5) of one row, the kernel (1, 1) and {@code
 * valid().dilation(1, 2)} give (4, 6, 8). The gradient of the sum of the output is (1, 1, 2, 1, 1) for the image and (6, 12) for
 * the kernel.
 *
 * <pre>{@code
 * var y = Convolutions.conv2d(c.tf(), image, c.value(kernel), ConvolutionOptions.same().dilation(2));
 * }</pre>
 */
public final class Convolutions {

    private Convolutions() {}

    /**
     * A convolution over all channels, or over groups of them: {@code y[n,i,j,f] = sum_{u,v,c} x[n, i s + u d, j s + v d, g K + c]
     * k[u,v,c,f]}, where K is the kernel's number of channels and g the group of filter f.
     *
     * <p>{@code x: (N, H, W, C)}, {@code kernel: (kh, kw, K, F) -> (N, H', W', F)} with C / K groups.
     *
     * <p>Refused: other numbers of axes ({@code conv2d takes images (N, H, W, C) and a kernel (kh, kw, C / groups, F), got (N, 4)
     * and (3, 3, 1, 1)}), a kernel with an unknown size ({@code conv2d needs a kernel of four known sizes, got (3, 3, ?, 1)}),
     * channels that do not fit ({@code conv2d needs channels that are a multiple of the kernel's, and filters that are a
     * multiple of the groups, got images (N, 4, 4, 3) and a kernel (3, 3, 2, 1)}) and images that are too small ({@code conv2d
     * with VALID padding needs images of at least 5 x 5 pixels, got (N, 4, 4, 1)}).
     */
    public static Operand<TFloat32> conv2d(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel, ConvolutionOptions options) {
        ConvolutionChecks.check("conv2d", "(kh, kw, C / groups, F)", x.shape(), kernel.shape(), options);
        ConvolutionChecks.requireGroups(x.shape(), kernel.shape());
        return mended(
                tf,
                x,
                kernel,
                options,
                (image, k, plain) -> tf.nn.conv2d(image, k, plain.nhwcStrides(), plain.padding()));
    }

    /**
     * A depthwise convolution, of each channel on its own: {@code y[n,i,j,c M + m] = sum_{u,v} x[n, i s + u d, j s + v d, c]
     * k[u,v,c,m]}.
     *
     * <p>{@code x: (N, H, W, C)}, {@code kernel: (kh, kw, C, M) -> (N, H', W', C M)}.
     *
     * <p>Refused: what {@link #conv2d} refuses, under the name {@code depthwiseConv2d}, and {@code depthwiseConv2d needs as many
     * channels as the kernel has, 2, got 3}.
     */
    public static Operand<TFloat32> depthwiseConv2d(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel, ConvolutionOptions options) {
        ConvolutionChecks.check("depthwiseConv2d", "(kh, kw, C, M)", x.shape(), kernel.shape(), options);
        ConvolutionChecks.requireEqualChannels(x.shape(), kernel.shape());
        // TensorFlow's depthwise op takes equal strides only, and on one channel it can crash the JVM where another
        // convolution follows. A convolution with as many groups as channels is the same function.
        Shape s = kernel.shape();
        if (s.get(2) == 1 || options.strides().height() != options.strides().width()) {
            return conv2d(tf, x, tf.reshape(kernel, tf.array(s.get(0), s.get(1), 1L, s.get(2) * s.get(3))), options);
        }
        return mended(
                tf,
                x,
                kernel,
                options,
                (image, k, plain) -> tf.nn.depthwiseConv2dNative(image, k, plain.nhwcStrides(), plain.padding()));
    }

    /**
     * A kernel with zeros between its elements: {@code (kh, kw, C, F) -> ((kh - 1) height + 1, (kw - 1) width + 1, C, F)}.
     *
     * <p>A plain convolution with it is the dilated convolution with the kernel.
     *
     * <p>Refused: {@code dilatedKernel needs a kernel of four known sizes, got (3, 3)} and {@code dilation must be positive, got
     * 0}.
     *
     * <p>Example: of ((1, 2), (3, 4)), with 1 down and 3 to the right, ((1, 0, 0, 2), (3, 0, 0, 4)).
     */
    public static Operand<TFloat32> dilatedKernel(Ops tf, Operand<TFloat32> kernel, int height, int width) {
        ConvolutionChecks.requireKnown("dilatedKernel", kernel.shape());
        return DilatedConvolution.withGaps(
                tf, kernel, Checks.requirePositive("dilation", height), Checks.requirePositive("dilation", width));
    }

    private static Operand<TFloat32> mended(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel, ConvolutionOptions options, PlainConvolution plain) {
        PlainConvolution right = StridedPointwise.corrected(tf, SwappedAxes.corrected(tf, plain));
        ConvolutionOptions.Zeros z = options.zeros();
        if (!options.hasZeros()) {
            return DilatedConvolution.of(tf, x, kernel, options, right);
        }
        int[][] zeros = {{0, 0}, {z.top(), z.bottom()}, {z.left(), z.right()}, {0, 0}};
        Operand<TFloat32> padded = tf.pad(x, tf.constant(zeros), tf.constant(0f));
        return DilatedConvolution.of(tf, padded, kernel, options.zeros(0, 0, 0, 0), right);
    }
}
