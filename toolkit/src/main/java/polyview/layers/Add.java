package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The sum of its inputs, element by element: {@code y = x1 + ... + xk}.
 *
 * <p>{@code k (N, ...) -> (N, ...)}. Example: (1, 3) and (3, 5) give (4, 8).
 *
 * <p>Refused: what {@link Merge} refuses.
 */
public final class Add extends Merge<Add> {

    @Override
    protected Add self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        return c.tf().math.addN(inputs);
    }
}
