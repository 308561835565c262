package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The largest value in each window of each channel; padding never wins.
 *
 * <p>{@code (N, D, H, W, C) -> (N, D', H', W', C)}, see {@link Padding}.
 *
 * <p>Refused: what {@link Pooling3D} refuses.
 *
 * <p>Example: pool size 2 takes a volume 2x2x2 of the numbers 1 to 8 to 8, and (N, 5, 5, 5, 3) to (N, 2, 2, 2, 3).
 */
public final class MaxPooling3D extends Pooling3D<MaxPooling3D> {

    /** A window of 2 by 2 by 2. */
    public MaxPooling3D() {
        this(2);
    }

    /** A window of equal depth, height and width. */
    public MaxPooling3D(int poolSize) {
        this(poolSize, poolSize, poolSize);
    }

    /** A window with a depth, in slices, and a height and a width, in pixels. */
    public MaxPooling3D(int poolDepth, int poolHeight, int poolWidth) {
        super(poolDepth, poolHeight, poolWidth);
    }

    @Override
    protected MaxPooling3D self() {
        return this;
    }

    @Override
    Operand<TFloat32> pool(Call c, Operand<TFloat32> x, Size window, Size step, Padding border) {
        return MaxPooling2D.ofImages(c, x, window, step, border);
    }
}
