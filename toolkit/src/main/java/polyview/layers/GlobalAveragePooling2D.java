package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The mean of each channel over the whole image: {@code (N, H, W, C) -> (N, C)}.
 *
 * <p>Refused: another rank ({@code global_average_pooling2d takes (N, H, W, C), got (N, 10)}).
 *
 * <p>Example: ((1, 2), (3, 4)) gives 2.5.
 */
public final class GlobalAveragePooling2D extends StandardLayer<GlobalAveragePooling2D> {

    @Override
    protected GlobalAveragePooling2D self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        return c.tf().math.mean(x, c.tf().array(1, 2));
    }
}
