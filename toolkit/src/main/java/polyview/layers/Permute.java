package polyview.layers;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/**
 * Reorders the axes: axis i of the output is axis {@code dims[i]} of the input; the batch stays first.
 *
 * <p>Axes are counted from 1, without the batch, as in Keras.
 *
 * <p>Refused: {@code dims must hold each of 1 to 2 once, got [1, 1]}; inputs with another number of axes ({@code permute
 * with dims [2, 1] takes 2 axes after the batch, got (N, 3)}).
 *
 * <p>Example: {@code new Permute(3, 1, 2)} takes (N, 28, 20, 3) to (N, 3, 28, 20).
 */
public final class Permute extends StandardLayer<Permute> {

    private final int[] dims;

    /** The axes of the input in the order of the output. */
    public Permute(int... dims) {
        if (dims.length == 0) {
            throw new IllegalArgumentException("dims must name at least one axis, got []");
        }
        int[] sorted = IntStream.of(dims).sorted().toArray();
        if (!Arrays.equals(sorted, IntStream.rangeClosed(1, dims.length).toArray())) {
            throw new IllegalArgumentException(
                    "dims must hold each of 1 to " + dims.length + " once, got " + Arrays.toString(dims));
        }
        this.dims = dims.clone();
    }

    @Override
    protected Permute self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        if (x.shape().numDimensions() != dims.length + 1) {
            throw new IllegalArgumentException(displayName() + " with dims " + Arrays.toString(dims) + " takes "
                    + dims.length + (dims.length == 1 ? " axis" : " axes") + " after the batch, got "
                    + Shapes.text(x.shape()));
        }
        int[] order = IntStream.concat(IntStream.of(0), IntStream.of(dims)).toArray();
        return c.tf().linalg.transpose(x, c.tf().array(order));
    }
}
