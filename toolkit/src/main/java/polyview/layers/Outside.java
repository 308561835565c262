package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import polyview.ops.Sampling;

/**
 * What a warp takes where a position lies outside the image: {@link DenseWarp#outside}, {@link AffineWarp#outside}.
 *
 * <p>Beside a row {@code a b c}, {@link #ZEROS} shows {@code 0 0 | a b c | 0 0} and {@link #NEAREST} {@code a a | a b c | c c}; between
 * two of these pixels values are interpolated as everywhere.
 */
public enum Outside {
    /** Zeros, which begin one pixel outside the image: {@code padding_mode="zeros"} of PyTorch's {@code grid_sample}. */
    ZEROS,
    /** The nearest pixel of the image; the position has no gradient there. {@code padding_mode="border"} of PyTorch. */
    NEAREST;

    /** Images at positions in pixels, see {@link Sampling}. */
    Operand<TFloat32> sample(Ops tf, Operand<TFloat32> images, Operand<TFloat64> rows, Operand<TFloat64> columns) {
        return this == ZEROS
                ? Sampling.withZerosOutside(tf, images, rows, columns)
                : Sampling.withNearestOutside(tf, images, rows, columns);
    }
}
