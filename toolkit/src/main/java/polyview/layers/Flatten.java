package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Joins all axes except the batch into one, row-major: {@code (N, A, B, C) -> (N, A B C)}.
 *
 * <p>Refused: unknown sizes ({@code flatten needs a known number of elements, got (N, ?, ?, 3)}).
 *
 * <p>Example: (N, 4, 5, 8) becomes (N, 160).
 */
public final class Flatten extends StandardLayer<Flatten> {

    @Override
    protected Flatten self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        long length = 1;
        Shape shape = x.shape();
        for (int axis = 1; axis < shape.numDimensions(); axis++) {
            length *= LayerChecks.requireKnown(this, shape, axis, "elements");
        }
        return c.tf().reshape(x, c.tf().array(-1L, length));
    }
}
