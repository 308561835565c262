package polyview.layers;

import org.tensorflow.ndarray.Shape;
import polyview.base.Names;
import polyview.base.Shapes;

/**
 * A weight as a layer declares it; its values live in the compiled model.
 *
 * <p>Two weights are the same only if they are the same object: that is how shared layers share.
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

    /** How the first values are drawn. */
    public Initializer initializer() {
        return initializer;
    }

    /** What it adds to the loss; {@link Regularizer#NONE} where nothing was set. */
    public Regularizer regularizer() {
        return regularizer;
    }

    /** False for what no gradient changes, such as moving averages. */
    public boolean learned() {
        return learned;
    }

    @Override
    public String toString() {
        return name + Shapes.text(shape);
    }
}
