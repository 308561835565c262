package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Enlarges images by a whole factor: {@code (N, H, W, C) -> (N, h H, w W, C)}.
 *
 * <p>Row i of the output comes from row {@code (i + 1/2) / h - 1/2} of the input, and the same for columns: see {@link
 * Interpolation}.
 *
 * <p>Refused: {@code size must be positive, got 0}; another rank.
 *
 * <p>Example: size 2 takes the row (1, 3) to (1, 1, 3, 3), and with bilinear interpolation to (1, 1.5, 2.5, 3).
 */
public final class UpSampling2D extends StandardLayer<UpSampling2D> {

    private final Size size;
    private Interpolation interpolation = Interpolation.NEAREST;

    /** Twice as high and wide. */
    public UpSampling2D() {
        this(2);
    }

    /** The same factor for height and width. */
    public UpSampling2D(int size) {
        this(size, size);
    }

    /** A factor for the height and one for the width. */
    public UpSampling2D(int height, int width) {
        this.size = Size.of("size", height, width);
    }

    /** The interpolation; {@link Interpolation#NEAREST} by default. */
    public UpSampling2D interpolation(Interpolation newInterpolation) {
        mustNotBeBuilt("interpolation");
        this.interpolation = newInterpolation;
        return this;
    }

    @Override
    protected UpSampling2D self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        Ops tf = c.tf();
        Operand<TInt32> to = grown(tf, x);
        // Half-pixel centres: without them, rounding may give the neighbouring pixel for large factors.
        return switch (interpolation) {
            case NEAREST -> tf.image.resizeNearestNeighbor(x, to, ResizeNearestNeighbor.halfPixelCenters(true));
            case BILINEAR -> tf.image.resizeBilinear(x, to, ResizeBilinear.halfPixelCenters(true));
        };
    }

    private Operand<TInt32> grown(Ops tf, Operand<TFloat32> x) {
        Shape shape = x.shape();
        if (shape.get(1) >= 0 && shape.get(2) >= 0) {
            return tf.array(
                    Math.toIntExact(shape.get(1) * size.height()), Math.toIntExact(shape.get(2) * size.width()));
        }
        Operand<TInt32> image = tf.slice(tf.shape(x), tf.array(1), tf.array(2));
        return tf.math.mul(image, tf.array(size.height(), size.width()));
    }
}
