package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Adds zeros around an image: {@code (N, H, W, C) -> (N, top + H + bottom, left + W + right, C)}.
 *
 * <p>Refused: {@code padding must not be negative, got -1}; another rank.
 *
 * <p>Example: {@code new ZeroPadding2D(1)} takes (N, 28, 28, 3) to (N, 30, 30, 3).
 */
public final class ZeroPadding2D extends StandardLayer<ZeroPadding2D> {

    private final Border border;

    /** The same number of pixels on all sides. */
    public ZeroPadding2D(int padding) {
        this(padding, padding);
    }

    /** Pixels above and below, and pixels left and right. */
    public ZeroPadding2D(int height, int width) {
        this(height, height, width, width);
    }

    /** Pixels of each side. */
    public ZeroPadding2D(int top, int bottom, int left, int right) {
        this.border = Border.of(top, bottom, left, right);
    }

    @Override
    protected ZeroPadding2D self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        return border.pad(c, x);
    }
}
