package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * A dense layer on the rows of a matrix, with a bias for every element: {@code Y = act(X K + B)}.
 *
 * <p>{@code (N, H, W) -> (N, H, U)}. Weights: kernel {@code (W, U)}, the same for all rows, and bias {@code (H, U)}. A {@link
 * Dense} on the same input has the same kernel and a bias {@code (U)}.
 *
 * <p>Refused: {@code units must be positive, got 0}; another rank ({@code matrix_dense2d takes (N, H, W), got (N, 3)}); an
 * unknown number of rows or columns, and other sizes than it was built for.
 *
 * <p>Example: {@code new MatrixDense2D(4)} takes (N, 2, 3) to (N, 2, 4) with 20 parameters. With all weights 1 and {@code
 * units} 1, ((1, 2), (3, 4)) becomes ((4), (8)).
 */
public final class MatrixDense2D extends MatrixLayer<MatrixDense2D> {

    private final int units;

    /** A layer with this number of columns in its output. */
    public MatrixDense2D(int units) {
        this.units = Checks.requirePositive("units", units);
    }

    @Override
    protected MatrixDense2D self() {
        return this;
    }

    @Override
    void build(Build b, long rows, long columns) {
        declareKernel(b, Shape.of(columns, units));
        declareBias(b, Shape.of(rows, units));
    }

    @Override
    Operand<TFloat32> linear(Call c, Operand<TFloat32> x) {
        return plusBias(c, timesRight(c, x, c.value(kernel())));
    }
}
