package polyview.benchmarks.peers;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import polyview.benchmarks.steps.Net;
import polyview.benchmarks.steps.Numbers;

/** The ops of libtorch: images are (N, C, H, W) with the channels last in memory. */
final class LibTorchNet implements Net<Tensor> {

    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};
    private static final long[] NONE = {0, 0};
    private static final long[] POSITIONS = {2, 3};
    private static final ScalarTypeOptional SAME_TYPE = new ScalarTypeOptional();

    private final Weights<Tensor> weights = new Weights<>();

    Weights<Tensor> weights() {
        return weights;
    }

    @Override
    public Tensor kernel(int height, int width, int in, int out) {
        return weights.next(i -> Tensor.create(Numbers.weight(i, height, width, in, out), height, width, in, out)
                .permute(3, 2, 0, 1)
                .contiguous(torch.MemoryFormat.ChannelsLast)
                .requires_grad_(true));
    }

    @Override
    public Tensor matrix(int in, int out) {
        return weight(in, out);
    }

    @Override
    public Tensor grid(int rows, int columns) {
        return weight(rows, columns);
    }

    @Override
    public Tensor vector(int size) {
        return weight(size);
    }

    private Tensor weight(long... shape) {
        return weights.next(i -> Tensor.create(Numbers.weight(i, shape), shape).requires_grad_(true));
    }

    @Override
    public Tensor conv(Tensor x, Tensor kernel, Tensor bias, boolean same) {
        long[] padding = same ? new long[] {kernel.size(2) / 2, kernel.size(3) / 2} : NONE;
        return torch.conv2d(x, kernel, new TensorOptional(bias), ONE, padding, ONE, 1);
    }

    @Override
    public Tensor dense(Tensor x, Tensor matrix, Tensor bias) {
        if (x.dim() == 2) {
            return torch.addmm(bias, x, matrix);
        }
        // A dense layer at every pixel is a convolution of one.
        Tensor kernel = matrix.t().reshape(matrix.size(1), matrix.size(0), 1, 1);
        return conv(x, kernel, bias, true);
    }

    @Override
    public Tensor relu(Tensor x) {
        return torch.relu(x);
    }

    @Override
    public Tensor sigmoid(Tensor x) {
        return torch.sigmoid(x);
    }

    @Override
    public Tensor abs(Tensor x) {
        return torch.abs(x);
    }

    @Override
    public Tensor add(Tensor a, Tensor b) {
        return torch.add(a, b);
    }

    @Override
    public Tensor sub(Tensor a, Tensor b) {
        return torch.sub(a, b);
    }

    @Override
    public Tensor mul(Tensor a, Tensor b) {
        return torch.mul(a, b);
    }

    @Override
    public Tensor max(Tensor a, Tensor b) {
        return torch.maximum(a, b);
    }

    @Override
    public Tensor scale(Tensor x, float factor) {
        return torch.mul(x, new Scalar(factor));
    }

    @Override
    public Tensor concat(List<Tensor> all) {
        return torch.cat(new TensorVector(all.toArray(Tensor[]::new)), 1);
    }

    @Override
    public Tensor part(Tensor x, int from, int size) {
        return x.narrow(1, from, size);
    }

    @Override
    public Tensor maxPool(Tensor x) {
        return torch.max_pool2d(x, TWO, TWO, NONE, ONE, false);
    }

    @Override
    public Tensor upsample(Tensor x) {
        return torch.upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3));
    }

    @Override
    public Tensor globalMean(Tensor x) {
        return torch.mean(x, POSITIONS, false, SAME_TYPE);
    }

    @Override
    public Tensor pixelOfMeans(Tensor x) {
        return torch.mean(x, POSITIONS, true, SAME_TYPE);
    }

    @Override
    public Tensor meanChannels(Tensor x) {
        return torch.mean(x, new long[] {1}, true, SAME_TYPE);
    }

    @Override
    public Tensor shift(Tensor x, int down, int right) {
        // Room below zero cuts off.
        return torch.constant_pad_nd(x, -right, right, -down, down);
    }

    @Override
    public Tensor copies(Tensor kernel, int channels) {
        return kernel.repeat(1, channels, 1, 1).contiguous(torch.MemoryFormat.ChannelsLast);
    }

    @Override
    public Tensor fold(Tensor x) {
        return x.reshape(x.size(0) * x.size(1), 1, x.size(2), x.size(3));
    }

    @Override
    public Tensor maxOverFolded(Tensor x, int channels) {
        return torch.amax(x.reshape(x.size(0) / channels, channels, x.size(1)), new long[] {1}, false);
    }

    @Override
    public Tensor unfold(Tensor x, int channels) {
        return x.reshape(x.size(0) / channels, channels * x.size(1));
    }

    @Override
    public Tensor elements(Tensor x, Tensor grid, Tensor bias) {
        return torch.add(torch.mul(x, grid), bias);
    }

    @Override
    public Tensor sumRows(Tensor x) {
        return x.sum(1);
    }
}
