package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The mean of each window of each channel; padding does not count.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', C)}, see {@link Padding}.
 *
 * <p>Refused: what {@link Pooling2D} refuses.
 *
 * <p>Example: pool size 2 takes ((1, 2), (3, 4)) to ((2.5)).
 */
public final class AveragePooling2D extends Pooling2D<AveragePooling2D> {

    /** A window of 2 by 2 pixels. */
    public AveragePooling2D() {
        this(2);
    }

    /** A square window, in pixels. */
    public AveragePooling2D(int poolSize) {
        this(poolSize, poolSize);
    }

    /** A window with height and width of its own, in pixels. */
    public AveragePooling2D(int poolHeight, int poolWidth) {
        super(poolHeight, poolWidth);
    }

    @Override
    protected AveragePooling2D self() {
        return this;
    }

    @Override
    Operand<TFloat32> pool(Call c, Operand<TFloat32> x, Size window, Size step, Padding border) {
        return ofImages(c, x, window, step, border);
    }

    static Operand<TFloat32> ofImages(Call c, Operand<TFloat32> x, Size window, Size step, Padding border) {
        return c.tf().nn.avgPool(x, window.nhwc(), step.nhwc(), border.name());
    }
}
