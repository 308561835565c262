package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The options of pooling layers over volumes, with Keras' names and defaults.
 *
 * <p>{@code (N, D, H, W, C) -> (N, D', H', W', C)}, along each axis as {@link Padding} says. The depth must be known. Each slice is
 * pooled, then neighbouring slices are: the largest of the largest values, and the mean of the means, which is the mean since at one
 * place every slice has as many pixels in its window.
 *
 * <p>Refused: {@code poolSize must be positive, got 0}; another rank ({@code max_pooling3d takes (N, D, H, W, C), got (N, 10)}); an
 * unknown number of slices; a volume smaller than the window without padding ({@code max_pooling3d with poolSize 5 and VALID padding
 * needs volumes of at least 5, got (N, 4, 4, 4, 1)}).
 *
 * @param <T> the layer's own type
 */
public abstract class Pooling3D<T extends Pooling3D<T>> extends StandardLayer<T> {

    private final Volume poolSize;
    private Volume strides;
    private Padding padding = Padding.VALID;

    /** Refused: {@code poolSize must be positive, got 0}. */
    protected Pooling3D(int depth, int height, int width) {
        this.poolSize = Volume.of("poolSize", depth, height, width);
        this.strides = poolSize;
    }

    /** The step of the window in all directions; the pool size by default. */
    public T strides(int size) {
        return strides(size, size, size);
    }

    /** The step of the window in depth, down and to the right; the pool size by default. */
    public T strides(int depth, int height, int width) {
        mustNotBeBuilt("strides");
        this.strides = Volume.of("strides", depth, height, width);
        return self();
    }

    /** What happens at the border, in depth too; {@link Padding#VALID} by default. */
    public T padding(Padding newPadding) {
        mustNotBeBuilt("padding");
        this.padding = newPadding;
        return self();
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        poolSize.requireIn(this, x.shape(), "poolSize " + poolSize, padding);
        Ops tf = c.tf();
        int depth = Math.toIntExact(x.shape().get(1));
        Operand<TFloat32> slices = pool(c, Slices.fold(tf, x), poolSize.plane(), strides.plane(), padding);
        Operand<TFloat32> volumes = Slices.unfold(tf, slices, depth);
        if (poolSize.depth() == 1 && strides.depth() == 1) {
            return volumes;
        }
        // Depth as height, and all pixels of a slice side by side: a window of one column.
        Operand<TInt32> pixels = tf.math.mul(ChannelFold.size(tf, volumes, 2), ChannelFold.size(tf, volumes, 3));
        Operand<TFloat32> columns = tf.reshape(
                volumes,
                tf.stack(List.of(tf.constant(-1), tf.constant(depth), pixels, ChannelFold.size(tf, volumes, 4))));
        Size window = new Size(poolSize.depth(), 1);
        Operand<TFloat32> pooled = pool(c, columns, window, new Size(strides.depth(), 1), padding);
        int left = Slices.windows(depth, poolSize.depth(), strides.depth(), padding);
        return tf.reshape(
                pooled,
                tf.stack(List.of(
                        tf.constant(-1),
                        tf.constant(left),
                        ChannelFold.size(tf, volumes, 2),
                        ChannelFold.size(tf, volumes, 3),
                        ChannelFold.size(tf, volumes, 4))));
    }

    /** Adds the op that pools images. */
    abstract Operand<TFloat32> pool(Call c, Operand<TFloat32> x, Size window, Size step, Padding border);
}
