package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The product of its inputs, element by element: {@code y = x1 ... xk}.
 *
 * <p>{@code k (N, ...) -> (N, ...)}. Example: (1, 3) and (3, 5) give (3, 15).
 *
 * <p>Refused: what {@link Merge} refuses.
 */
public final class Multiply extends Merge<Multiply> {

    @Override
    protected Multiply self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        Operand<TFloat32> product = inputs.get(0);
        for (Operand<TFloat32> next : inputs.subList(1, inputs.size())) {
            product = c.tf().math.mul(product, next);
        }
        return product;
    }
}
