package polyview.benchmarks.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import polyview.benchmarks.steps.Net;
import polyview.benchmarks.steps.Numbers;

/** The ops of DJL: images are (N, C, H, W), and so they lie in memory; DJL has no other layout. */
final class DjlNet implements Net<NDArray> {

    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);

    private final NDManager manager;
    private final Weights<NDArray> weights = new Weights<>();

    DjlNet(NDManager manager) {
        this.manager = manager;
    }

    Weights<NDArray> weights() {
        return weights;
    }

    @Override
    public NDArray kernel(int height, int width, int in, int out) {
        return weights.next(i ->
                trained(manager.create(Numbers.weight(i, height, width, in, out), new Shape(height, width, in, out))
                        .transpose(3, 2, 0, 1)
                        .duplicate()));
    }

    @Override
    public NDArray matrix(int in, int out) {
        return weight(in, out);
    }

    @Override
    public NDArray grid(int rows, int columns) {
        return weight(rows, columns);
    }

    @Override
    public NDArray vector(int size) {
        return weight(size);
    }

    private NDArray weight(long... shape) {
        return weights.next(i -> trained(manager.create(Numbers.weight(i, shape), new Shape(shape))));
    }

    private static NDArray trained(NDArray weight) {
        weight.setRequiresGradient(true);
        return weight;
    }

    @Override
    public NDArray conv(NDArray x, NDArray kernel, NDArray bias, boolean same) {
        Shape size = kernel.getShape();
        Shape padding = same ? new Shape(size.get(2) / 2, size.get(3) / 2) : NONE;
        return Conv2d.conv2d(x, kernel, bias, ONE, padding, ONE, 1).singletonOrThrow();
    }

    @Override
    public NDArray dense(NDArray x, NDArray matrix, NDArray bias) {
        if (x.getShape().dimension() == 2) {
            return x.matMul(matrix).add(bias);
        }
        // A dense layer at every pixel is a convolution of one.
        Shape size = matrix.getShape();
        return conv(x, matrix.transpose().reshape(size.get(1), size.get(0), 1, 1), bias, true);
    }

    @Override
    public NDArray relu(NDArray x) {
        return Activation.relu(x);
    }

    @Override
    public NDArray sigmoid(NDArray x) {
        return Activation.sigmoid(x);
    }

    @Override
    public NDArray abs(NDArray x) {
        return x.abs();
    }

    @Override
    public NDArray add(NDArray a, NDArray b) {
        return a.add(b);
    }

    @Override
    public NDArray sub(NDArray a, NDArray b) {
        return a.sub(b);
    }

    @Override
    public NDArray mul(NDArray a, NDArray b) {
        return a.mul(b);
    }

    @Override
    public NDArray max(NDArray a, NDArray b) {
        return a.maximum(b);
    }

    @Override
    public NDArray scale(NDArray x, float factor) {
        return x.mul(factor);
    }

    @Override
    public NDArray concat(List<NDArray> all) {
        return NDArrays.concat(new NDList(all), 1);
    }

    @Override
    public NDArray part(NDArray x, int from, int size) {
        return x.get(new NDIndex(":, " + from + ":" + (from + size)));
    }

    @Override
    public NDArray maxPool(NDArray x) {
        return Pool.maxPool2d(x, TWO, TWO, NONE, false);
    }

    @Override
    public NDArray upsample(NDArray x) {
        return x.repeat(2, 2).repeat(3, 2);
    }

    @Override
    public NDArray globalMean(NDArray x) {
        return positions(x).mean(new int[] {2});
    }

    @Override
    public NDArray pixelOfMeans(NDArray x) {
        return globalMean(x).reshape(x.getShape().get(0), x.getShape().get(1), 1, 1);
    }

    /** DJL takes the mean over one axis only. */
    private static NDArray positions(NDArray x) {
        return x.reshape(x.getShape().get(0), x.getShape().get(1), -1);
    }

    @Override
    public NDArray meanChannels(NDArray x) {
        return x.mean(new int[] {1}, true);
    }

    @Override
    public NDArray shift(NDArray x, int down, int right) {
        NDArray rows = moved(x, 2, down);
        return moved(rows, 3, right);
    }

    /** DJL has no padding on all sides: zeros are put beside what is left. */
    private static NDArray moved(NDArray x, int axis, int by) {
        if (by == 0) {
            return x;
        }
        long size = x.getShape().get(axis);
        String all = axis == 2 ? ":, :, " : ":, :, :, ";
        long[] room = x.getShape().getShape().clone();
        room[axis] = Math.abs(by);
        NDArray zeros = x.getManager().zeros(new Shape(room));
        NDArray kept = x.get(new NDIndex(all + Math.max(0, by) + ":" + Math.min(size, size + by)));
        return NDArrays.concat(by > 0 ? new NDList(kept, zeros) : new NDList(zeros, kept), axis);
    }

    @Override
    public NDArray copies(NDArray kernel, int channels) {
        return kernel.repeat(1, channels);
    }

    @Override
    public NDArray fold(NDArray x) {
        Shape s = x.getShape();
        return x.reshape(s.get(0) * s.get(1), 1, s.get(2), s.get(3));
    }

    @Override
    public NDArray maxOverFolded(NDArray x, int channels) {
        Shape s = x.getShape();
        return x.reshape(s.get(0) / channels, channels, s.get(1)).max(new int[] {1});
    }

    @Override
    public NDArray unfold(NDArray x, int channels) {
        Shape s = x.getShape();
        return x.reshape(s.get(0) / channels, channels * s.get(1));
    }

    @Override
    public NDArray elements(NDArray x, NDArray grid, NDArray bias) {
        return x.mul(grid).add(bias);
    }

    @Override
    public NDArray sumRows(NDArray x) {
        return x.sum(new int[] {1});
    }
}
