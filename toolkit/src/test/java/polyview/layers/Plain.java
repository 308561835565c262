package polyview.layers;

import java.util.Arrays;
import java.util.List;

/** Operations that several references share, in plain Java. */
final class Plain {

    private Plain() {}

    /** A convolution over images {@code (N, H, W, C)} with a kernel {@code (h, w, C, F)}. */
    static DoubleArray convolution(DoubleArray x, DoubleArray kernel, Size strides, Padding padding) {
        return convolution(x, kernel, Sliding.of(strides, padding));
    }

    /** The same with gaps, zeros and groups; the kernel is {@code (h, w, C / groups, F)}. */
    static DoubleArray convolution(DoubleArray x, DoubleArray kernel, Sliding how) {
        Sliding.Axis down = how.down(x.size(1), kernel.size(0));
        Sliding.Axis right = how.right(x.size(2), kernel.size(1));
        int[] shape = {x.size(0), down.count(), right.count(), kernel.size(3)};
        int channels = kernel.size(2);
        return DoubleArray.generate(shape, at -> {
            int firstChannel = at[3] / (kernel.size(3) / how.groups()) * channels;
            double sum = 0;
            for (int u = 0; u < kernel.size(0); u++) {
                for (int v = 0; v < kernel.size(1); v++) {
                    int row = down.place(at[1], u);
                    int column = right.place(at[2], v);
                    boolean inside = row >= 0 && row < x.size(1) && column >= 0 && column < x.size(2);
                    for (int c = 0; inside && c < channels; c++) {
                        sum += x.get(at[0], row, column, firstChannel + c) * kernel.get(u, v, c, at[3]);
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
