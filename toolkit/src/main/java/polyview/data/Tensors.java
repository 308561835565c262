package polyview.data;

import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;

/**
 * Converts arrays to tensors and back, with one copy of the values.
 *
 * <p>Example: {@code Tensors.read(Tensors.of(array))} equals the array.
 */
public final class Tensors {

    static {
        Startup.begin();
    }

    private Tensors() {}

    /** A tensor of the same shape and values; whoever asked for it closes it. */
    public static TFloat32 of(FloatArray array) {
        return TFloat32.tensorOf(array.shape(), DataBuffers.of(array.values()));
    }

    /** The shape and values of a tensor, copied; the tensor is not closed. */
    public static FloatArray read(TFloat32 tensor) {
        FloatArray array = FloatArray.zeros(tensor.shape());
        tensor.copyTo(DataBuffers.of(array.values()));
        return array;
    }
}
