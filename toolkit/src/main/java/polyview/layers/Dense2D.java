package polyview.layers;

import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.ops.ConvolutionOptions;
import polyview.ops.Convolutions;

/**
 * A weight and a bias for every element of a matrix: {@code y[n,i,j] = act(x[n,i,j] k[i,j] + b[i,j])}.
 *
 * <p>{@code (N, H, W) -> (N, H, W)}. Weights: kernel and bias, both {@code (H, W)}. With {@link #sum}, the products and
 * biases are added up along one axis, and the activation comes after the sum: {@code (N, H, W) -> (N, W)} over the
 * rows, {@code y[n,j] = act(sum_i (x[n,i,j] k[i,j] + b[i,j]))}, or {@code (N, H)} over the columns.
 *
 * <p>Each output depends on one input, so Glorot's rule, which counts inputs and outputs, does not apply. The kernel is normal
 * with a standard deviation of 0.05, as Keras' random_normal. {@link MatrixDense2D} and {@link BilinearDense2D} mix the elements.
 *
 * <p>Refused: another rank ({@code dense2d takes (N, H, W), got (N, 3, 3, 1)}), an unknown number of rows or columns ({@code
 * dense2d needs a known number of rows, got (N, ?, 3)}), and other sizes than it was built for ({@code dense2d was built for 3
 * rows, got (N, 4, 3)}).
 *
 * <p>Example: {@code new Dense2D()} takes (N, 3, 3) to (N, 3, 3) with 18 parameters. With a kernel of 2 and a bias of
 * 1, ((1, 2), (3, 4)) becomes ((3, 5), (7, 9)), and with {@code sum(1)} it becomes (10, 14).
 */
public final class Dense2D extends MatrixLayer<Dense2D> {

    private static final float STDDEV = 0.05f;

    /**
     * From this many elements on a depthwise convolution is faster. Below, what its ops cost whatever their size is more: about
     * 0.1 ms each with oneDNN.
     */
    private static final long LARGE = 10_000;

    private OptionalInt sum = OptionalInt.empty();

    /** A weight and a bias for every element, without a sum. */
    public Dense2D() {
        kernelInitializer(Initializer.randomNormal(STDDEV));
    }

    /**
     * Adds up along an axis: 1 over the rows, 2 or -1 over the columns; axis 0 is the batch. No sum by default.
     *
     * <p>Refused: {@code sum must be 1 (over rows), 2 or -1 (over columns), got 0}.
     */
    public Dense2D sum(int axis) {
        mustNotBeBuilt("sum");
        if (axis != 1 && axis != 2 && axis != -1) {
            throw new IllegalArgumentException("sum must be 1 (over rows), 2 or -1 (over columns), got " + axis);
        }
        this.sum = OptionalInt.of(axis);
        return this;
    }

    @Override
    protected Dense2D self() {
        return this;
    }

    @Override
    void build(Build b, long rows, long columns) {
        declareKernel(b, Shape.of(rows, columns));
        declareBias(b, Shape.of(rows, columns));
    }

    @Override
    Operand<TFloat32> linear(Call c, Operand<TFloat32> x) {
        if (sum.isPresent()) {
            return plusSummedBias(c, c.tf().reduceSum(products(c, x), c.tf().array(sum.getAsInt())));
        }
        return isLarge() ? matrices(c, plusFlatBias(c, depthwise(c, x))) : plusBias(c, products(c, x));
    }

    private boolean isLarge() {
        return rowsIn() * columnsIn() >= LARGE;
    }

    private Operand<TFloat32> products(Call c, Operand<TFloat32> x) {
        return isLarge() ? matrices(c, depthwise(c, x)) : c.tf().math.mul(x, c.value(kernel()));
    }

    /**
     * One image of one row, whose pixels are the samples and whose channels are the elements: {@code (1, 1, N, H W)}.
     *
     * <p>TensorFlow multiplies with a matrix that is repeated for every sample slowly, and adds up over the samples slowly, as the
     * gradient of the kernel needs it.
     */
    private Operand<TFloat32> depthwise(Call c, Operand<TFloat32> x) {
        long elements = rowsIn() * columnsIn();
        return Convolutions.depthwiseConv2d(
                c.tf(),
                c.tf().reshape(x, c.tf().array(1L, 1L, -1L, elements)),
                c.tf().reshape(c.value(kernel()), c.tf().array(1L, 1L, elements, 1L)),
                ConvolutionOptions.valid());
    }

    private Operand<TFloat32> matrices(Call c, Operand<TFloat32> flat) {
        return c.tf().reshape(flat, c.tf().array(-1L, rowsIn(), columnsIn()));
    }

    private Operand<TFloat32> plusFlatBias(Call c, Operand<TFloat32> flat) {
        return bias().<Operand<TFloat32>>map(
                        b -> c.tf().nn.biasAdd(flat, c.tf().reshape(c.value(b), c.tf().array(-1L))))
                .orElse(flat);
    }

    /** The biases are the same for all samples, so they are summed once. */
    private Operand<TFloat32> plusSummedBias(Call c, Operand<TFloat32> sums) {
        int axis = sum.getAsInt() == 1 ? 0 : 1;
        return bias().<Operand<TFloat32>>map(
                        b -> c.tf().nn.biasAdd(sums, c.tf().reduceSum(c.value(b), c.tf().array(axis))))
                .orElse(sums);
    }
}
