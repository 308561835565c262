package polyview.layers;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * The options of layers with a kernel and a bias, with Keras' names and defaults.
 *
 * @param <T> the layer's own type
 */
public abstract class WeightedLayer<T extends WeightedLayer<T>> extends StandardLayer<T> {

    private Activation.Function activation = Activation.LINEAR;
    private boolean useBias = true;
    private Initializer kernelInitializer = Initializer.glorotUniform();
    private Initializer biasInitializer = Initializer.zeros();
    private Regularizer kernelRegularizer = Regularizer.NONE;
    private Regularizer biasRegularizer = Regularizer.NONE;
    private Optional<Weight> kernel = Optional.empty();
    private Optional<Weight> bias = Optional.empty();

    /** The activation, after the bias; linear by default. */
    public T activation(Activation.Function newActivation) {
        mustNotBeBuilt("activation");
        this.activation = newActivation;
        return self();
    }

    /** Whether a bias is added; true for most layers. */
    public T useBias(boolean newUseBias) {
        mustNotBeBuilt("useBias");
        this.useBias = newUseBias;
        return self();
    }

    /** How the kernel is initialised; Glorot uniform by default. */
    public T kernelInitializer(Initializer newInitializer) {
        mustNotBeBuilt("kernelInitializer");
        this.kernelInitializer = newInitializer;
        return self();
    }

    /** How the bias is initialised; zeros by default. */
    public T biasInitializer(Initializer newInitializer) {
        mustNotBeBuilt("biasInitializer");
        this.biasInitializer = newInitializer;
        return self();
    }

    /** The regulariser of the kernel; none by default. */
    public T kernelRegularizer(Regularizer newRegularizer) {
        mustNotBeBuilt("kernelRegularizer");
        this.kernelRegularizer = newRegularizer;
        return self();
    }

    /** The regulariser of the bias; none by default. */
    public T biasRegularizer(Regularizer newRegularizer) {
        mustNotBeBuilt("biasRegularizer");
        this.biasRegularizer = newRegularizer;
        return self();
    }

    /** Declares a kernel of this name, with the options that were set, and returns it. */
    protected final Weight declareKernel(Build b, String name, Shape shape) {
        return b.weight(name, shape, kernelInitializer, kernelRegularizer);
    }

    /** Declares the one kernel of the layer, {@code kernel}. */
    protected final void declareKernel(Build b, Shape shape) {
        kernel = Optional.of(declareKernel(b, "kernel", shape));
    }

    /** Declares the bias, if there is one. */
    protected final void declareBias(Build b, Shape shape) {
        bias = useBias ? Optional.of(b.weight("bias", shape, biasInitializer, biasRegularizer)) : Optional.empty();
    }

    /** The same with another initialiser, made from the one that was set. */
    final void declareBias(Build b, Shape shape, UnaryOperator<Initializer> initializer) {
        bias = useBias
                ? Optional.of(b.weight("bias", shape, initializer.apply(biasInitializer), biasRegularizer))
                : Optional.empty();
    }

    /** The kernel of the layer, after it is declared. */
    protected final Weight kernel() {
        return kernel.orElseThrow();
    }

    /** The bias, if there is one. */
    protected final Optional<Weight> bias() {
        return bias;
    }

    /** Adds the activation; refused if it changes the shape. */
    protected final Operand<TFloat32> activate(Call c, Operand<TFloat32> y) {
        return Activation.of(this, activation, c, y);
    }

    /** Adds the bias along the last axis, if there is one, and the activation. */
    protected final Operand<TFloat32> finish(Call c, Operand<TFloat32> y) {
        return activate(c, bias.isPresent() ? c.tf().nn.biasAdd(y, c.value(bias.get())) : y);
    }
}
