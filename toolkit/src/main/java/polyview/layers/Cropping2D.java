package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Index;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Crops the border of an image: {@code (N, H, W, C) -> (N, H - top - bottom, W - left - right, C)}.
 *
 * <p>Refused: {@code cropping must not be negative, got -1}; another rank; a known image of which nothing would be left
 * ({@code cropping2d with cropping 2, 2, 0, 0 needs images of at least 5x1 pixels, got (N, 4, 4, 1)}).
 *
 * Where sizes are unknown until the model runs, such an image gives an empty one.
 *
 * <p>Example: {@code new Cropping2D(1)} takes (N, 30, 30, 3) to (N, 28, 28, 3).
 */
public final class Cropping2D extends StandardLayer<Cropping2D> {

    private final int top;
    private final int bottom;
    private final int left;
    private final int right;

    /** The same number of pixels on all sides. */
    public Cropping2D(int cropping) {
        this(cropping, cropping);
    }

    /** Pixels above and below, and pixels left and right. */
    public Cropping2D(int height, int width) {
        this(height, height, width, width);
    }

    /** Pixels of each side. */
    public Cropping2D(int top, int bottom, int left, int right) {
        this.top = Checks.requireNotNegative("cropping", top);
        this.bottom = Checks.requireNotNegative("cropping", bottom);
        this.left = Checks.requireNotNegative("cropping", left);
        this.right = Checks.requireNotNegative("cropping", right);
    }

    @Override
    protected Cropping2D self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        String options = "cropping " + top + ", " + bottom + ", " + left + ", " + right;
        LayerChecks.requireAtLeast(this, x.shape(), options, top + bottom + 1, left + right + 1);
        return c.tf().stridedSlice(x, Indices.all(), inner(top, bottom), inner(left, right), Indices.all());
    }

    /** From some pixels after the start to some pixels before the end, for any size. */
    private static Index inner(int before, int after) {
        return after == 0 ? Indices.sliceFrom(before) : Indices.slice(before, -after);
    }
}
