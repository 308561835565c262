package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssertThat;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * One layer on every element of the second axis, moved into the batch: {@code (N, V, ...) -> (M, ...) -> (N, V, ...)}.
 *
 * <p>M is N V, or, with a presence, the number of views that are present: these are picked out, in their order, and the layer
 * never sees the others. So nothing of them is computed, counted or learned from, and the number of missing views changes no bit.
 */
final class EachView {

    private final Layer caller;
    private final Layer layer;

    EachView(Layer caller, Layer layer) {
        this.caller = caller;
        this.layer = layer;
    }

    Operand<TFloat32> call(Call c, Operand<TFloat32> x, Optional<Operand<TFloat32>> presence) {
        Ops tf = c.tf();
        Operand<TFloat32> flat = tf.reshape(x, sizes(tf, List.of(tf.constant(-1)), x, 2));
        Operand<TFloat32> made = presence.isPresent() ? ofPresent(c, flat, presence.get()) : c.apply(layer, flat);
        List<Operand<TInt32>> first = List.of(tf.constant(-1), ChannelFold.size(tf, x, 1));
        return tf.reshape(made, sizes(tf, first, made, 1));
    }

    private Operand<TFloat32> ofPresent(Call c, Operand<TFloat32> flat, Operand<TFloat32> presence) {
        Ops tf = c.tf();
        Operand<TInt64> present = tf.where(Presence.mask(tf, tf.reshape(presence, tf.array(-1))));
        if (c.training()) {
            Operand<TInt64> rows = checked(tf, present);
            return scattered(tf, rows, c.apply(layer, tf.gatherNd(flat, rows)), flat);
        }
        Operand<TBool> some = tf.math.greater(tf.size(present), tf.constant(0));
        Operand<TInt64> rows = orOne(tf, present, some, flat);
        Operand<TFloat32> made = c.apply(layer, orZeros(tf, some, tf.gatherNd(flat, rows)));
        return orZeros(tf, some, scattered(tf, rows, made, flat));
    }

    /** A batch normalisation would take the mean of nothing, and keep it in its moving averages. */
    private Operand<TInt64> checked(Ops tf, Operand<TInt64> rows) {
        Op check = tf.assertThat(
                tf.math.greater(tf.size(rows), tf.constant(0)),
                List.of(tf.constant(caller.displayName() + " trains on batches with at least one view present, got"
                        + " none: leave out samples without views")),
                AssertThat.summarize(1L));
        return tf.withControlDependencies(check).identity(rows);
    }

    /** The first row where there would be none: with oneDNN, a convolution of an empty batch gives images of a wrong size. */
    private static Operand<TInt64> orOne(Ops tf, Operand<TInt64> rows, Operand<TBool> some, Operand<TFloat32> flat) {
        Operand<TBool> needed = tf.math.logicalAnd(
                tf.math.logicalNot(some), tf.math.greater(ChannelFold.size(tf, flat, 0), tf.constant(0)));
        Operand<TInt32> count = tf.stack(List.of(tf.dtypes.cast(needed, TInt32.class), tf.constant(1)));
        return tf.concat(List.of(rows, tf.fill(count, tf.constant(0L))), tf.constant(0));
    }

    /** Zeros instead of that row; the older op hands a whole tensor on for a scalar, which the newer one copies. */
    private static Operand<TFloat32> orZeros(Ops tf, Operand<TBool> some, Operand<TFloat32> x) {
        OperationBuilder op = tf.scope().opBuilder("Select", "Select");
        op.addInput(some.asOutput());
        op.addInput(x.asOutput());
        op.addInput(tf.zerosLike(x).asOutput());
        return op.build().<TFloat32>output(0);
    }

    /** Back to their places, with 0 in the others. */
    private static Operand<TFloat32> scattered(
            Ops tf, Operand<TInt64> rows, Operand<TFloat32> made, Operand<TFloat32> flat) {
        Operand<TInt32> shape = sizes(tf, List.of(ChannelFold.size(tf, flat, 0)), made, 1);
        // Of an empty batch too the sizes must be these, see above.
        Operand<TFloat32> sized = tf.reshape(made, sizes(tf, List.of(tf.constant(-1)), made, 1));
        return tf.scatterNd(rows, sized, tf.dtypes.cast(shape, TInt64.class));
    }

    /** These sizes, then those of the axes of x from one axis on. */
    private static Operand<TInt32> sizes(Ops tf, List<Operand<TInt32>> first, Operand<TFloat32> x, int from) {
        List<Operand<TInt32>> sizes = new ArrayList<>(first);
        sizes.addAll(ChannelFold.sizes(tf, x, from, x.shape().numDimensions()));
        return tf.stack(sizes);
    }
}
