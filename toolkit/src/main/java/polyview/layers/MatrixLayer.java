package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A layer over matrices {@code (N, H, W)} whose weights depend on the number of rows and columns, which must be known.
 *
 * @param <T> the layer's own type
 */
abstract class MatrixLayer<T extends MatrixLayer<T>> extends WeightedLayer<T> {

    private static final String FORM = "(N, H, W)";

    private long rows;
    private long columns;

    /** Declares the weights for matrices of this many rows and columns. */
    abstract void build(Build b, long inputRows, long inputColumns);

    /** Computes the input of the activation. */
    abstract Operand<TFloat32> linear(Call c, Operand<TFloat32> x);

    @Override
    protected final void build(Build b, Shape input) {
        LayerChecks.requireRank(this, input, FORM);
        rows = LayerChecks.requireKnown(this, input, 1, "rows");
        columns = LayerChecks.requireKnown(this, input, 2, "columns");
        build(b, rows, columns);
    }

    @Override
    protected final Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), FORM);
        // Known here too: a matrix of one row would silently be broadcast to every row of the weights.
        LayerChecks.requireKnown(this, x.shape(), 1, "rows");
        LayerChecks.requireKnown(this, x.shape(), 2, "columns");
        LayerChecks.requireSize(this, x.shape(), 1, rows, "row");
        LayerChecks.requireSize(this, x.shape(), 2, columns, "column");
        return activate(c, linear(c, x));
    }

    /** The rows of the inputs. */
    final long rowsIn() {
        return rows;
    }

    /** The columns of the inputs. */
    final long columnsIn() {
        return columns;
    }

    /** Adds the bias, one matrix for all samples, where there is one. */
    final Operand<TFloat32> plusBias(Call c, Operand<TFloat32> y) {
        return bias().isPresent() ? c.tf().math.add(y, c.value(bias().get())) : y;
    }

    /** {@code X R}: {@code (N, H, W)} and {@code (W, U)} give {@code (N, H, U)}, as one product over the rows of all samples. */
    static Operand<TFloat32> timesRight(Call c, Operand<TFloat32> x, Operand<TFloat32> right) {
        long height = x.shape().get(1);
        Operand<TFloat32> all = c.tf().reshape(x, c.tf().array(-1L, x.shape().get(2)));
        return c.tf().reshape(
                        c.tf().linalg.matMul(all, right),
                        c.tf().array(-1L, height, right.shape().get(1)));
    }
}
