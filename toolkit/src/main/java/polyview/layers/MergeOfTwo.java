package polyview.layers;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A merge of exactly two tensors.
 *
 * <p>Refused: another number of inputs ({@code subtract takes two inputs, got 3}), and unequal shapes.
 *
 * @param <T> the layer's own type
 */
public abstract class MergeOfTwo<T extends MergeOfTwo<T>> extends Merge<T> {

    @Override
    final Optional<String> shapeError(List<Shape> shapes) {
        return shapes.size() == 2 ? super.shapeError(shapes) : Optional.of("takes two inputs, got " + shapes.size());
    }

    @Override
    protected final Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        return merge(c, inputs.get(0), inputs.get(1));
    }

    /** Adds the ops; the shapes are checked. */
    protected abstract Operand<TFloat32> merge(Call c, Operand<TFloat32> first, Operand<TFloat32> second);
}
