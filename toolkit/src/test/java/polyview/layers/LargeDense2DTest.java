package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/**
 * Dense2D on matrices so large that it has another form: two in a row, {@code y = sum(relu(x k + b) l + c)}, against sums written
 * by hand, in value and in all gradients.
 */
@Tag("models")
class LargeDense2DTest {

    private static final double DIGITS = 2e-6;

    /** A number of samples, rows, columns, and the axis of the last sum, 0 for none; sizes that no vector register divides too. */
    record Sizes(int samples, int rows, int columns, int axis) {}

    static Stream<Sizes> sizes() {
        return Stream.of(
                new Sizes(3, 100, 101, 0),
                new Sizes(3, 100, 101, 1),
                new Sizes(3, 101, 100, 2),
                new Sizes(1, 7, 1503, -1),
                new Sizes(5, 10001, 1, 2),
                new Sizes(2, 1, 10001, 1));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void valuesAndGradients(Sizes s) {
        var input = Input.of("x", s.rows(), s.columns());
        Dense2D last = new Dense2D().name("last");
        if (s.axis() != 0) {
            last.sum(s.axis());
        }
        var y = last.apply(
                new Dense2D().activation(Activation.RELU).name("first").apply(input));
        try (Model model = new Model(input, y).compile(new SGD(0.1), Loss.meanSquaredError())) {
            Plain plain = new Plain(s);
            model.setWeights(plain.weights());
            Batch batch = plain.batch();
            close(plain.output(), model.predict(batch.inputs().get(0)), "output");
            Map<String, FloatArray> got = model.engine().gradients(batch).gradients();
            Map<String, double[]> expected = plain.gradients();
            assertEquals(expected.keySet(), got.keySet());
            expected.forEach((path, gradient) -> close(gradient, got.get(path), path));
        }
    }

    private static void close(double[] expected, FloatArray got, String what) {
        double largest = 0;
        double[] values = new double[got.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = got.values()[i];
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        assertArrayEquals(expected, values, DIGITS * largest, what);
    }

    /** The same by loops; all numbers are drawn. */
    private static final class Plain {

        private final Sizes s;
        private final int elements;
        private final int outputs;
        private final FloatArray x;
        private final FloatArray[] weights = new FloatArray[4];
        private final FloatArray targets;
        private final double[] hidden;

        Plain(Sizes s) {
            this.s = s;
            elements = s.rows() * s.columns();
            outputs = s.axis() == 0 ? elements : s.axis() == 1 ? s.columns() : s.rows();
            x = Samples.uniform(1, s.samples(), s.rows(), s.columns());
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Samples.uniform(2 + i, s.rows(), s.columns());
            }
            FloatArray flat = Samples.uniform(7, s.samples(), outputs);
            targets = s.axis() == 0 ? flat.reshape(s.samples(), s.rows(), s.columns()) : flat;
            hidden = new double[s.samples() * elements];
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = Math.max(0, (double) x.values()[i] * w(0, i) + w(1, i));
            }
        }

        private double w(int number, int i) {
            return weights[number].values()[i % elements];
        }

        /** The output that an element of all samples is added to. */
        private int output(int i) {
            int element = i % elements;
            int within = s.axis() == 0 ? element : s.axis() == 1 ? element % s.columns() : element / s.columns();
            return i / elements * outputs + within;
        }

        Map<String, FloatArray> weights() {
            return Map.of(
                    "first/kernel",
                    weights[0],
                    "first/bias",
                    weights[1],
                    "last/kernel",
                    weights[2],
                    "last/bias",
                    weights[3]);
        }

        Batch batch() {
            return new Batch(List.of(x), List.of(targets));
        }

        double[] output() {
            double[] y = new double[s.samples() * outputs];
            for (int i = 0; i < hidden.length; i++) {
                y[output(i)] += hidden[i] * w(2, i) + w(3, i);
            }
            return y;
        }

        Map<String, double[]> gradients() {
            double[] y = output();
            double[][] g = new double[4][elements];
            for (int i = 0; i < hidden.length; i++) {
                int o = output(i);
                double dy = 2 * (y[o] - targets.values()[o]) / y.length;
                double dh = hidden[i] > 0 ? dy * w(2, i) : 0;
                g[0][i % elements] += dh * x.values()[i];
                g[1][i % elements] += dh;
                g[2][i % elements] += dy * hidden[i];
                g[3][i % elements] += dy;
            }
            return Map.of("first/kernel", g[0], "first/bias", g[1], "last/kernel", g[2], "last/bias", g[3]);
        }
    }
}
