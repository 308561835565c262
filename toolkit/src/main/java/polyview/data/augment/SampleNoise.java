package polyview.data.augment;

import java.util.List;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import polyview.base.Startup;

/** Standard normal numbers for images, each sample's from the seed in its row: the same bits in any batch. */
final class SampleNoise {

    static {
        Startup.begin();
    }

    /** Philox, on every device. */
    private static final int PHILOX = 1;

    private SampleNoise() {}

    static Operand<TFloat32> of(Ops tf, Operand<TFloat32> images, Operand<TFloat32> rows) {
        Operand<TFloat32> words = tf.slice(rows, tf.array(0, Transform.NOISE), tf.array(-1, 2));
        Operand<TInt64> seeds = tf.dtypes.cast(words, TInt64.class);
        Operand<TInt32> one = tf.slice(tf.shape(images), tf.array(1), tf.array(3));
        Shape known = images.shape();
        Shape output = known.isUnknown() ? Shape.of(-1, -1, -1) : known.tail();
        try (ConcreteFunction sample = ConcreteFunction.create(SampleNoise::noiseOfASample)) {
            Operand<?> noise = tf.mapDefun(
                            List.of(seeds), List.of(one), List.of(TFloat32.class), List.of(output), sample)
                    .output()
                    .get(0);
            return noise.asOutput().expect(TFloat32.class);
        }
    }

    private static Signature noiseOfASample(Ops tf) {
        Placeholder<TInt64> seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
        Placeholder<TInt32> shape = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(3)));
        var key = tf.random.statelessRandomGetKeyCounter(seed);
        Operand<TFloat32> noise =
                tf.random.statelessRandomNormalV2(shape, key.key(), key.counter(), tf.constant(PHILOX));
        return Signature.builder("noise")
                .input("seed", seed)
                .input("shape", shape)
                .output("noise", noise)
                .build();
    }
}
