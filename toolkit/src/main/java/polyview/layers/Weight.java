package polyview.layers;

import org.tensorflow.ndarray.Shape;
import polyview.base.Names;
import polyview.base.Shapes;

/**
 * A weight that a layer declared; its values are in the compiled model.
 *
 * <p>Two weights are the same only if they are the same object, which is how layers share weights.
 */
public final class Weight {

    private final String name;
    private final Shape shape;
    private final Initializer initializer;
    private final Regularizer regularizer;
    private final boolean learned;

    Weight(String name, Shape shape, Initializer initializer, Regularizer regularizer, boolean learned) {
        this.name = Names.check("weight name", name);
        if (shape.hasUnknownDimension()) {
            throw new IllegalArgumentException("weight " + name + " needs a known shape, got " + Shapes.text(shape));
        }
        this.shape = shape;
        this.initializer = initializer;
        this.regularizer = regularizer;
        this.learned = learned;
    }

    /** The name within its layer, such as {@code kernel}. */
    public String name() {
        return name;
    }

    /** The shape, every dimension known. */
    public Shape shape() {
        return shape;
    }

    /** How it is initialised. */
    public Initializer initializer() {
        return initializer;
    }

    /** Its regulariser; {@link Regularizer#NONE} by default. */
    public Regularizer regularizer() {
        return regularizer;
    }

    /** Whether gradients change it; false for moving averages, for example. */
    public boolean learned() {
        return learned;
    }

    @Override
    public String toString() {
        return name + Shapes.text(shape);
    }
}
