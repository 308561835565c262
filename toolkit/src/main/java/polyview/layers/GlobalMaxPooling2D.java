package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The largest value of each channel in the whole image: {@code (N, H, W, C) -> (N, C)}.
 *
 * <p>Several equal largest pixels share the gradient.
 *
 * <p>Refused: another rank ({@code global_max_pooling2d takes (N, H, W, C), got (N, 10)}).
 *
 * <p>Example: ((1, 2), (3, 4)) gives 4.
 */
public final class GlobalMaxPooling2D extends StandardLayer<GlobalMaxPooling2D> {

    @Override
    protected GlobalMaxPooling2D self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        return c.tf().max(x, c.tf().array(1, 2));
    }
}
