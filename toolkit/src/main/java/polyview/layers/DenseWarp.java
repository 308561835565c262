package polyview.layers;

import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import polyview.base.Shapes;

/**
 * An image moved by a field of displacements: each pixel of the output is taken from another place of the image, {@code y[n, i, j, c] =
 * x[n, i + u, j + v, c]} with {@code (u, v) = field[n, i, j]}, u downwards and v to the right, in pixels.
 *
 * <p>Inputs: the image {@code (N, H, W, C)} and the field {@code (N, H, W, 2)}; output {@code (N, H, W, C)}. Between pixels the value is
 * bilinear; what lies outside the image is told by {@link #outside}. Gradients go to the image and to the field; at a whole position the
 * slope is that towards the next pixel, so a field of zeros learns.
 *
 * <p>The field points from the output to the image: to register a moving image to a fixed one, {@code field[p]} is the way from a point of
 * the fixed image to the same point of the moving one. Other conventions: PyTorch's {@code grid_sample} with {@code align_corners=True}
 * takes positions, first the column, then the row, where -1 and 1 are the middles of the outermost pixels; {@code dense_image_warp} of
 * TensorFlow Addons takes {@code x[i - u, j - v]} and moves what is outside to the border, as {@link Outside#NEAREST}.
 *
 * <p>Refused: another number of inputs ({@code dense_warp takes an image and a field, got 1}), another form ({@code dense_warp takes
 * (N, H, W, C), got (N, 10)}), and a field that does not fit ({@code dense_warp of images (N, 8, 8, 3) takes a field (N, 8, 8, 2), got (N,
 * 8, 8, 3)}); sizes that are unknown until the network runs are compared then. A displacement that is no finite number gives NaN.
 *
 * <p>Source: Jaderberg et al. 2015; Balakrishnan et al. 2019 (VoxelMorph).
 *
 * <p>Example: of the row (1, 3, 7), displacements (0, 1), (0, 0.5) and (0, 1) give (3, 5, 0), and (3, 5, 7) with {@link Outside#NEAREST}.
 *
 * <pre>{@code
 * var field = new Conv2D(2, 3).padding(Padding.SAME).kernelInitializer(Initializer.randomNormal(1e-3)).apply(features);
 * var moved = new DenseWarp().apply(moving, field);
 * }</pre>
 */
public final class DenseWarp extends StandardLayer<DenseWarp> {

    private Outside outside = Outside.ZEROS;

    /** Takes zeros outside the image. */
    public DenseWarp() {}

    /** What is taken outside the image; {@link Outside#ZEROS} by default. */
    public DenseWarp outside(Outside newOutside) {
        mustNotBeBuilt("outside");
        this.outside = Objects.requireNonNull(newOutside, "outside must not be null");
        return this;
    }

    @Override
    protected DenseWarp self() {
        return this;
    }

    @Override
    protected void build(Build b, List<Shape> inputs) {
        requireFit(inputs);
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        requireFit(inputs.stream().map(Operand::shape).toList());
        Ops tf = c.tf();
        List<Operand<TFloat32>> checked =
                EqualShapes.requireUpTo(3, tf, displayName() + " takes a field of the size of the image, got", inputs);
        Operand<TFloat32> image = checked.get(0);
        Operand<TFloat32> field = checked.get(1);
        // In 64 bits, as Sampling says.
        Operand<TFloat64> rows = tf.math.add(part(tf, field, 0), numbers(tf, field, 1, -1, 1));
        Operand<TFloat64> columns = tf.math.add(part(tf, field, 1), numbers(tf, field, 2, 1, -1));
        return outside.sample(tf, image, rows, columns);
    }

    /** One of the two numbers of each displacement, {@code (N, H, W)}. */
    private static Operand<TFloat64> part(Ops tf, Operand<TFloat32> field, int which) {
        Operand<TFloat32> one = tf.slice(field, tf.array(0, 0, 0, which), tf.array(-1, -1, -1, 1));
        return tf.dtypes.cast(tf.squeeze(one, Squeeze.axis(List.of(3L))), TFloat64.class);
    }

    /** 0, 1, 2, ... along an axis, as {@code (H, 1)} or {@code (1, W)}. */
    private static Operand<TFloat64> numbers(Ops tf, Operand<TFloat32> field, int axis, int... shape) {
        Operand<TInt32> range = tf.range(tf.constant(0), ChannelFold.size(tf, field, axis), tf.constant(1));
        return tf.dtypes.cast(tf.reshape(range, tf.array(shape)), TFloat64.class);
    }

    private void requireFit(List<Shape> inputs) {
        if (inputs.size() != 2) {
            throw new IllegalArgumentException(displayName() + " takes an image and a field, got " + inputs.size());
        }
        Shape image = inputs.get(0);
        LayerChecks.requireRank(this, image, "(N, H, W, C)");
        LayerChecks.requireKnown(this, image, 3, "channels");
        Shape wanted = Shape.of(image.get(0), image.get(1), image.get(2), 2);
        Shape field = inputs.get(1);
        if (field.numDimensions() != 4 || field.get(3) != 2 || !field.isCompatibleWith(wanted)) {
            throw new IllegalArgumentException(displayName() + " of images " + Shapes.text(image) + " takes a field "
                    + Shapes.text(wanted) + ", got " + Shapes.text(field));
        }
    }
}
