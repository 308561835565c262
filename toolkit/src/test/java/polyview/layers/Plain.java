package polyview.layers;

import java.util.Arrays;
import java.util.List;

/** Operations that several references share, in plain Java. */
final class Plain {

    private Plain() {}

    /** Where a window moves along one axis: the number of its places, and the zeros before the first element. */
    record Windows(int count, int before) {

        static Windows of(int size, int window, int stride, Padding padding) {
            if (padding == Padding.VALID) {
                return new Windows((size - window) / stride + 1, 0);
            }
            int count = (size + stride - 1) / stride;
            int zeros = Math.max((count - 1) * stride + window - size, 0);
            return new Windows(count, zeros / 2);
        }
    }

    /** A convolution over images {@code (N, H, W, C)} with a kernel {@code (h, w, C, F)}. */
    static DoubleArray convolution(DoubleArray x, DoubleArray kernel, Size strides, Padding padding) {
        Windows down = Windows.of(x.size(1), kernel.size(0), strides.height(), padding);
        Windows right = Windows.of(x.size(2), kernel.size(1), strides.width(), padding);
        int[] shape = {x.size(0), down.count(), right.count(), kernel.size(3)};
        return DoubleArray.generate(shape, at -> {
            double sum = 0;
            for (int u = 0; u < kernel.size(0); u++) {
                for (int v = 0; v < kernel.size(1); v++) {
                    int row = at[1] * strides.height() + u - down.before();
                    int column = at[2] * strides.width() + v - right.before();
                    boolean inside = row >= 0 && row < x.size(1) && column >= 0 && column < x.size(2);
                    for (int c = 0; inside && c < x.size(3); c++) {
                        sum += x.get(at[0], row, column, c) * kernel.get(u, v, c, at[3]);
                    }
                }
            }
            return sum;
        });
    }

    /** A matrix {@code (C, U)} applied to the last axis. */
    static DoubleArray product(DoubleArray x, DoubleArray kernel) {
        return DoubleArray.generate(x.shapeWithLast(kernel.size(1)), at -> {
            int[] from = at.clone();
            double sum = 0;
            for (int c = 0; c < kernel.size(0); c++) {
                from[from.length - 1] = c;
                sum += x.get(from) * kernel.get(c, at[at.length - 1]);
            }
            return sum;
        });
    }

    /** A vector added along the last axis. */
    static DoubleArray plusBias(DoubleArray x, DoubleArray bias) {
        return DoubleArray.generate(x.shape(), at -> x.get(at) + bias.get(at[at.length - 1]));
    }

    /** Side by side on the last axis. */
    static DoubleArray concat(List<DoubleArray> inputs) {
        int last = inputs.stream().mapToInt(x -> x.size(-1)).sum();
        return DoubleArray.generate(inputs.get(0).shapeWithLast(last), at -> {
            int[] from = at.clone();
            for (DoubleArray x : inputs) {
                if (from[from.length - 1] < x.size(-1)) {
                    return x.get(from);
                }
                from[from.length - 1] -= x.size(-1);
            }
            throw new IllegalStateException("no input has " + Arrays.toString(at));
        });
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The error function by its power series, exact to about 1e-13 for arguments up to 3. */
    static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 100; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return sum * 2 / Math.sqrt(Math.PI);
    }
}
