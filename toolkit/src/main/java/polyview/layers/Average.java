package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The mean of its inputs, element by element: {@code y = (x1 + ... + xk) / k}.
 *
 * <p>{@code k (N, ...) -> (N, ...)}. Example: (1, 3) and (3, 5) give (2, 4).
 *
 * <p>Refused: what {@link Merge} refuses.
 */
public final class Average extends Merge<Average> {

    @Override
    protected Average self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        return c.tf().math.mul(c.tf().math.addN(inputs), c.constant(1f / inputs.size()));
    }
}
