package polyview.losses;

/** Losses of masks and images in 64 bits, written for clarity; images are flat, {@code (N, H, W, C)}. */
final class Images {

    private static final int WINDOW = 11;

    private Images() {}

    /** Sizes of a batch of images. */
    record Sizes(int n, int h, int w, int c) {
        int at(int i, int y, int x, int k) {
            return ((i * h + y) * w + x) * c + k;
        }

        Sizes halved() {
            return new Sizes(n, h / 2, w / 2, c);
        }
    }

    /** A number for each image. */
    interface OfImage {
        double of(Sizes s, double[] x, double[] y, int image, int channel);
    }

    /** 1 minus the mean over the channels. */
    static LossCase.Reference oneMinus(Sizes s, OfImage similarity) {
        return (x, targets) -> {
            double[] y = wide(targets);
            double[] losses = new double[s.n];
            for (int i = 0; i < s.n; i++) {
                double sum = 0;
                for (int k = 0; k < s.c; k++) {
                    sum += similarity.of(s, x, y, i, k) / s.c;
                }
                losses[i] = 1 - sum;
            }
            return losses;
        };
    }

    static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** Tversky's index of masks, of probabilities. */
    static OfImage tversky(double alpha, double beta, double smoothing) {
        return (s, p, y, i, k) -> {
            double tp = smoothing;
            double fp = 0;
            double fn = 0;
            for (int r = 0; r < s.h; r++) {
                for (int q = 0; q < s.w; q++) {
                    int at = s.at(i, r, q, k);
                    tp += p[at] * y[at];
                    fp += p[at] * (1 - y[at]);
                    fn += (1 - p[at]) * y[at];
                }
            }
            return tp / (tp + alpha * fp + beta * fn);
        };
    }

    static double correlation(Sizes s, double[] x, double[] y, int i, int k) {
        double[] sums = new double[5];
        for (int r = 0; r < s.h; r++) {
            for (int q = 0; q < s.w; q++) {
                double a = x[s.at(i, r, q, k)];
                double b = y[s.at(i, r, q, k)];
                double[] terms = {a, b, a * a, b * b, a * b};
                for (int t = 0; t < 5; t++) {
                    sums[t] += terms[t] / (s.h * s.w);
                }
            }
        }
        double covariance = sums[4] - sums[0] * sums[1];
        return covariance / Math.sqrt((sums[2] - sums[0] * sums[0]) * (sums[3] - sums[1] * sums[1]));
    }

    /** Means over the windows: brightness times structure, and structure alone. */
    static double[] ssim(double range, Sizes s, double[] x, double[] y, int i, int k) {
        double[][] weights = new double[WINDOW][WINDOW];
        double total = 0;
        for (int r = 0; r < WINDOW; r++) {
            for (int q = 0; q < WINDOW; q++) {
                weights[r][q] = Math.exp(-((r - 5) * (r - 5) + (q - 5) * (q - 5)) / (2 * 1.5 * 1.5));
                total += weights[r][q];
            }
        }
        double c1 = 0.01 * range * 0.01 * range;
        double c2 = 0.03 * range * 0.03 * range;
        double whole = 0;
        double structure = 0;
        int windows = (s.h - 10) * (s.w - 10);
        for (int top = 0; top + WINDOW <= s.h; top++) {
            for (int left = 0; left + WINDOW <= s.w; left++) {
                double[] m = new double[5];
                for (int r = 0; r < WINDOW; r++) {
                    for (int q = 0; q < WINDOW; q++) {
                        double a = x[s.at(i, top + r, left + q, k)];
                        double b = y[s.at(i, top + r, left + q, k)];
                        double weight = weights[r][q] / total;
                        m[0] += weight * a;
                        m[1] += weight * b;
                        m[2] += weight * a * a;
                        m[3] += weight * b * b;
                        m[4] += weight * a * b;
                    }
                }
                double light = (2 * m[0] * m[1] + c1) / (m[0] * m[0] + m[1] * m[1] + c1);
                double form = (2 * (m[4] - m[0] * m[1]) + c2) / (m[2] - m[0] * m[0] + m[3] - m[1] * m[1] + c2);
                whole += light * form / windows;
                structure += form / windows;
            }
        }
        return new double[] {whole, structure};
    }

    static OfImage multiScale(double range, double... scales) {
        return (s, x, y, i, k) -> {
            double product = 1;
            Sizes sizes = s;
            double[] a = x;
            double[] b = y;
            for (int scale = 0; scale < scales.length; scale++) {
                boolean last = scale == scales.length - 1;
                double[] both = ssim(range, sizes, a, b, i, k);
                product *= Math.pow(Math.max(both[last ? 0 : 1], 1e-6), scales[scale]);
                if (!last) {
                    a = halved(sizes, a);
                    b = halved(sizes, b);
                    sizes = sizes.halved();
                }
            }
            return product;
        };
    }

    private static double[] halved(Sizes s, double[] x) {
        Sizes half = s.halved();
        double[] to = new double[half.n * half.h * half.w * half.c];
        for (int i = 0; i < half.n; i++) {
            for (int r = 0; r < half.h; r++) {
                for (int q = 0; q < half.w; q++) {
                    for (int k = 0; k < half.c; k++) {
                        to[half.at(i, r, q, k)] = (x[s.at(i, 2 * r, 2 * q, k)]
                                        + x[s.at(i, 2 * r + 1, 2 * q, k)]
                                        + x[s.at(i, 2 * r, 2 * q + 1, k)]
                                        + x[s.at(i, 2 * r + 1, 2 * q + 1, k)])
                                / 4;
                    }
                }
            }
        }
        return to;
    }
}
