package polyview.layers;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import polyview.layers.Tape.Node;

/** Formulas of layers on a {@link Tape}. */
final class Formulas {

    private Formulas() {}

    /** The largest value or the mean of each window; what lies outside does not count. */
    static Node pool(Tape t, Node x, Size window, Sliding how, boolean largest) {
        Sliding.Axis down = how.down(x.size(1), window.height());
        Sliding.Axis right = how.right(x.size(2), window.width());
        int channels = x.size(3);
        int[] shape = {x.size(0), down.count(), right.count(), channels};
        Entries entries = new Entries();
        double[] values = x.value.values();
        for (int at = 0; at < shape[0] * shape[1] * shape[2] * channels; at++) {
            int c = at % channels;
            int j = at / channels % shape[2];
            int i = at / channels / shape[2] % shape[1];
            int n = at / channels / shape[2] / shape[1];
            int[] inside = new int[window.height() * window.width()];
            int count = 0;
            for (int e = 0; e < inside.length; e++) {
                int row = down.place(i, e / window.width());
                int column = right.place(j, e % window.width());
                if (row >= 0 && row < x.size(1) && column >= 0 && column < x.size(2)) {
                    inside[count++] = ((n * x.size(1) + row) * x.size(2) + column) * channels + c;
                }
            }
            if (largest) {
                int best = inside[0];
                for (int e = 1; e < count; e++) {
                    best = values[inside[e]] > values[best] ? inside[e] : best;
                }
                for (int e = 0; e < count; e++) {
                    double distance = values[best] - values[inside[e]];
                    // Equal values are equal in floats too: zeros of a ReLU, which have no gradient behind them.
                    t.doubt(distance > 0 && distance < 1e-6 ? 1 : 0);
                }
                entries.add(best, at, 1);
            } else {
                for (int e = 0; e < count; e++) {
                    entries.add(inside[e], at, 1.0 / count);
                }
            }
        }
        return entries.apply(t, x, shape);
    }

    /** Enlarges an image by half-pixel centres. */
    static Node enlarge(Tape t, Node x, Size by, boolean bilinear) {
        Node tall = enlarge(t, x, 1, by.height(), bilinear);
        return enlarge(t, tall, 2, by.width(), bilinear);
    }

    private static Node enlarge(Tape t, Node x, int axis, int by, boolean bilinear) {
        int[] shape = x.value.shape();
        shape[axis] *= by;
        int size = x.size(axis);
        int inner = 1;
        for (int a = axis + 1; a < 4; a++) {
            inner *= shape[a];
        }
        Entries entries = new Entries();
        int total = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        for (int at = 0; at < total; at++) {
            int place = at / inner % shape[axis];
            int outer = at / inner / shape[axis];
            int rest = at % inner;
            IntUnaryOperator from = p -> Math.max(0, Math.min(p, size - 1));
            double centre = (place + 0.5) / by - 0.5;
            int low = (int) Math.floor(centre);
            double share = centre - low;
            int base = outer * size;
            int stride = inner;
            if (bilinear) {
                entries.add((base + from.applyAsInt(low)) * stride + rest, at, 1 - share);
                entries.add((base + from.applyAsInt(low + 1)) * stride + rest, at, share);
            } else {
                entries.add((base + place / by) * stride + rest, at, 1);
            }
        }
        return entries.apply(t, x, shape);
    }

    /** Mean 0 and variance 1 over the rows (all but the last axis), or over the last axis. */
    static Node normalise(Tape t, Node x, boolean overRows, double epsilon) {
        int channels = x.size(-1);
        int rows = x.value.values().length / channels;
        int groups = overRows ? channels : rows;
        int count = overRows ? rows : channels;
        DoubleArray made = DoubleArray.zeros(x.value.shape());
        double[] inverse = new double[groups];
        double[] v = x.value.values();
        for (int g = 0; g < groups; g++) {
            double mean = 0;
            double square = 0;
            for (int i = 0; i < count; i++) {
                mean += v[place(g, i, channels, overRows)] / count;
            }
            for (int i = 0; i < count; i++) {
                double off = v[place(g, i, channels, overRows)] - mean;
                square += off * off / count;
            }
            inverse[g] = 1 / Math.sqrt(square + epsilon);
            for (int i = 0; i < count; i++) {
                int p = place(g, i, channels, overRows);
                made.values()[p] = (v[p] - mean) * inverse[g];
            }
        }
        return t.note(made, y -> {
            for (int g = 0; g < groups; g++) {
                double sum = 0;
                double along = 0;
                for (int i = 0; i < count; i++) {
                    int p = place(g, i, channels, overRows);
                    sum += y.gradient.values()[p] / count;
                    along += y.gradient.values()[p] * made.values()[p] / count;
                }
                for (int i = 0; i < count; i++) {
                    int p = place(g, i, channels, overRows);
                    x.gradient.values()[p] += inverse[g] * (y.gradient.values()[p] - sum - made.values()[p] * along);
                }
            }
        });
    }

