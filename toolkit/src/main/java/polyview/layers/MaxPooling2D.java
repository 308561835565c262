package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.types.TFloat32;

/**
 * The largest value in each window of each channel; padding never wins.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', C)}, see {@link Padding}.
 *
 * <p>Refused: what {@link Pooling2D} refuses.
 *
 * <p>Example: pool size 2 takes ((1, 2), (3, 4)) to ((4)), and (N, 5, 5, 3) to (N, 2, 2, 3).
 */
public final class MaxPooling2D extends Pooling2D<MaxPooling2D> {

    /** A window of 2 by 2 pixels. */
    public MaxPooling2D() {
        this(2);
    }

    /** A square window, in pixels. */
    public MaxPooling2D(int poolSize) {
        this(poolSize, poolSize);
    }

    /** A window with height and width of its own, in pixels. */
    public MaxPooling2D(int poolHeight, int poolWidth) {
        super(poolHeight, poolWidth);
    }

    @Override
    protected MaxPooling2D self() {
        return this;
    }

    @Override
    Operand<TFloat32> pool(Call c, Operand<TFloat32> x, Size window, Size step, Padding border) {
        return ofImages(c, x, window, step, border);
    }

    static Operand<TFloat32> ofImages(Call c, Operand<TFloat32> x, Size window, Size step, Padding border) {
        // The generated method makes MaxPoolV2, whose gradient has no fast kernel; this older op has one.
        OperationBuilder op = c.tf().scope().opBuilder("MaxPool", "MaxPool");
        op.addInput(x.asOutput());
        op.setAttr("ksize", window.nhwcArray());
        op.setAttr("strides", step.nhwcArray());
        op.setAttr("padding", border.name());
        return op.build().<TFloat32>output(0);
    }
}
