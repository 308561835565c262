package polyview.layers;

/** Convolutions of realistic size and their gradients, in plain loops over doubles. */
final class Loops {

    private Loops() {}

    /** One element of an image meets one place of the kernel: offsets of the pixel, the first filter and the first output. */
    private interface Product {
        void at(int x, int k, int y, int filters);
    }

    /** {@code (N, H, W, C)} and a kernel {@code (h, w, C / groups, F)}. */
    static DoubleArray forward(DoubleArray x, DoubleArray k, Sliding how) {
        DoubleArray y = DoubleArray.zeros(
                x.size(0),
                how.down(x.size(1), k.size(0)).count(),
                how.right(x.size(2), k.size(1)).count(),
                k.size(3));
        double[] from = x.values();
        double[] kernel = k.values();
        double[] to = y.values();
        visit(x.shape(), k.shape(), how, (at, first, out, filters) -> {
            double pixel = from[at];
            for (int f = 0; f < filters; f++) {
                to[out + f] += pixel * kernel[first + f];
            }
        });
        return y;
    }

    /** The gradient of {@code sum(y dy)} with respect to an input of this shape. */
    static DoubleArray inputGradient(int[] shape, DoubleArray k, DoubleArray dy, Sliding how) {
        DoubleArray dx = DoubleArray.zeros(shape);
        double[] kernel = k.values();
        double[] given = dy.values();
        double[] to = dx.values();
        visit(shape, k.shape(), how, (at, first, out, filters) -> {
            double sum = 0;
            for (int f = 0; f < filters; f++) {
                sum += given[out + f] * kernel[first + f];
            }
            to[at] += sum;
        });
        return dx;
    }

    /** The gradient of {@code sum(y dy)} with respect to a kernel of this shape. */
    static DoubleArray kernelGradient(DoubleArray x, int[] shape, DoubleArray dy, Sliding how) {
        DoubleArray dk = DoubleArray.zeros(shape);
        double[] from = x.values();
        double[] given = dy.values();
        double[] to = dk.values();
        visit(x.shape(), shape, how, (at, first, out, filters) -> {
            double pixel = from[at];
            for (int f = 0; f < filters; f++) {
                to[first + f] += pixel * given[out + f];
            }
        });
        return dk;
    }

    private static void visit(int[] x, int[] k, Sliding how, Product meeting) {
        Sliding.Axis down = how.down(x[1], k[0]);
        Sliding.Axis right = how.right(x[2], k[1]);
        int filters = k[3] / how.groups();
        for (int window = 0; window < x[0] * down.count() * right.count(); window++) {
            int n = window / (down.count() * right.count());
            int i = window / right.count() % down.count();
            int j = window % right.count();
            for (int element = 0; element < k[0] * k[1]; element++) {
                int row = down.place(i, element / k[1]);
                int column = right.place(j, element % k[1]);
                if (row >= 0 && row < x[1] && column >= 0 && column < x[2]) {
                    int pixel = ((n * x[1] + row) * x[2] + column) * x[3];
                    for (int channel = 0; channel < x[3]; channel++) {
                        int first = channel / k[2] * filters;
                        meeting.at(
                                pixel + channel,
                                (element * k[2] + channel % k[2]) * k[3] + first,
                                window * k[3] + first,
                                filters);
                    }
                }
            }
        }
    }
}
