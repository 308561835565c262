package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The options of pooling layers, with Keras' names and defaults.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', C)}, with {@code H'} as {@link Padding} says.
 *
 * <p>Refused: {@code poolSize must be positive, got 0}; another rank ({@code max_pooling2d takes (N, H, W, C), got (N,
 * 10)}); an image smaller than the window without padding ({@code max_pooling2d with poolSize 5 and VALID padding needs
 * images of at least 5 pixels, got (N, 4, 4, 1)}).
 *
 * @param <T> the layer's own type
 */
public abstract class Pooling2D<T extends Pooling2D<T>> extends StandardLayer<T> {

    private final Size poolSize;
    private Size strides;
    private Padding padding = Padding.VALID;

    /** Refused: {@code poolSize must be positive, got 0}. */
    protected Pooling2D(int height, int width) {
        this.poolSize = Size.of("poolSize", height, width);
        this.strides = poolSize;
    }

    /** The step of the window, in pixels; the pool size by default. */
    public T strides(int size) {
        return strides(size, size);
    }

    /** The step of the window down and to the right, in pixels; the pool size by default. */
    public T strides(int height, int width) {
        mustNotBeBuilt("strides");
        this.strides = Size.of("strides", height, width);
        return self();
    }

    /** What happens at the border; {@link Padding#VALID} by default. */
    public T padding(Padding newPadding) {
        mustNotBeBuilt("padding");
        this.padding = newPadding;
        return self();
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        LayerChecks.requireWindow(this, x.shape(), "poolSize", poolSize, padding);
        return pool(c, x, poolSize, strides, padding);
    }

    /** Adds the op. */
    abstract Operand<TFloat32> pool(Call c, Operand<TFloat32> x, Size window, Size step, Padding border);
}
