package polyview.layers;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The ways to write a convolution whose kernel is bound over the channels, with plain ops: tests show that they agree, the
 * benchmarks measure them.
 *
 * <p>All take images {@code (N, H, W, C)} with known sizes and a kernel {@code (kh, kw, 1, F)}, without padding, with strides
 * of 1.
 */
public final class BoundForms {

    private static final List<Long> STEP = List.of(1L, 1L, 1L, 1L);

    private BoundForms() {}

    /** One way. */
    public record Form(String name, Body body) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Images and a kernel to feature maps. */
    @FunctionalInterface
    public interface Body {
        /** Adds the ops. */
        Operand<TFloat32> of(Ops tf, Operand<TFloat32> x, Operand<TFloat32> k);
    }

    /** Summed over channels: {@code (N, H', W', F)}. The first is the definition. */
    public static List<Form> tied() {
        return List.of(
                new Form("kernel tiled, convolution", (tf, x, k) -> {
                    return conv(tf, x, tiled(tf, k, 2, channels(x)));
                }),
                new Form("channels summed, convolution", (tf, x, k) -> {
                    return conv(
                            tf, tf.reduceSum(x, tf.constant(3), org.tensorflow.op.core.ReduceSum.keepDims(true)), k);
                }),
                new Form("1x1 convolution of ones, convolution", (tf, x, k) -> {
                    long[] ones = {1, 1, channels(x), 1};
                    return conv(tf, conv(tf, x, tf.fill(tf.constant(ones), tf.constant(1f))), k);
                }));
    }

    /** Channels kept apart: {@code (N, H', W', C F)}. The first is the definition. */
    public static List<Form> shared() {
        return List.of(
                new Form("a convolution each, concat", (tf, x, k) -> {
                    List<Operand<TFloat32>> maps = IntStream.range(0, channels(x))
                            .<Operand<TFloat32>>mapToObj(c -> conv(tf, channel(tf, x, c), k))
                            .toList();
                    return tf.concat(maps, tf.constant(-1));
                }),
                new Form("depthwise, kernel tiled", (tf, x, k) -> {
                    return tf.nn.depthwiseConv2dNative(x, tiled(tf, k, 2, channels(x)), STEP, "VALID");
                }),
                new Form("grouped convolution, kernel tiled", (tf, x, k) -> {
                    return conv(tf, x, tiled(tf, k, 3, channels(x)));
                }),
                new Form("folded into the batch and back", BoundForms::folded));
    }

    private static Operand<TFloat32> folded(Ops tf, Operand<TFloat32> x, Operand<TFloat32> k) {
        long height = x.shape().get(1);
        long width = x.shape().get(2);
        int channels = channels(x);
        Operand<TFloat32> gray =
                tf.reshape(tf.linalg.transpose(x, tf.array(0, 3, 1, 2)), tf.array(-1L, height, width, 1L));
        Operand<TFloat32> maps = conv(tf, gray, k);
        long down = maps.shape().get(1);
        long right = maps.shape().get(2);
        long filters = maps.shape().get(3);
        Operand<TFloat32> apart = tf.reshape(maps, tf.array(-1L, channels, down, right, filters));
        return tf.reshape(
                tf.linalg.transpose(apart, tf.array(0, 2, 3, 1, 4)), tf.array(-1L, down, right, channels * filters));
    }

    private static Operand<TFloat32> channel(Ops tf, Operand<TFloat32> x, int c) {
        return tf.slice(x, tf.array(0, 0, 0, c), tf.array(-1, -1, -1, 1));
    }

    private static Operand<TFloat32> tiled(Ops tf, Operand<TFloat32> k, int axis, int times) {
        return tf.concat(Collections.nCopies(times, k), tf.constant(axis));
    }

    private static Operand<TFloat32> conv(Ops tf, Operand<TFloat32> x, Operand<TFloat32> k) {
        return tf.nn.conv2d(x, k, STEP, "VALID");
    }

    private static int channels(Operand<TFloat32> x) {
        return Math.toIntExact(x.shape().get(3));
    }
}
