package polyview.layers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Names;
import polyview.base.Startup;

/**
 * One step of a network: {@code build} declares its weights, {@code call} adds its ops to a graph.
 *
 * <p>The output shape need not be declared: applied to symbolic tensors, a layer is traced in a scratch graph, where TensorFlow
 * infers the shape. A layer object stands for its weights: applied twice, it shares them.
 *
 * <p>Your own layer needs only {@code call}; it uses other layers through {@link Call#apply}:
 *
 * <pre>{@code
 * class Doubled extends Layer {
 *     @Override protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
 *         return c.tf().math.mul(x, c.constant(2f));
 *     }
 * }
 * }</pre>
 *
 * <p>A layer with weights declares them in {@code build} and keeps them in fields; one with several inputs overrides the {@code
 * call} that takes a list:
 *
 * <pre>{@code
 * class Gain extends Layer {
 *     private Weight gain;
 *     @Override protected void build(Build b, Shape input) {
 *         gain = b.weight("gain", Shape.of(input.get(-1)), Initializer.ones());
 *     }
 *     @Override protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
 *         return c.tf().math.mul(x, c.value(gain));
 *     }
 * }
 * }</pre>
 *
 * <p>Refused: a wrong number of inputs ({@code doubled takes one input, got 2}), an output with an unknown number of axes, as from
 * {@code squeeze} without an axis ({@code output of doubled must have a known number of axes}) or without the batch ({@code output
 * of doubled must keep the batch as its first axis, (N, ...), got (8, 3)}), and shapes that TensorFlow or the layer cannot take,
 * with the layer, the shapes and the reason. A layer is not safe for use by several threads.
 */
public abstract class Layer {

    static {
        Startup.begin();
    }

    private final List<Weight> weights = new ArrayList<>();
    private final Set<Layer> parts = new LinkedHashSet<>();
    private String name = "";
    private boolean trainable = true;
    private boolean built;

    /** Declares the weights for the shapes of the inputs; the batch dimension is unknown (-1). */
    protected void build(Build b, List<Shape> inputs) {
        if (inputs.size() == 1) {
            build(b, inputs.get(0));
        }
    }

    /** The same for a layer of one input, which is what most layers override. */
    protected void build(Build b, Shape input) {}

    /** Adds the ops of this layer to the graph and returns the output. */
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(displayName() + " takes one input, got " + inputs.size());
        }
        return call(c, inputs.get(0));
    }

    /** The same for a layer of one input, which is what most layers override. */
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> input) {
        throw new IllegalStateException(displayName() + " must override call");
    }

    /** Applies the layer; the shape of the result is known at once. */
    public final SymbolicTensor apply(SymbolicTensor... inputs) {
        return apply(List.of(inputs));
    }

    /** Applies the layer to a list of tensors; the shape of the result is known at once. */
    public final SymbolicTensor apply(List<SymbolicTensor> inputs) {
        return SymbolicTensor.of(this, inputs, Trace.outputShape(this, inputs));
    }

    /**
     * Names the layer; without a name, a model calls its layers {@code conv2d}, {@code conv2d_1} and so on.
     *
     * <p>A model keeps the names that layers have when it is made. Refused: {@code name must be letters, digits, '_', '-' or '.' and begin with a letter, got "a/b"}.
     */
    public Layer name(String newName) {
        this.name = Names.check("name", newName);
        return this;
    }

    /**
     * Whether training may change the weights of this layer and its parts; read when a model is compiled.
     *
     * <p>Set later, it takes effect when the model is compiled again; a training step before that is refused.
     */
    public Layer trainable(boolean newTrainable) {
        this.trainable = newTrainable;
        return this;
    }

    /** The name given by {@link #name(String)}, or an empty string. */
    public final String name() {
        return name;
    }

    /** See {@link #trainable(boolean)}. */
    public final boolean trainable() {
        return trainable;
    }

    /** The layer's own weights in the order of their declaration; empty before the layer is first applied. */
    public final List<Weight> weights() {
        return List.copyOf(weights);
    }

    /** The layers used inside this one, in the order of their first use; empty before the layer is first applied. */
    public final List<Layer> parts() {
        return List.copyOf(parts);
    }

    /** The name for messages: the given one, or else the kind of layer. */
    public final String displayName() {
        return name.isEmpty() ? kind() : name;
    }

    /**
     * The kind of layer, from which default names are made: {@code MaxPooling2D -> max_pooling2d}; letters beyond a to z are left
     * out.
     *
     * <p>A class may override it, by the rule of {@link #name(String)}.
     */
    public String kind() {
        String simple = getClass().getSimpleName();
        String words = simple.replaceAll("([A-Za-z0-9])(?=[A-Z][a-z])", "$1_");
        // The rest must be valid as the name of an op, see Names.
        String ascii = words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]|^[0-9_]+", "");
        return ascii.isEmpty() ? "layer" : ascii;
    }

    /** The name, the kind, and the weights if there are any: {@code edges (conv2d) [kernel(3, 3, 1, 8), bias(8)]}. */
    @Override
    public String toString() {
        String named = name.isEmpty() ? kind() : name + " (" + kind() + ")";
        return weights.isEmpty() ? named : named + " " + weights;
    }

    /** Declares the weights once; true where this call did it. */
    final boolean buildOnce(List<Shape> inputs) {
        if (built) {
            return false;
        }
        List<Weight> declared = new ArrayList<>();
        build(new Build(this, declared), inputs);
        // Only now, so that a build that fails half-way leaves no weights.
        weights.addAll(declared);
        built = true;
        return true;
    }

    final void forget() {
        built = false;
        weights.clear();
        parts.clear();
    }

    final void uses(Layer part) {
        parts.add(part);
    }

    /** For setters of options that affect weights: refuses a change after the first application. */
    protected final void mustNotBeBuilt(String option) {
        if (built) {
            throw new IllegalStateException(
                    displayName() + " is already applied: set " + option + " before its first application");
        }
    }
}
