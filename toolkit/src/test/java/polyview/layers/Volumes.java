package polyview.layers;

import java.util.function.DoubleBinaryOperator;

/** Plain-Java references over volumes {@code (N, D, H, W, C)}: six loops, written once more. */
final class Volumes {

    /**
     * Along depth, height and width.
     *
     * @param size of the window, in elements
     */
    record Windows(int[] size, int[] strides, int[] dilation, Padding padding) {

        static Windows of(int depth, int height, int width, Padding padding) {
            int[] size = {depth, height, width};
            return new Windows(size, new int[] {1, 1, 1}, new int[] {1, 1, 1}, padding);
        }

        Windows strides(int depth, int height, int width) {
            return new Windows(size, new int[] {depth, height, width}, dilation, padding);
        }

        Windows dilation(int depth, int height, int width) {
            return new Windows(size, strides, new int[] {depth, height, width}, padding);
        }

        private int covered(int axis) {
            return (size[axis] - 1) * dilation[axis] + 1;
        }

        private int count(int length, int axis) {
            return padding == Padding.SAME
                    ? (length + strides[axis] - 1) / strides[axis]
                    : (length - covered(axis)) / strides[axis] + 1;
        }

        /** Where an element of a window lies. */
        private int at(int length, int axis, int window, int element) {
            int zeros = Math.max((count(length, axis) - 1) * strides[axis] + covered(axis) - length, 0);
            int before = padding == Padding.SAME ? zeros / 2 : 0;
            return window * strides[axis] + element * dilation[axis] - before;
        }
    }

    /** What is done with the pixels of a window. */
    private interface Visitor {
        void pixel(double value, int r, int u, int v, int channel);
    }

    private Volumes() {}

    static DoubleArray convolution(DoubleArray x, DoubleArray kernel, DoubleArray bias, Windows how) {
        return DoubleArray.generate(shape(x, how, kernel.size(4)), at -> {
            double[] sum = {bias.get(at[4])};
            visit(x, how, at, (value, r, u, v, c) -> sum[0] += value * kernel.get(r, u, v, c, at[4]));
            return sum[0];
        });
    }

    static DoubleArray max(DoubleArray x, Windows how) {
        return pooled(x, how, Double.NEGATIVE_INFINITY, Math::max, false);
    }

    static DoubleArray mean(DoubleArray x, Windows how) {
        return pooled(x, how, 0, Double::sum, true);
    }

    private static DoubleArray pooled(
            DoubleArray x, Windows how, double start, DoubleBinaryOperator join, boolean divided) {
        return DoubleArray.generate(shape(x, how, x.size(4)), at -> {
            double[] seen = {start, 0};
            visit(x, how, at, (value, r, u, v, c) -> {
                if (c == at[4]) {
                    seen[0] = join.applyAsDouble(seen[0], value);
                    seen[1]++;
                }
            });
            return divided ? seen[0] / seen[1] : seen[0];
        });
    }

    private static int[] shape(DoubleArray x, Windows how, int channels) {
        return new int[] {x.size(0), how.count(x.size(1), 0), how.count(x.size(2), 1), how.count(x.size(3), 2), channels
        };
    }

    private static void visit(DoubleArray x, Windows how, int[] at, Visitor visitor) {
        for (int r = 0; r < how.size[0]; r++) {
            for (int u = 0; u < how.size[1]; u++) {
                for (int v = 0; v < how.size[2]; v++) {
                    int d = how.at(x.size(1), 0, at[1], r);
                    int h = how.at(x.size(2), 1, at[2], u);
                    int w = how.at(x.size(3), 2, at[3], v);
                    boolean inside = d >= 0 && d < x.size(1) && h >= 0 && h < x.size(2) && w >= 0 && w < x.size(3);
                    for (int c = 0; inside && c < x.size(4); c++) {
                        visitor.pixel(x.get(at[0], d, h, w, c), r, u, v, c);
                    }
                }
            }
        }
    }
}
