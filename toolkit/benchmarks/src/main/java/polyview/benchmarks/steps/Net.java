package polyview.benchmarks.steps;

import java.util.List;

/**
 * The ops that the networks are made of, as one framework has them. Shapes are told with the channels last, {@code (N, H, W, C)};
 * how a framework lays them out is its own matter.
 *
 * <p>Weights come in the order in which they are asked for, which is that of the layers in Polyview too, with the values of
 * {@link Numbers}. A framework that builds its graph in every step gives the same weights again.
 *
 * @param <T> what the framework calls a tensor
 */
public interface Net<T> {

    /** A weight {@code (height, width, in, out)}. */
    T kernel(int height, int width, int in, int out);

    /** A weight {@code (in, out)}. */
    T matrix(int in, int out);

    /** A weight {@code (rows, columns)}, one number for each element of an image. */
    T grid(int rows, int columns);

    /** A weight {@code (size)}. */
    T vector(int size);

    /** A convolution of stride 1 with a bias, SAME or VALID. */
    T conv(T x, T kernel, T bias, boolean same);

    /** A product over the channels, at every position, with a bias: {@code (N, ..., C) -> (N, ..., F)}. */
    T dense(T x, T matrix, T bias);

    T relu(T x);

    T sigmoid(T x);

    T abs(T x);

    T add(T a, T b);

    T sub(T a, T b);

    /** A product of each element, one map for all channels and positions of the other where a size is 1. */
    T mul(T a, T b);

    T max(T a, T b);

    T scale(T x, float factor);

    /** Side by side on the channels. */
    T concat(List<T> all);

    /** Some of the channels. */
    T part(T x, int from, int size);

    /** The largest of 2 x 2 pixels, stride 2. */
    T maxPool(T x);

    /** Nearest neighbour, twice as high and wide. */
    T upsample(T x);

    /** The mean over all positions: {@code (N, H, W, C) -> (N, C)}. */
    T globalMean(T x);

    /** The same as an image of one pixel: {@code (N, H, W, C) -> (N, 1, 1, C)}. */
    T pixelOfMeans(T x);

    /** The mean over the channels: {@code (N, H, W, C) -> (N, H, W, 1)}. */
    T meanChannels(T x);

    /** {@code y[i, j] = x[i + down, j + right]}, zeros outside. */
    T shift(T x, int down, int right);

    /** The kernel {@code (h, w, 1, F)} for each of so many channels: {@code (h, w, channels, F)}. */
    T copies(T kernel, int channels);

    /** Channels as images: {@code (N, H, W, C) -> (N C, H, W, 1)}. */
    T fold(T x);

    /** The largest over the channels that were folded: {@code (N C, F) -> (N, F)}. */
    T maxOverFolded(T x, int channels);

    /** The channels that were folded side by side: {@code (N C, F) -> (N, C F)}. */
    T unfold(T x, int channels);

    /** One number for each element: {@code (N, H, W) * (H, W) + (H, W)}. */
    T elements(T x, T grid, T bias);

    /** The sum over the rows: {@code (N, H, W) -> (N, W)}. */
    T sumRows(T x);

    /** A convolution with a bias and ReLU, new weights. */
    default T convRelu(T x, int size, int in, int out) {
        return relu(conv(x, kernel(size, size, in, out), vector(out), true));
    }

    /** A dense layer, new weights. */
    default T dense(T x, int in, int out) {
        return dense(x, matrix(in, out), vector(out));
    }
}
