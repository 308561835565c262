package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Several tensors into one; the shapes must agree.
 *
 * <p>Refused: one input ({@code average takes at least two inputs, got 1}), and unequal shapes ({@code average takes inputs
 * of equal shape, got (N, 30, 30, 8) and (N, 28, 28, 8)}).
 *
 * @param <T> the layer's own type
 */
public abstract class Merge<T extends Merge<T>> extends StandardLayer<T> {

    @Override
    protected final Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        if (inputs.size() < 2) {
            throw new IllegalArgumentException(displayName() + " takes at least two inputs, got " + inputs.size());
        }
        requireFitting(inputs.stream().map(Operand::shape).toList());
        return merge(c, inputs);
    }

    /** Adds the ops; the shapes are checked. */
    protected abstract Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs);

    /** Refuses shapes that do not fit together; equal ones fit. */
    void requireFitting(List<Shape> shapes) {
        for (Shape shape : shapes) {
            if (!shape.isCompatibleWith(shapes.get(0))) {
                throw new IllegalArgumentException(
                        displayName() + " takes inputs of equal shape, got " + Shapes.text(shapes));
            }
        }
    }
}
