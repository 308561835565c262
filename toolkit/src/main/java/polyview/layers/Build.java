package polyview.layers;

import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;

/** Declares the weights of a layer, in {@link Layer#build(Build, Shape)}. */
public final class Build {

    private final Layer layer;
    private final List<Weight> weights;

    Build(Layer layer, List<Weight> weights) {
        this.layer = layer;
        this.weights = weights;
    }

    /** Declares a trainable weight. */
    public Weight weight(String name, Shape shape, Initializer initializer) {
        return weight(name, shape, initializer, Regularizer.NONE);
    }

    /** Declares a trainable weight with a regulariser. */
    public Weight weight(String name, Shape shape, Initializer initializer, Regularizer regularizer) {
        return add(new Weight(name, shape, initializer, regularizer, true));
    }

    /** Declares a weight without a gradient, such as a moving average; see {@link Call#update}. */
    public Weight state(String name, Shape shape, Initializer initializer) {
        return add(new Weight(name, shape, initializer, Regularizer.NONE, false));
    }

    private Weight add(Weight weight) {
        for (Weight other : weights) {
            if (other.name().equals(weight.name())) {
                throw new IllegalArgumentException(layer.displayName() + " has two weights named " + weight.name());
            }
        }
        requireArray(weight);
        weights.add(weight);
        return weight;
    }

    /** A weight larger than an array could never be read or set, and drawing it would fail only after minutes. */
    private void requireArray(Weight weight) {
        long numbers = 1;
        for (long size : weight.shape().asArray()) {
            if (size > 0 && numbers > Integer.MAX_VALUE / size) {
                throw new IllegalArgumentException("weight " + weight.name() + " of " + layer.displayName()
                        + " must hold at most " + Integer.MAX_VALUE + " numbers, got " + Shapes.text(weight.shape()));
            }
            numbers *= size;
        }
    }
}
