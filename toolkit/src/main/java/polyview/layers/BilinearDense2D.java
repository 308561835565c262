package polyview.layers;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * A matrix multiplied from both sides, with a bias for every element: {@code Y = act(L X R + B)}.
 *
 * <p>{@code (N, H, W) -> (N, R, C)}. Weights: leftKernel {@code (R, H)}, rightKernel {@code (W, C)}, bias {@code (R,
 * C)}. A {@link Dense} over the flattened input would have {@code H W R C} weights instead of {@code R H + W C}. The cheaper of
 * the two products is computed first.
 *
 * <p>{@link #kernelInitializer} and {@link #kernelRegularizer} are for both kernels. Glorot's rule adds inputs and outputs and is
 * right for both; He's rule takes the first axis as the inputs, which for leftKernel is R, not H.
 *
 * <p>Refused: {@code rows must be positive, got 0} and {@code columns must be positive, got 0}; another rank ({@code
 * bilinear_dense2d takes (N, H, W), got (N, 3)}); an unknown number of rows or columns, and other sizes than it was built for.
 *
 * <p>Example: {@code new BilinearDense2D(4, 5)} takes (N, 2, 3) to (N, 4, 5) with 8 + 15 + 20 = 43 parameters. With all
 * weights 1 and one row and column, ((1, 2), (3, 4)) becomes ((11)).
 */
public final class BilinearDense2D extends MatrixLayer<BilinearDense2D> {

    private final int rows;
    private final int columns;
    private Optional<Kernels> kernels = Optional.empty();

    private record Kernels(Weight left, Weight right) {}

    /** A layer whose output has this many rows and columns. */
    public BilinearDense2D(int rows, int columns) {
        this.rows = Checks.requirePositive("rows", rows);
        this.columns = Checks.requirePositive("columns", columns);
    }

    @Override
    protected BilinearDense2D self() {
        return this;
    }

    @Override
    void build(Build b, long rowsIn, long columnsIn) {
        kernels = Optional.of(new Kernels(
                declareKernel(b, "leftKernel", Shape.of(rows, rowsIn)),
                declareKernel(b, "rightKernel", Shape.of(columnsIn, columns))));
        declareBias(b, Shape.of(rows, columns));
    }

    @Override
    Operand<TFloat32> linear(Call c, Operand<TFloat32> x) {
        Operand<TFloat32> left = c.value(kernels.orElseThrow().left());
        Operand<TFloat32> right = c.value(kernels.orElseThrow().right());
        long leftFirst = rows * rowsIn() * columnsIn() + rows * columnsIn() * columns;
        long rightFirst = rowsIn() * columnsIn() * columns + rows * rowsIn() * columns;
        return plusBias(
                c,
                leftFirst <= rightFirst
                        ? timesRight(c, timesLeft(c, left, x), right)
                        : timesLeft(c, left, timesRight(c, x, right)));
    }

    private static Operand<TFloat32> timesLeft(Call c, Operand<TFloat32> left, Operand<TFloat32> x) {
        return c.tf().train.batchMatMul(left, x, TFloat32.class);
    }
}
