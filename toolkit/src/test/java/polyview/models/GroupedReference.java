package polyview.models;

import polyview.data.FloatArray;

/** A convolution in groups, written out: {@code (N, H, W, C)} and {@code (kh, kw, C / G, F)}, with pixels of zeros around. */
final class GroupedReference {

    private GroupedReference() {}

    static FloatArray of(FloatArray x, FloatArray k, int[] strides, int top, int left, int high, int wide) {
        int[] in = sizes(x);
        int[] kernel = sizes(k);
        int filters = kernel[3];
        int seen = kernel[2];
        int groups = in[3] / seen;
        float[] y = new float[in[0] * high * wide * filters];
        for (int at = 0; at < y.length; at++) {
            int f = at % filters;
            int j = at / filters % wide;
            int i = at / filters / wide % high;
            int n = at / filters / wide / high;
            int first = f / (filters / groups) * seen;
            double sum = 0;
            for (int u = 0; u < kernel[0]; u++) {
                for (int v = 0; v < kernel[1]; v++) {
                    int row = i * strides[0] + u - top;
                    int column = j * strides[1] + v - left;
                    if (row < 0 || row >= in[1] || column < 0 || column >= in[2]) {
                        continue;
                    }
                    for (int c = 0; c < seen; c++) {
                        sum += (double) x.values()[((n * in[1] + row) * in[2] + column) * in[3] + first + c]
                                * k.values()[((u * kernel[1] + v) * seen + c) * filters + f];
                    }
                }
            }
            y[at] = (float) sum;
        }
        return FloatArray.of(y, in[0], high, wide, filters);
    }

    static int[] sizes(FloatArray array) {
        int[] sizes = new int[array.shape().numDimensions()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = array.size(axis);
        }
        return sizes;
    }

    /** The sum of the products of all elements. */
    static double product(FloatArray a, FloatArray b) {
        double sum = 0;
        for (int i = 0; i < a.values().length; i++) {
            sum += (double) a.values()[i] * b.values()[i];
        }
        return sum;
    }
}
