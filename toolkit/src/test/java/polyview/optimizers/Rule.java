package polyview.optimizers;

import java.util.Arrays;

/** One step of an optimizer on the numbers of one weight, in doubles, written from the formula for clarity. */
@FunctionalInterface
interface Rule {

    /** Changes the weight by its gradient in step t = 1, 2, ... */
    void step(double[] w, double[] g, double rate, int t);

    /** Makes a rule for a weight of so many numbers. */
    @FunctionalInterface
    interface Maker {
        Rule of(int size);
    }

    static Maker sgd(double momentum, boolean nesterov) {
        return size -> {
            double[] v = new double[size];
            return (w, g, rate, t) -> {
                for (int i = 0; i < size; i++) {
                    v[i] = momentum * v[i] - rate * g[i];
                    w[i] += nesterov ? momentum * v[i] - rate * g[i] : v[i];
                }
            };
        };
    }

    static Maker adam(double b1, double b2, double epsilon, boolean amsgrad) {
        return size -> {
            double[] m = new double[size];
            double[] v = new double[size];
            double[] largest = new double[size];
            return (w, g, rate, t) -> {
                double alpha = rate * Math.sqrt(1 - Math.pow(b2, t)) / (1 - Math.pow(b1, t));
                for (int i = 0; i < size; i++) {
                    m[i] = b1 * m[i] + (1 - b1) * g[i];
                    v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
                    largest[i] = Math.max(largest[i], v[i]);
                    w[i] -= alpha * m[i] / (Math.sqrt(amsgrad ? largest[i] : v[i]) + epsilon);
                }
            };
        };
    }

    static Maker adamax(double b1, double b2, double epsilon) {
        return size -> {
            double[] m = new double[size];
            double[] u = new double[size];
            return (w, g, rate, t) -> {
                for (int i = 0; i < size; i++) {
                    m[i] = b1 * m[i] + (1 - b1) * g[i];
                    u[i] = Math.max(b2 * u[i], Math.abs(g[i]));
                    w[i] -= rate * m[i] / ((1 - Math.pow(b1, t)) * (u[i] + epsilon));
                }
            };
        };
    }

    static Maker nadam(double b1, double b2, double epsilon) {
        return nadam(b1, b2, epsilon, false);
    }

    /** With the momentum of the step twice in the product that divides the moment, as PyTorch 1.13 has it, or once. */
    static Maker nadam(double b1, double b2, double epsilon, boolean twice) {
        return size -> {
            double[] m = new double[size];
            double[] v = new double[size];
            double[] product = {1};
            return (w, g, rate, t) -> {
                double now = b1 * (1 - 0.5 * Math.pow(0.96, t));
                double next = b1 * (1 - 0.5 * Math.pow(0.96, t + 1));
                product[0] *= now;
                double upToNext = product[0] * next * (twice ? now : 1);
                for (int i = 0; i < size; i++) {
                    m[i] = b1 * m[i] + (1 - b1) * g[i];
                    v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
                    double mHat = next * m[i] / (1 - upToNext) + (1 - now) * g[i] / (1 - product[0]);
                    double vHat = v[i] / (1 - Math.pow(b2, t));
                    w[i] -= rate * mHat / (Math.sqrt(vHat) + epsilon);
                }
            };
        };
    }

    static Maker rmsprop(double rho, double momentum, double epsilon, boolean centered) {
        return size -> {
            double[] v = new double[size];
            double[] mean = new double[size];
            double[] sum = new double[size];
            return (w, g, rate, t) -> {
                for (int i = 0; i < size; i++) {
                    v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
                    mean[i] = rho * mean[i] + (1 - rho) * g[i];
                    double below = centered ? v[i] - mean[i] * mean[i] + epsilon : v[i] + epsilon;
                    sum[i] = momentum * sum[i] + rate * g[i] / Math.sqrt(below);
                    w[i] -= sum[i];
                }
            };
        };
    }

    static Maker adagrad(double first, double epsilon) {
        return size -> {
            double[] sum = new double[size];
            Arrays.fill(sum, first);
            return (w, g, rate, t) -> {
                for (int i = 0; i < size; i++) {
                    sum[i] += g[i] * g[i];
                    w[i] -= rate * g[i] / Math.sqrt(sum[i] + epsilon);
                }
            };
        };
    }

    static Maker adadelta(double rho, double epsilon) {
        return size -> {
            double[] squares = new double[size];
            double[] changes = new double[size];
            return (w, g, rate, t) -> {
                for (int i = 0; i < size; i++) {
                    squares[i] = rho * squares[i] + (1 - rho) * g[i] * g[i];
                    double change = -Math.sqrt(changes[i] + epsilon) * g[i] / Math.sqrt(squares[i] + epsilon);
                    changes[i] = rho * changes[i] + (1 - rho) * change * change;
                    w[i] += rate * change;
                }
            };
        };
    }

    static Maker lion(double b1, double b2) {
        return size -> {
            double[] m = new double[size];
            return (w, g, rate, t) -> {
                for (int i = 0; i < size; i++) {
                    w[i] -= rate * Math.signum(b1 * m[i] + (1 - b1) * g[i]);
                    m[i] = b2 * m[i] + (1 - b2) * g[i];
                }
            };
        };
    }
}
