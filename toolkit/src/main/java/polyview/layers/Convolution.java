package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The options that convolutions share, with Keras' names and defaults.
 *
 * @param <T> the layer's own type
 */
public abstract class Convolution<T extends Convolution<T>> extends StandardLayer<T> {

    private int filters;
    private Size kernelSize;
    private Size strides = new Size(1, 1);
    private Padding padding = Padding.VALID;
    private Activation.Function activation = Activation.LINEAR;
    private boolean useBias = true;
    private Initializer kernelInitializer = Initializer.glorotUniform();
    private Initializer biasInitializer = Initializer.zeros();

    /** Refused: {@code filters must be positive, got 0}, and the same for the kernel size. */
    protected Convolution(int filters, int kernelHeight, int kernelWidth) {
        this.filters = Shapes.requirePositive("filters", filters);
        this.kernelSize = Size.of("kernelSize", kernelHeight, kernelWidth);
    }

    /** The number of output channels. */
    public T filters(int newFilters) {
        mustNotBeBuilt("filters");
        this.filters = Shapes.requirePositive("filters", newFilters);
        return self();
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

    /** What happens at the border; {@link Padding#VALID} by default. */
    public T padding(Padding newPadding) {
        mustNotBeBuilt("padding");
        this.padding = newPadding;
        return self();
    }

    /** What follows the bias; linear by default. */
    public T activation(Activation.Function newActivation) {
        mustNotBeBuilt("activation");
        this.activation = newActivation;
        return self();
    }

    /** Whether a bias is added to every filter; true by default. */
    public T useBias(boolean newUseBias) {
        mustNotBeBuilt("useBias");
        this.useBias = newUseBias;
        return self();
    }

    /** The first values of the kernel; Glorot uniform by default. */
    public T kernelInitializer(Initializer newInitializer) {
        mustNotBeBuilt("kernelInitializer");
        this.kernelInitializer = newInitializer;
        return self();
    }

    /** The first values of the bias; zeros by default. */
    public T biasInitializer(Initializer newInitializer) {
        mustNotBeBuilt("biasInitializer");
        this.biasInitializer = newInitializer;
        return self();
    }

    /** The number of output channels. */
    public final int filters() {
        return filters;
    }

    /** Height and width of the kernel. */
    public final Size kernelSize() {
        return kernelSize;
    }

    /** The step of the window. */
    public final Size strides() {
        return strides;
    }

    /** What happens at the border. */
    public final Padding padding() {
        return padding;
    }

    /** Adds what follows the bias; refused where it changes the shape. */
    protected final Operand<TFloat32> activate(Call c, Operand<TFloat32> y) {
        return Activation.of(this, activation, c, y);
    }

    /** Whether there is a bias. */
    protected final boolean useBias() {
        return useBias;
    }

    /** The first values of the kernel. */
    protected final Initializer kernelInitializer() {
        return kernelInitializer;
    }

    /** The first values of the bias. */
    protected final Initializer biasInitializer() {
        return biasInitializer;
    }
}
