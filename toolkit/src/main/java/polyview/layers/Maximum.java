package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The largest of its inputs, element by element: {@code y = max(x1, ..., xk)}.
 *
 * <p>{@code k (N, ...) -> (N, ...)}. The gradient goes only to the largest input; among equal ones to the first, as
 * TensorFlow has it. Example: (1, 5) and (3, 4) give (3, 5).
 *
 * <p>Refused: what {@link Merge} refuses.
 */
public final class Maximum extends Merge<Maximum> {

    @Override
    protected Maximum self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        return inputs.stream().reduce(c.tf().math::maximum).orElseThrow();
    }
}
