package polyview.explain;

import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Call;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;
import polyview.models.Input;
import polyview.models.Model;

/** Models and samples that the tests of this package share. */
final class Explained {

    private Explained() {}

    static FloatArray random(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatArray array = FloatArray.zeros(Shape.of(shape));
        for (int i = 0; i < array.values().length; i++) {
            array.values()[i] = (float) random.nextDouble(-1, 1);
        }
        return array;
    }

    /** {@code 2 sum(l) + sum(r^2)} of the inputs left and right, as one number. */
    static Model known(int height, int width, int channels) {
        var left = Input.image("left", height, width, channels);
        var right = Input.image("right", height, width, channels);
        return new Model(List.of(left, right), new Known().name("known").apply(left, right));
    }

    /** The function of {@link #known}. */
    private static final class Known extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> x) {
            var tf = c.tf();
            Operand<TFloat32> both = tf.math.add(tf.math.mul(x.get(0), c.constant(2f)), tf.math.square(x.get(1)));
            return tf.reduceSum(
                    tf.reshape(both, tf.array(-1, (int) both.shape().tail().size())), tf.array(1));
        }
    }

    /** An encoder of two convolutions that sees both images, each with its own dense weights; three classes. */
    static Model siamese(long seed) {
        var left = Input.image("left", 12, 12, 1);
        var right = Input.image("right", 12, 12, 1);
        Layer first = new Conv2D(4, 3).activation(Activation.RELU).name("first");
        Layer second = new Conv2D(5, 3).activation(Activation.RELU).name("second");
        Layer pool = new GlobalAveragePooling2D();
        SymbolicTensor x = new Concatenate()
                .apply(pool.apply(second.apply(first.apply(left))), pool.apply(second.apply(first.apply(right))));
        return new Model(List.of(left, right), new Dense(3).apply(x)).seed(seed);
    }
}
