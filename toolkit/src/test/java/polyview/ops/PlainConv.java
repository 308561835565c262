package polyview.ops;

import java.util.List;

/** A convolution and its gradients by loops: it is linear in the image and in the kernel. */
record PlainConv(double[] output, List<double[]> gradients) {

    /** Sizes: image (n, h, w, c), kernel (kh, kw, k, f); depthwise where the flag says so, else c / k groups. */
    record Sizes(int n, int h, int w, int c, int kh, int kw, int k, int f, boolean depthwise) {

        int filters() {
            return depthwise ? k * f : f;
        }
    }

    static int[] down(Sizes s, ConvolutionOptions o) {
        return axis(
                s.h(),
                s.kh(),
                o.strides().height(),
                o.dilation().height(),
                o.padding(),
                o.zeros().top(),
                o.zeros().bottom());
    }

    static int[] right(Sizes s, ConvolutionOptions o) {
        return axis(
                s.w(),
                s.kw(),
                o.strides().width(),
                o.dilation().width(),
                o.padding(),
                o.zeros().left(),
                o.zeros().right());
    }

    static PlainConv of(Sizes s, ConvolutionOptions o, float[] x, float[] kernel, float[] r) {
        int[] down = down(s, o);
        int[] right = right(s, o);
        double[] y = new double[s.n() * down[0] * right[0] * s.filters()];
        double[] dx = new double[x.length];
        double[] dk = new double[kernel.length];
        for (int i = 0; i < y.length; i++) {
            int filter = i % s.filters();
            int column = i / s.filters() % right[0];
            int row = i / s.filters() / right[0] % down[0];
            int image = i / s.filters() / right[0] / down[0];
            for (int u = 0; u < s.kh(); u++) {
                for (int v = 0; v < s.kw(); v++) {
                    int top = row * o.strides().height() + u * o.dilation().height() - down[1];
                    int left = column * o.strides().width() + v * o.dilation().width() - right[1];
                    if (top < 0 || top >= s.h() || left < 0 || left >= s.w()) {
                        continue;
                    }
                    for (int j = 0; j < (s.depthwise() ? 1 : s.k()); j++) {
                        int group = filter / (s.filters() * s.k() / s.c());
                        int channel = s.depthwise() ? filter / s.f() : group * s.k() + j;
                        int atX = ((image * s.h() + top) * s.w() + left) * s.c() + channel;
                        int atK = ((u * s.kw() + v) * s.k() + (s.depthwise() ? channel : j)) * s.f()
                                + (s.depthwise() ? filter % s.f() : filter);
                        y[i] += (double) x[atX] * kernel[atK];
                        dx[atX] += (double) r[i] * kernel[atK];
                        dk[atK] += (double) r[i] * x[atX];
                    }
                }
            }
        }
        return new PlainConv(y, List.of(dx, dk));
    }

    /** How many places a window has, and the zeros before the image. */
    static int[] axis(int size, int elements, int stride, int dilation, String padding, int before, int after) {
        int covered = (elements - 1) * dilation + 1;
        if (padding.equals("SAME")) {
            int count = (size + stride - 1) / stride;
            return new int[] {count, Math.max(0, (count - 1) * stride + covered - size) / 2};
        }
        return new int[] {(size + before + after - covered) / stride + 1, before};
    }
}
