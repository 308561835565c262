package polyview.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * In training, sets a random fraction of the elements to 0 and divides the others by {@code 1 - rate}; in prediction it does
 * nothing.
 *
 * <p>{@code (N, ...) -> (N, ...)}. Which elements are dropped depends on the model's seed and the number of the step, so a resumed
 * training has the same bits.
 *
 * <p>Refused: {@code rate must lie in [0, 1), got 1.0}. Source: Srivastava et al. 2014.
 *
 * <p>Example: with rate 0.25, ones become zeros with probability 1/4 and 4/3 otherwise.
 */
public final class Dropout extends StandardLayer<Dropout> {

    private final float rate;
    private int[] noiseShape = {};

    /** The fraction of the elements to drop. */
    public Dropout(double rate) {
        this.rate = Checks.requireFraction("rate", rate);
    }

    /**
     * What is dropped together, as a shape with the batch first: -1 draws along an axis, 1 drops or keeps all along it. {@code
     * noiseShape(-1, 1, 1, 1)} drops whole samples, {@code noiseShape(-1, 1, 1, -1)} whole channels of images. By default every element
     * is drawn alone. Refused: {@code noiseShape must hold 1 or -1, got 2}; another number of axes than the input has ({@code dropout
     * draws with noiseShape [-1, 1], got (N, 8, 8, 3)}).
     */
    public Dropout noiseShape(int... sizes) {
        for (int size : sizes) {
            if (size != 1 && size != -1) {
                throw new IllegalArgumentException("noiseShape must hold 1 or -1, got " + size);
            }
        }
        this.noiseShape = sizes.clone();
        return this;
    }

    @Override
    protected Dropout self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        if (noiseShape.length > 0 && noiseShape.length != x.shape().numDimensions()) {
            throw new IllegalArgumentException(displayName() + " draws with noiseShape " + Arrays.toString(noiseShape)
                    + ", got " + Shapes.text(x.shape()));
        }
        if (!c.training() || rate == 0) {
            return x;
        }
        Ops tf = c.tf();
        Operand<TFloat32> noise = c.randomUniform(drawn(tf, x));
        Operand<TFloat32> kept = tf.math.mul(x, tf.constant(1 / (1 - rate)));
        if (noiseShape.length > 0) {
            // Where the noise is one number for many elements, the choice between them is a product.
            Operand<TFloat32> keep = tf.dtypes.cast(tf.math.greaterEqual(noise, tf.constant(rate)), TFloat32.class);
            return tf.math.mul(kept, keep);
        }
        return tf.select(tf.math.greaterEqual(noise, tf.constant(rate)), kept, tf.zerosLike(x));
    }

    private Operand<TInt32> drawn(Ops tf, Operand<TFloat32> x) {
        Operand<TInt32> shape = tf.shape(x);
        if (noiseShape.length == 0) {
            return shape;
        }
        List<Operand<TInt32>> sizes = new ArrayList<>();
        for (int axis = 0; axis < noiseShape.length; axis++) {
            sizes.add(noiseShape[axis] == 1 ? tf.array(1) : tf.slice(shape, tf.array(axis), tf.array(1)));
        }
        return tf.concat(sizes, tf.constant(0));
    }
}
