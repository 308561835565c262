package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The distance of two inputs, element by element: {@code y = |x1 - x2|}.
 *
 * <p>{@code (N, ...) and (N, ...) -> (N, ...)}. Where both are equal the gradient is 0, as TensorFlow has it. Example: (1, 5)
 * and (3, 4) give (2, 1).
 *
 * <p>Refused: what {@link MergeOfTwo} refuses.
 */
public final class AbsoluteDifference extends MergeOfTwo<AbsoluteDifference> {

    @Override
    protected AbsoluteDifference self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> merge(Call c, Operand<TFloat32> first, Operand<TFloat32> second) {
        return c.tf().math.abs(c.tf().math.sub(first, second));
    }
}
