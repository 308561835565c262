package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The first of two inputs minus the second, element by element: {@code y = x1 - x2}.
 *
 * <p>{@code (N, ...) and (N, ...) -> (N, ...)}. Example: (1, 5) and (3, 4) give (-2, 1).
 *
 * <p>Refused: what {@link MergeOfTwo} refuses.
 */
public final class Subtract extends MergeOfTwo<Subtract> {

    @Override
    protected Subtract self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> merge(Call c, Operand<TFloat32> first, Operand<TFloat32> second) {
        return c.tf().math.sub(first, second);
    }
}
