package polyview.layers;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/**
 * Merges several tensors into one; their shapes must be equal.
 *
 * <p>Refused: one input ({@code average takes at least two inputs, got 1}), and unequal shapes ({@code average takes inputs
 * of equal shape, got (N, 30, 30, 8) and (N, 28, 28, 8)}). Sizes that are unknown until the network runs are compared then.
 *
 * @param <T> the layer's own type
 */
public abstract class Merge<T extends Merge<T>> extends StandardLayer<T> {

    @Override
    protected final Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        requireMatching(inputs.stream().map(Operand::shape).toList());
        return merge(c, checkedAtRunTime(c, inputs));
    }

    /** Adds the ops; the shapes are checked. */
    protected abstract Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs);

    /** The error in these shapes, as a message without the name of the layer; empty where there is none. */
    Optional<String> shapeError(List<Shape> shapes) {
        if (shapes.size() < 2) {
            return Optional.of("takes at least two inputs, got " + shapes.size());
        }
        boolean equal = shapes.stream().allMatch(a -> shapes.stream().allMatch(a::isCompatibleWith));
        return equal ? Optional.empty() : Optional.of("takes inputs of equal shape, got " + Shapes.text(shapes));
    }

    /** Refuses shapes with an error. */
    final void requireMatching(List<Shape> shapes) {
        shapeError(shapes).ifPresent(wrong -> {
            throw new IllegalArgumentException(displayName() + " " + wrong);
        });
    }

    /** The inputs, with a run-time check of unknown sizes, since many ops would broadcast. */
    List<Operand<TFloat32>> checkedAtRunTime(Call c, List<Operand<TFloat32>> inputs) {
        return EqualShapes.require(c.tf(), displayName() + " takes inputs of equal shape, got", inputs);
    }
}
