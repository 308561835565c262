package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssertThat;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.base.Shapes;

/**
 * Which views of a sample are there: {@code (N, V)}, 1 for a view that is present and 0 for one that is missing.
 *
 * <p>Values are chosen by it and never multiplied: 0 times a NaN in the padding would be a NaN, also in the gradient of a product.
 */
final class Presence {

    /**
     * Stands for minus infinity where a largest value or a softmax is taken. It is not the lowest number of 32 bits, which bfloat16
     * rounds to minus infinity, and the difference of two infinities is not a number.
     */
    private static final float LOWEST = -3e38f;

    private Presence() {}

    /**
     * Refuses everything but views, and views with their presence.
     *
     * @param form the shape of the views, as text, one name for each axis; one that ends in {@code ...} takes more axes
     */
    static void require(Layer layer, List<Shape> inputs, String form) {
        if (inputs.isEmpty() || inputs.size() > 2) {
            throw new IllegalArgumentException(layer.displayName() + " takes " + form
                    + " and, where views may be missing, their presence (N, V), got "
                    + Shapes.count(inputs.size(), "input"));
        }
        Shape views = inputs.get(0);
        int axes = form.split(",").length;
        boolean open = form.contains("...");
        if (open ? views.numDimensions() < axes - 1 : views.numDimensions() != axes) {
            throw new IllegalArgumentException(layer.displayName() + " takes " + form + ", got " + Shapes.text(views));
        }
        if (inputs.size() == 2) {
            requirePresence(layer, views, inputs.get(1));
        }
    }

    private static void requirePresence(Layer layer, Shape views, Shape presence) {
        requirePresence(layer, presence);
        long own = views.get(1);
        if (own >= 0 && presence.get(1) >= 0 && own != presence.get(1)) {
            throw new IllegalArgumentException(layer.displayName() + " takes views and the presence of as many, got "
                    + Shapes.text(views) + " and " + Shapes.text(presence));
        }
    }

    /** Refuses a presence of another form than {@code (N, V)}. */
    static void requirePresence(Layer layer, Shape presence) {
        if (presence.numDimensions() != 2) {
            throw new IllegalArgumentException(
                    layer.displayName() + " takes the presence of views as (N, V), got " + Shapes.text(presence));
        }
    }

    /** The second input, if there is one; where the number of views is unknown, it depends on a check that both have as many. */
    static Optional<Operand<TFloat32>> of(Layer layer, Ops tf, List<Operand<TFloat32>> inputs) {
        if (inputs.size() < 2) {
            return Optional.empty();
        }
        Operand<TFloat32> views = inputs.get(0);
        Operand<TFloat32> presence = inputs.get(1);
        if (views.shape().get(1) >= 0 && presence.shape().get(1) >= 0) {
            return Optional.of(presence);
        }
        Operand<TInt32> first = tf.slice(tf.shape(views), tf.array(1), tf.array(1));
        Operand<TInt32> second = tf.slice(tf.shape(presence), tf.array(1), tf.array(1));
        Op check = tf.assertThat(
                tf.reduceAll(tf.math.equal(first, second), tf.array(0)),
                List.of(
                        tf.constant(layer.displayName() + " takes views and the presence of as many, got"),
                        first,
                        second),
                AssertThat.summarize(1L));
        return Optional.of(tf.withControlDependencies(check).identity(presence));
    }

    /** True for views that are present: {@code (N, V)}; a number above one half counts as 1. */
    static Operand<TBool> mask(Ops tf, Operand<TFloat32> presence) {
        return tf.math.greater(presence, tf.constant(0.5f));
    }

    /** The mask with axes of one element behind it, {@code (N, V, 1, ...)}, as many as the views have. */
    static Operand<TBool> mask(Ops tf, Operand<TFloat32> presence, Operand<TFloat32> views) {
        List<Operand<TInt32>> sizes = new ArrayList<>(ChannelFold.sizes(tf, views, 0, 2));
        for (int axis = 2; axis < views.shape().numDimensions(); axis++) {
            sizes.add(tf.constant(1));
        }
        return tf.reshape(mask(tf, presence), tf.stack(sizes));
    }

    /** The views, with 0 where the mask is false; what stood there reaches neither values nor gradients. */
    static Operand<TFloat32> orZero(Ops tf, Operand<TBool> mask, Operand<TFloat32> views) {
        return tf.select(mask, views, tf.constant(0f));
    }

    /** The views, with a number below all others where the mask is false. */
    static Operand<TFloat32> orLowest(Ops tf, Operand<TBool> mask, Operand<TFloat32> views) {
        return tf.select(mask, views, tf.constant(LOWEST));
    }
}
