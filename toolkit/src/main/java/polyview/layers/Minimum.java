package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The smallest of its inputs, element by element: {@code y = min(x1, ..., xk)}.
 *
 * <p>{@code k (N, ...) -> (N, ...)}. The gradient goes only to the smallest input; among equal ones to the first, as
 * TensorFlow has it. Example: (1, 5) and (3, 4) give (1, 4).
 *
 * <p>Refused: what {@link Merge} refuses.
 */
public final class Minimum extends Merge<Minimum> {

    @Override
    protected Minimum self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        return inputs.stream().reduce(c.tf().math::minimum).orElseThrow();
    }
}
