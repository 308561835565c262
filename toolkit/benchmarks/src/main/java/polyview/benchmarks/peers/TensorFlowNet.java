package polyview.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import polyview.benchmarks.steps.Net;
import polyview.benchmarks.steps.Numbers;

/** The ops of TensorFlow Java, as a plain user takes them. */
final class TensorFlowNet implements Net<Operand<TFloat32>> {

    private static final List<Long> ONE = List.of(1L, 1L, 1L, 1L);

    private final Ops tf;
    private final List<Variable<TFloat32>> weights = new ArrayList<>();
    private final List<Op> first = new ArrayList<>();

    TensorFlowNet(Ops tf) {
        this.tf = tf;
    }

    List<Variable<TFloat32>> weights() {
        return weights;
    }

    /** What gives the weights their first values. */
    List<Op> first() {
        return first;
    }

    private Variable<TFloat32> weight(long... shape) {
        Variable<TFloat32> weight = tf.variable(Shape.of(shape), TFloat32.class);
        float[] values = Numbers.weight(weights.size(), shape);
        first.add(tf.assign(weight, tf.constant(Shape.of(shape), DataBuffers.of(values))));
        weights.add(weight);
        return weight;
    }

    @Override
    public Operand<TFloat32> kernel(int height, int width, int in, int out) {
        return weight(height, width, in, out);
    }

    @Override
    public Operand<TFloat32> matrix(int in, int out) {
        return weight(in, out);
    }

    @Override
    public Operand<TFloat32> grid(int rows, int columns) {
        return weight(rows, columns);
    }

    @Override
    public Operand<TFloat32> vector(int size) {
        return weight(size);
    }

    @Override
    public Operand<TFloat32> conv(Operand<TFloat32> x, Operand<TFloat32> kernel, Operand<TFloat32> bias, boolean same) {
        return tf.nn.biasAdd(tf.nn.conv2d(x, kernel, ONE, same ? "SAME" : "VALID"), bias);
    }

    @Override
    public Operand<TFloat32> dense(Operand<TFloat32> x, Operand<TFloat32> matrix, Operand<TFloat32> bias) {
        long in = matrix.shape().get(0);
        if (x.shape().numDimensions() == 2) {
            return tf.nn.biasAdd(tf.linalg.matMul(x, matrix), bias);
        }
        // A dense layer at every pixel is a convolution of one.
        Operand<TFloat32> kernel =
                tf.reshape(matrix, tf.array(1L, 1L, in, matrix.shape().get(1)));
        return conv(x, kernel, bias, true);
    }

    @Override
    public Operand<TFloat32> relu(Operand<TFloat32> x) {
        return tf.nn.relu(x);
    }

    @Override
    public Operand<TFloat32> sigmoid(Operand<TFloat32> x) {
        return tf.math.sigmoid(x);
    }

    @Override
    public Operand<TFloat32> abs(Operand<TFloat32> x) {
        return tf.math.abs(x);
    }

    @Override
    public Operand<TFloat32> add(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.add(a, b);
    }

    @Override
    public Operand<TFloat32> sub(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.sub(a, b);
    }

    @Override
    public Operand<TFloat32> mul(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.mul(a, b);
    }

    @Override
    public Operand<TFloat32> max(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.maximum(a, b);
    }

    @Override
    public Operand<TFloat32> scale(Operand<TFloat32> x, float factor) {
        return tf.math.mul(x, tf.constant(factor));
    }

    @Override
    public Operand<TFloat32> concat(List<Operand<TFloat32>> all) {
        return tf.concat(all, tf.constant(-1));
    }

    @Override
    public Operand<TFloat32> part(Operand<TFloat32> x, int from, int size) {
        int rank = x.shape().numDimensions();
        int[] begin = new int[rank];
        int[] sizes = new int[rank];
        Arrays.fill(sizes, -1);
        begin[rank - 1] = from;
        sizes[rank - 1] = size;
        return tf.slice(x, tf.constant(begin), tf.constant(sizes));
    }

    @Override
    public Operand<TFloat32> maxPool(Operand<TFloat32> x) {
        return tf.nn.maxPool(x, tf.constant(new int[] {1, 2, 2, 1}), tf.constant(new int[] {1, 2, 2, 1}), "VALID");
    }

    @Override
    public Operand<TFloat32> upsample(Operand<TFloat32> x) {
        int height = Math.toIntExact(2 * x.shape().get(1));
        int width = Math.toIntExact(2 * x.shape().get(2));
        return tf.image.resizeNearestNeighbor(x, tf.array(height, width));
    }

    @Override
    public Operand<TFloat32> globalMean(Operand<TFloat32> x) {
        return tf.math.mean(x, tf.array(1, 2));
    }

    @Override
    public Operand<TFloat32> pixelOfMeans(Operand<TFloat32> x) {
        return tf.math.mean(x, tf.array(1, 2), Mean.keepDims(true));
    }

    @Override
    public Operand<TFloat32> meanChannels(Operand<TFloat32> x) {
        return tf.math.mean(x, tf.array(-1), Mean.keepDims(true));
    }

    @Override
    public Operand<TFloat32> shift(Operand<TFloat32> x, int down, int right) {
        int height = Math.toIntExact(x.shape().get(1));
        int width = Math.toIntExact(x.shape().get(2));
        int[][] room = {
            {0, 0},
            {Math.max(0, -down), Math.max(0, down)},
            {Math.max(0, -right), Math.max(0, right)},
            {0, 0}
        };
        Operand<TFloat32> padded = tf.pad(x, tf.constant(room), tf.constant(0f));
        return tf.slice(padded, tf.array(0, Math.max(0, down), Math.max(0, right), 0), tf.array(-1, height, width, -1));
    }

    @Override
    public Operand<TFloat32> copies(Operand<TFloat32> kernel, int channels) {
        return tf.tile(kernel, tf.array(1, 1, channels, 1));
    }

    @Override
    public Operand<TFloat32> fold(Operand<TFloat32> x) {
        Operand<TFloat32> first = tf.linalg.transpose(x, tf.array(0, 3, 1, 2));
        return tf.reshape(first, tf.array(-1L, x.shape().get(1), x.shape().get(2), 1L));
    }

    @Override
    public Operand<TFloat32> maxOverFolded(Operand<TFloat32> x, int channels) {
        long features = x.shape().get(1);
        return tf.reduceMax(tf.reshape(x, tf.array(-1L, channels, features)), tf.constant(1));
    }

    @Override
    public Operand<TFloat32> unfold(Operand<TFloat32> x, int channels) {
        return tf.reshape(x, tf.array(-1L, channels * x.shape().get(1)));
    }

    @Override
    public Operand<TFloat32> elements(Operand<TFloat32> x, Operand<TFloat32> grid, Operand<TFloat32> bias) {
        return tf.math.add(tf.math.mul(x, grid), bias);
    }

    @Override
    public Operand<TFloat32> sumRows(Operand<TFloat32> x) {
        return tf.reduceSum(x, tf.array(1));
    }
}
