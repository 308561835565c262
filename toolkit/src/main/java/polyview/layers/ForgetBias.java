package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** The bias of the four gates of an LSTM: ones for the second, that of forgetting, so that it remembers at first. */
record ForgetBias(Initializer others) implements Initializer {

    @Override
    public Operand<TFloat32> draw(Ops tf, Shape shape, Operand<TInt64> seed) {
        long units = shape.get(0) / 4;
        Operand<TFloat32> drawn = others.draw(tf, Shape.of(3 * units), seed);
        Operand<TFloat32> first = tf.slice(drawn, tf.array(0L), tf.array(units));
        Operand<TFloat32> rest = tf.slice(drawn, tf.array(units), tf.array(2 * units));
        return tf.concat(List.of(first, tf.fill(tf.array(units), tf.constant(1f)), rest), tf.constant(0));
    }
}
