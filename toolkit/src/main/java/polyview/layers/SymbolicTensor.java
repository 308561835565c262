package polyview.layers;

import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import polyview.base.Names;
import polyview.base.Shapes;
import polyview.base.Startup;

/**
 * A placeholder for a tensor: an input of a model, or the output of a layer applied to other tensors.
 *
 * <p>Its shape is known at once; the batch dimension is -1 and is written {@code N}. Example: {@code
 * Input.image("left", 64, 64, 3)} prints {@code left (N, 64, 64, 3)}.
 */
public final class SymbolicTensor {

    static {
        Startup.begin();
    }

    private final String name;
    private final Optional<Layer> layer;
    private final List<SymbolicTensor> inputs;
    private final Shape shape;

    private SymbolicTensor(String name, Optional<Layer> layer, List<SymbolicTensor> inputs, Shape shape) {
        this.name = name;
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.shape = shape;
    }

    /** An input of a model. */
    public static SymbolicTensor input(String name, Shape shape) {
        return new SymbolicTensor(Names.check("name", name), Optional.empty(), List.of(), shape);
    }

    static SymbolicTensor of(Layer layer, List<SymbolicTensor> inputs, Shape shape) {
        return new SymbolicTensor(layer.displayName(), Optional.of(layer), inputs, shape);
    }

    /** The name of the input, or of the layer that made it. */
    public String name() {
        return name;
    }

    /** The layer whose output it is; empty for an input of a model. */
    public Optional<Layer> layer() {
        return layer;
    }

    /** The tensors that the layer was applied to; empty for an input of a model. */
    public List<SymbolicTensor> inputs() {
        return inputs;
    }

    /** The shape, batch dimension first. */
    public Shape shape() {
        return shape;
    }

    @Override
    public String toString() {
        return name + " " + Shapes.text(shape);
    }
}
