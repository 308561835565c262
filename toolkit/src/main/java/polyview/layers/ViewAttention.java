package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
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

    /**
     * The views are the last axis, {@code (N, ..., F, V)}, the one before it, {@code (N, ..., V, F)}, or the second, {@code (N, V,
     * ..., F)}; the mask is for the latter.
     */
    Operand<TFloat32> pool(Call c, Operand<TFloat32> given, int axis, Optional<Operand<TBool>> present) {
        Ops tf = c.tf();
        Parts part = parts.orElseThrow();
        Operand<TFloat32> x = present.map(p -> Presence.orZero(tf, p, given)).orElse(given);
        int last = x.shape().numDimensions() - 1;
        Operand<TFloat32> byView =
                axis == last - 1 ? x : tf.linalg.transpose(x, tf.constant(viewsBeforeLast(axis, last)));
        long views = x.shape().get(axis);
        Operand<TFloat32> vectors = tf.reshape(byView, tf.array(-1L, part.features()));
        Operand<TFloat32> scores = c.apply(part.score(), c.apply(part.hidden(), vectors));
        Operand<TFloat32> weights = tf.nn.softmax(present.map(p -> ofPresent(tf, p, scores, byView))
                .orElseGet(() -> tf.reshape(scores, tf.array(-1L, views))));
        Operand<TFloat32> weighted = tf.math.mul(
                tf.reshape(vectors, tf.array(-1L, views, part.features())),
                tf.reshape(weights, tf.array(-1L, views, 1L)));
        Operand<TFloat32> sums = tf.reduceSum(weighted, tf.constant(1));
        List<Operand<TInt32>> sizes = new ArrayList<>(List.of(tf.constant(-1)));
        sizes.addAll(ChannelFold.sizes(tf, byView, 1, last - 1));
        sizes.add(tf.constant(Math.toIntExact(part.features())));
        return tf.reshape(sums, tf.stack(sizes));
    }

    /** {@code (N, ..., V)}: the scores of missing views are so low that their weights are 0. */
    private static Operand<TFloat32> ofPresent(
            Ops tf, Operand<TBool> present, Operand<TFloat32> scores, Operand<TFloat32> byView) {
        int views = byView.shape().numDimensions() - 2;
        List<Operand<TInt32>> one = new ArrayList<>(ChannelFold.sizes(tf, byView, 0, 1));
        IntStream.range(1, views).forEach(axis -> one.add(tf.constant(1)));
        one.add(ChannelFold.size(tf, byView, views));
        Operand<TFloat32> byPlace = tf.reshape(scores, tf.stack(ChannelFold.sizes(tf, byView, 0, views + 1)));
        return Presence.orLowest(tf, tf.reshape(present, tf.stack(one)), byPlace);
    }

    /** The order of axes that brings the views before the features, which are last, or before the views where these are last. */
    private static int[] viewsBeforeLast(int axis, int last) {
        int features = axis == last ? last - 1 : last;
        return IntStream.concat(
                        IntStream.range(0, last + 1).filter(a -> a != axis && a != features),
                        IntStream.of(axis, features))
                .toArray();
    }
}
