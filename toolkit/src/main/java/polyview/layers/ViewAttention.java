package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The attention of {@link ViewPooling}: options, the two kernels, and the ops. */
final class ViewAttention {

    private int units = 128;
    private Initializer kernelInitializer = Initializer.glorotUniform();
    private Regularizer kernelRegularizer = Regularizer.NONE;
    private Optional<Parts> parts = Optional.empty();

    private record Parts(Dense hidden, Dense score, long features) {}

    void units(int count) {
        this.units = count;
    }

    void kernelInitializer(Initializer initializer) {
        this.kernelInitializer = initializer;
    }

    void kernelRegularizer(Regularizer regularizer) {
        this.kernelRegularizer = regularizer;
    }

    void build(long features) {
        parts = Optional.of(new Parts(
                kernel(units).activation(Activation.TANH).name("hidden"),
                kernel(1).name("score"),
                features));
    }

    private Dense kernel(int outputs) {
        return new Dense(outputs)
                .useBias(false)
                .kernelInitializer(kernelInitializer)
                .kernelRegularizer(kernelRegularizer);
    }

    long features() {
        return parts.orElseThrow().features();
    }

    /** The views are the last axis, {@code (N, ..., F, V)}, or the one before it, {@code (N, ..., V, F)}. */
    Operand<TFloat32> pool(Call c, Operand<TFloat32> x, int axis) {
        Ops tf = c.tf();
        Parts part = parts.orElseThrow();
        int last = x.shape().numDimensions() - 1;
        Operand<TFloat32> byView = axis == last ? tf.linalg.transpose(x, tf.constant(lastTwoSwapped(last))) : x;
        long views = x.shape().get(axis);
        Operand<TFloat32> vectors = tf.reshape(byView, tf.array(-1L, part.features()));
        Operand<TFloat32> scores = c.apply(part.score(), c.apply(part.hidden(), vectors));
        Operand<TFloat32> weights = tf.nn.softmax(tf.reshape(scores, tf.array(-1L, views)));
        Operand<TFloat32> weighted = tf.math.mul(
                tf.reshape(vectors, tf.array(-1L, views, part.features())),
                tf.reshape(weights, tf.array(-1L, views, 1L)));
        Operand<TFloat32> sums = tf.reduceSum(weighted, tf.constant(1));
        List<Operand<TInt32>> sizes = new ArrayList<>(List.of(tf.constant(-1)));
        sizes.addAll(ChannelFold.sizes(tf, byView, 1, last - 1));
        sizes.add(tf.constant(Math.toIntExact(part.features())));
        return tf.reshape(sums, tf.stack(sizes));
    }

    private static int[] lastTwoSwapped(int last) {
        return IntStream.concat(IntStream.range(0, last - 1), IntStream.of(last, last - 1))
                .toArray();
    }
}
