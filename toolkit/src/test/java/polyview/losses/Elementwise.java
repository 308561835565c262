package polyview.losses;

import java.util.Arrays;

/** Losses of single numbers and of rows of logits, in 64 bits, written for clarity. */
final class Elementwise {

    private Elementwise() {}

    /** Of one number. */
    interface OfNumber {
        double of(double x, double y);
    }

    /** Of a row of logits and a row of target probabilities. */
    interface OfRow {
        double of(double[] x, double[] y);
    }

    /** The mean over the positions of each of n samples. */
    static LossCase.Reference numbers(int n, OfNumber formula) {
        return (x, y) -> {
            double[] losses = new double[n];
            int positions = x.length / n;
            for (int i = 0; i < x.length; i++) {
                losses[i / positions] += formula.of(x[i], y[i]) / positions;
            }
            return losses;
        };
    }

    /** The mean over the rows of each of n samples; the target is a class index for each row, or a row. */
    static LossCase.Reference rows(int n, int classes, OfRow formula) {
        return (x, y) -> {
            double[] losses = new double[n];
            int rows = x.length / classes;
            for (int r = 0; r < rows; r++) {
                double[] target = new double[classes];
                for (int k = 0; k < classes; k++) {
                    target[k] = y.length == x.length ? y[r * classes + k] : y[r] == k ? 1 : 0;
                }
                double[] row = Arrays.copyOfRange(x, r * classes, (r + 1) * classes);
                losses[r / (rows / n)] += formula.of(row, target) / (rows / n);
            }
            return losses;
        };
    }

    static double[] softmax(double[] x) {
        double largest = Arrays.stream(x).max().orElseThrow();
        double sum = Arrays.stream(x).map(v -> Math.exp(v - largest)).sum();
        return Arrays.stream(x).map(v -> Math.exp(v - largest) / sum).toArray();
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static OfRow crossEntropy(double smoothing) {
        return focal(0, 1, smoothing);
    }

    static OfRow focal(double gamma, double alpha, double smoothing) {
        return (x, y) -> {
            double[] p = softmax(x);
            double loss = 0;
            for (int k = 0; k < p.length; k++) {
                double target = y[k] * (1 - smoothing) + smoothing / p.length;
                loss -= target * alpha * Math.pow(1 - p[k], gamma) * Math.log(p[k]);
            }
            return loss;
        };
    }

    static OfNumber binaryCrossEntropy(double smoothing) {
        return binaryFocal(0, smoothing, 1, 1);
    }

    /** With a weight for yes and one for no. */
    static OfNumber binaryFocal(double gamma, double smoothing, double yes, double no) {
        return (x, label) -> {
            double p = sigmoid(x);
            double y = label * (1 - smoothing) + smoothing / 2;
            double right = y * p + (1 - y) * (1 - p);
            double crossEntropy = -y * Math.log(p) - (1 - y) * Math.log(1 - p);
            return (y * yes + (1 - y) * no) * Math.pow(1 - right, gamma) * crossEntropy;
        };
    }

    static double huber(double delta, double x, double y) {
        double d = Math.abs(x - y);
        return d <= delta ? d * d / 2 : delta * d - delta * delta / 2;
    }

    static double logCosh(double x, double y) {
        return Math.log(Math.cosh(x - y));
    }

    static double cosine(double[] x, double[] y) {
        double product = 0;
        double xs = 0;
        double ys = 0;
        for (int k = 0; k < x.length; k++) {
            product += x[k] * y[k];
            xs += x[k] * x[k];
            ys += y[k] * y[k];
        }
        return -product / Math.sqrt(xs * ys);
    }
}
