package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.ops.ConvolutionOptions;
import polyview.ops.Convolutions;

/**
 * The options of all layers with a kernel that moves over an image, with Keras' names and defaults.
 *
 * <p>Along each axis the kernel covers {@code k' = (k - 1) dilationRate + 1} pixels. With p zeros added in all, {@code H' =
 * floor((H + p - k') / s) + 1}; see {@link Padding} for the rules. Strides and dilation may be combined.
 *
 * @param <T> the layer's own type
 */
public abstract class WindowedLayer<T extends WindowedLayer<T>> extends WeightedLayer<T> {

    private Size kernelSize;
    private Size strides = new Size(1, 1);
    private Size dilationRate = new Size(1, 1);
    private Border border = Border.of(Padding.VALID);

    /** Refused: {@code kernelSize must be positive, got 0}. */
    protected WindowedLayer(int kernelHeight, int kernelWidth) {
        this.kernelSize = Size.of("kernelSize", kernelHeight, kernelWidth);
    }

    /** Height and width of the kernel, in pixels. */
    public T kernelSize(int size) {
        return kernelSize(size, size);
    }

    /** Height and width of the kernel, in pixels. */
    public T kernelSize(int height, int width) {
        mustNotBeBuilt("kernelSize");
        this.kernelSize = Size.of("kernelSize", height, width);
        return self();
    }

    /** The step of the window in both directions, in pixels; 1 by default. */
    public T strides(int size) {
        return strides(size, size);
    }

    /** The step of the window down and to the right, in pixels; 1 by default. */
    public T strides(int height, int width) {
        mustNotBeBuilt("strides");
        this.strides = Size.of("strides", height, width);
        return self();
    }

    /** The padding; {@link Padding#VALID} for most layers. */
    public T padding(Padding newPadding) {
        mustNotBeBuilt("padding");
        this.border = Border.of(newPadding);
        return self();
    }

    /** Zeros on every side, in pixels, instead of a rule; refused: {@code padding must not be negative, got -1}. */
    public T padding(int pixels) {
        return padding(pixels, pixels, pixels, pixels);
    }

    /** Zeros on each side, in pixels, instead of a rule; refused: {@code padding must not be negative, got -1}. */
    public T padding(int top, int bottom, int left, int right) {
        mustNotBeBuilt("padding");
        this.border = Border.of(top, bottom, left, right);
        return self();
    }

    /** The distance of neighbouring elements of the kernel, in pixels; 1 by default. */
    public T dilationRate(int rate) {
        return dilationRate(rate, rate);
    }

    /** The distance of neighbouring elements of the kernel down and to the right, in pixels; 1 by default. */
    public T dilationRate(int height, int width) {
        mustNotBeBuilt("dilationRate");
        this.dilationRate = Size.of("dilationRate", height, width);
        return self();
    }

    /** Height and width of the kernel. */
    public final Size kernelSize() {
        return kernelSize;
    }

    /** The step of the window. */
    public final Size strides() {
        return strides;
    }

    /** The distance of neighbouring elements of the kernel. */
    public final Size dilationRate() {
        return dilationRate;
    }

    /** The padding. */
    final Border border() {
        return border;
    }

    /** Refuses a known image that is smaller than the window if the window must stay inside. */
    final void requireWindow(Shape image) {
        if (border.rule() == Padding.VALID) {
            int height = covered(kernelSize.height(), dilationRate.height()) - border.top() - border.bottom();
            int width = covered(kernelSize.width(), dilationRate.width()) - border.left() - border.right();
            LayerChecks.requireAtLeast(this, image, windowText(), Math.max(height, 1), Math.max(width, 1));
        }
    }

    /** For messages: {@code kernelSize 3, dilationRate 2 and VALID padding}. */
    final String windowText() {
        String dilated = dilationRate.equals(new Size(1, 1)) ? "" : ", dilationRate " + dilationRate;
        return "kernelSize " + kernelSize + dilated + " and " + border;
    }

    /** How many pixels a kernel of this many elements covers along one axis. */
    static int covered(int elements, int distance) {
        return Math.addExact(Math.multiplyExact(elements - 1, distance), 1);
    }

    /** The convolution with these options: {@code (N, H, W, C)} and a kernel {@code (kh, kw, C / groups, F)}. */
    final Operand<TFloat32> convolve(Call c, Operand<TFloat32> x, Operand<TFloat32> k) {
        return Convolutions.conv2d(c.tf(), x, k, options());
    }

    /** The depthwise convolution with these options: {@code (N, H, W, C)} and a kernel {@code (kh, kw, C, M)} give C M channels. */
    final Operand<TFloat32> convolveDepthwise(Call c, Operand<TFloat32> x, Operand<TFloat32> k) {
        return Convolutions.depthwiseConv2d(c.tf(), x, k, options());
    }

    private ConvolutionOptions options() {
        return border.options()
                .strides(strides.height(), strides.width())
                .dilation(dilationRate.height(), dilationRate.width());
    }
}
