package polyview.data.augment;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * The formula of {@link Geometry#toSource} in the graph, for the images of a batch; see there for what it means.
 *
 * <p>Every number is an operand (N), one value for each image. A flip is a negative zoom.
 */
record GraphGeometry(
        Operand<TFloat64> rotation,
        Operand<TFloat64> widthShift,
        Operand<TFloat64> heightShift,
        Operand<TFloat64> shear,
        Operand<TFloat64> widthZoom,
        Operand<TFloat64> heightZoom) {

    /** The six numbers of the map, each (N), for images of this height and width. */
    List<Operand<TFloat64>> toSource(Ops tf, Operand<TInt32> height, Operand<TInt32> width) {
        Operand<TFloat64> turn = tf.math.mul(rotation, tf.constant(Math.toRadians(1)));
        Operand<TFloat64> cos = tf.math.cos(turn);
        Operand<TFloat64> sin = tf.math.sin(turn);
        Operand<TFloat64> lean = tf.math.tan(tf.math.mul(shear, tf.constant(Math.toRadians(1))));
        Operand<TFloat64> xx = tf.math.div(tf.math.add(cos, tf.math.mul(lean, sin)), widthZoom);
        Operand<TFloat64> xy = tf.math.div(tf.math.sub(sin, tf.math.mul(lean, cos)), widthZoom);
        Operand<TFloat64> yx = tf.math.div(tf.math.neg(sin), heightZoom);
        Operand<TFloat64> yy = tf.math.div(cos, heightZoom);
        Operand<TFloat64> middleX = middle(tf, width);
        Operand<TFloat64> middleY = middle(tf, height);
        Operand<TFloat64> x = tf.math.add(middleX, part(tf, widthShift, width));
        Operand<TFloat64> y = tf.math.add(middleY, part(tf, heightShift, height));
        Operand<TFloat64> xOfZero = tf.math.sub(middleX, tf.math.add(tf.math.mul(xx, x), tf.math.mul(xy, y)));
        Operand<TFloat64> yOfZero = tf.math.sub(middleY, tf.math.add(tf.math.mul(yx, x), tf.math.mul(yy, y)));
        return List.of(xx, xy, xOfZero, yx, yy, yOfZero);
    }

    private static Operand<TFloat64> middle(Ops tf, Operand<TInt32> size) {
        Operand<TInt32> last = tf.math.sub(size, tf.constant(1));
        return tf.math.mul(tf.dtypes.cast(last, TFloat64.class), tf.constant(0.5));
    }

    private static Operand<TFloat64> part(Ops tf, Operand<TFloat64> shift, Operand<TInt32> size) {
        return tf.math.mul(shift, tf.dtypes.cast(size, TFloat64.class));
    }
}
