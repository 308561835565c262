package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The mean of each channel over the whole volume: {@code (N, D, H, W, C) -> (N, C)}.
 *
 * <p>Refused: another rank ({@code global_average_pooling3d takes (N, D, H, W, C), got (N, 10)}).
 *
 * <p>Example: a volume 2x2x2 of the numbers 1 to 8 gives 4.5.
 */
public final class GlobalAveragePooling3D extends StandardLayer<GlobalAveragePooling3D> {

    @Override
    protected GlobalAveragePooling3D self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, D, H, W, C)");
        return c.tf().math.mean(x, c.tf().array(1, 2, 3));
    }
}
