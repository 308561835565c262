package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/** Images without a channel axis, {@code (N, H, W)}, for layers that take them as images of one channel. */
final class GrayImages {

    private GrayImages() {}

    /** {@code (N, H, W) -> (N, H, W, 1)}; refused: {@code fixed_conv2d takes (N, H, W) or (N, H, W, C), got (N, 10)}. */
    static Shape withChannel(Layer layer, Shape shape) {
        int rank = shape.numDimensions();
        if (rank != 3 && rank != 4) {
            throw new IllegalArgumentException(
                    layer.displayName() + " takes (N, H, W) or (N, H, W, C), got " + Shapes.text(shape));
        }
        return rank == 3 ? shape.append(1) : shape;
    }

    /** The same for the images themselves. */
    static Operand<TFloat32> withChannel(Layer layer, Call c, Operand<TFloat32> x) {
        boolean gray = withChannel(layer, x.shape()).numDimensions() > x.shape().numDimensions();
        return gray ? c.tf().expandDims(x, c.tf().constant(3)) : x;
    }

    /** {@code (N, H, W, 1) -> (N, H, W)}. */
    static Operand<TFloat32> withoutChannel(Call c, Operand<TFloat32> x) {
        return c.tf().squeeze(x, Squeeze.axis(List.of(3L)));
    }
}