    private static int place(int group, int i, int channels, boolean overRows) {
        return overRows ? i * channels + group : group * channels + i;
    }

    /** Side by side on the last axis. */
    static Node concat(Tape t, Node a, Node b) {
        int p = a.size(-1);
        int q = b.size(-1);
        return t.note(Plain.concat(java.util.List.of(a.value, b.value)), y -> {
            for (int i = 0; i < y.gradient.values().length; i++) {
                int row = i / (p + q);
                int c = i % (p + q);
                Node to = c < p ? a : b;
                to.gradient.values()[c < p ? row * p + c : row * q + c - p] +=
                        y.gradient.values()[i];
            }
        });
    }

    /** The mean product of pixels under every displacement up to d. */
    static Node correlation(Tape t, Node a, Node b, int d) {
        int side = 2 * d + 1;
        DoubleArray made = DoubleArray.zeros(a.size(0), a.size(1), a.size(2), side * side);
        pairs(
                a,
                d,
                (p, q, at, share) -> made.values()[at] +=
                        share * a.value.values()[p] * b.value.values()[q]);
        return t.note(
                made,
                y -> pairs(a, d, (p, q, at, share) -> {
                    double g = share * y.gradient.values()[at];
                    a.gradient.values()[p] += g * b.value.values()[q];
                    b.gradient.values()[q] += g * a.value.values()[p];
                }));
    }

    private interface Pair {
        void at(int first, int second, int output, double share);
    }

    private static void pairs(Node a, int d, Pair pair) {
        int h = a.size(1);
        int w = a.size(2);
        int channels = a.size(3);
        int side = 2 * d + 1;
        for (int pixel = 0; pixel < a.size(0) * h * w; pixel++) {
            for (int shift = 0; shift < side * side; shift++) {
                int row = pixel / w % h + shift / side - d;
                int column = pixel % w + shift % side - d;
                if (row >= 0 && row < h && column >= 0 && column < w) {
                    int other = (pixel / w / h * h + row) * w + column;
                    for (int c = 0; c < channels; c++) {
                        pair.at(
                                pixel * channels + c,
                                other * channels + c,
                                pixel * side * side + shift,
                                1.0 / channels);
                    }
                }
            }
        }
    }

    /** The same values again along axis 2 of a kernel, or along a vector. */
    static Node copies(Tape t, Node k, int axis, int count) {
        int[] shape = k.value.shape();
        shape[axis] *= count;
        int inner = 1;
        for (int a = axis + 1; a < shape.length; a++) {
            inner *= shape[a];
        }
        int own = k.size(axis) * inner;
        Entries entries = new Entries();
        for (int at = 0; at < k.value.values().length * count; at++) {
            entries.add(at / (own * count) * own + at % own, at, 1);
        }
        return entries.apply(t, k, shape);
    }

    /** The entries of a linear map. */
    private static final class Entries {
        private int[] from = new int[1024];
        private int[] to = new int[1024];
        private double[] share = new double[1024];
        private int count;

        void add(int source, int target, double part) {
            if (count == from.length) {
                from = Arrays.copyOf(from, 2 * count);
                to = Arrays.copyOf(to, 2 * count);
                share = Arrays.copyOf(share, 2 * count);
            }
            from[count] = source;
            to[count] = target;
            share[count++] = part;
        }

        Node apply(Tape t, Node x, int[] shape) {
            return t.linear(
                    x, shape, Arrays.copyOf(from, count), Arrays.copyOf(to, count), Arrays.copyOf(share, count));
        }
    }
}
