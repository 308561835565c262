package polyview.layers;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/** What a layer declares its weights with, in {@link Layer#build(Build, Shape)}. */
public final class Build {

    private final Layer layer;
    private final List<Weight> weights;

    Build(Layer layer, List<Weight> weights) {
        this.layer = layer;
        this.weights = weights;
    }

    /** A weight that training changes. */
    public Weight weight(String name, Shape shape, Initializer initializer) {
        return weight(name, shape, initializer, Regularizer.NONE);
    }

    /** A weight that training changes, and what it adds to the loss. */
    public Weight weight(String name, Shape shape, Initializer initializer, Regularizer regularizer) {
        return add(new Weight(name, shape, initializer, regularizer, true));
    }

    /** A weight that no gradient changes; see {@link Call#update}. */
    public Weight state(String name, Shape shape, Initializer initializer) {
        return add(new Weight(name, shape, initializer, Regularizer.NONE, false));
    }

    private Weight add(Weight weight) {
        for (Weight other : weights) {
            if (other.name().equals(weight.name())) {
                throw new IllegalArgumentException(layer.displayName() + " has two weights named " + weight.name());
            }
        }
        weights.add(weight);
        return weight;
    }
}
