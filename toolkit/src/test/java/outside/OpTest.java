package outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Build;
import polyview.layers.Call;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.layers.Layer;
import polyview.layers.Weight;
import polyview.losses.Loss;
import polyview.models.GradientCheck;
import polyview.models.Input;
import polyview.models.Model;
import polyview.ops.ConvolutionOptions;
import polyview.ops.Convolutions;
import polyview.ops.GradientFunction;
import polyview.optimizers.SGD;
import polyview.training.Fit;

/** An op of a user's own with its own gradient, and a mended one, each in a layer of a user's own that is trained. */
class OpTest {

    /** The logarithm of cosh, computed without overflow, with its derivative tanh written by hand. */
    private static final class LogCosh {

        private static final GradientFunction FUNCTION = GradientFunction.of(
                        LogCosh::value, (tf, x, y, dy) -> tf.math.mul(dy, tf.math.tanh(x)))
                .name("log_cosh");

        /** {@code |x| + log(1 + exp(-2 |x|)) - log 2}. */
        private static Operand<TFloat32> value(Ops tf, Operand<TFloat32> x) {
            var size = tf.math.abs(x);
            var rest = tf.math.log1p(tf.math.exp(tf.math.mul(size, tf.constant(-2f))));
            return tf.math.sub(tf.math.add(size, rest), tf.constant((float) Math.log(2)));
        }

        static Operand<TFloat32> of(Ops tf, Operand<TFloat32> x) {
            return FUNCTION.apply(tf, x);
        }
    }

    /** {@code y = log cosh(gain x)}. */
    private static final class Softened extends Layer {
        private Weight gain;

        @Override
        protected void build(Build b, Shape input) {
            gain = b.weight("gain", Shape.of(input.get(-1)), Initializer.ones());
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return LogCosh.of(c.tf(), c.tf().math.mul(x, c.value(gain)));
        }
    }

    private static final FloatArray X = FloatArray.of(new float[] {1, -3, 2, 0.5f}, 2, 2);

    @Test
    void theGradientIsThatOfTheDifferences() {
        var check = GradientCheck.of(new Softened(), X);
        assertTrue(check.largestError() < 1e-3, check::toString);
    }

    @Test
    void aWrongGradientIsFound() {
        var wrong = GradientFunction.of(LogCosh::value, (tf, x, y, dy) -> dy);
        var check = GradientCheck.of(
                new Layer() {
                    @Override
                    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
                        return wrong.apply(c.tf(), x);
                    }
                },
                X);
        assertTrue(check.largestError() > 0.1, check::toString);
    }

    /** One step of gradient descent, by hand: {@code gain - rate * mean of 2 (y - t) tanh(gain x) x}. */
    @Test
    void aLayerLearnsThroughIt() {
        double[] targets = {0.2, 2, 1, 0.3};
        var t = FloatArray.of(new float[] {0.2f, 2, 1, 0.3f}, 2, 2);
        var x = Input.of("x", 2);
        double[] gains = {1, 1};
        for (int i = 0; i < 4; i++) {
            double v = X.values()[i];
            double y = Math.log(Math.cosh(v));
            gains[i % 2] -= 0.1 * 2 * (y - targets[i]) * Math.tanh(v) * v / 4;
        }
        try (var model = new Model(x, new Softened().name("softened").apply(x)).seed(1)) {
            model.compile(new SGD(0.1), Loss.meanSquaredError());
            var data = new MemoryDataset(List.of(X), List.of(t));
            model.fit(data, Fit.epochs(1).batchSize(2).verbose(false));
            float[] got = model.weights().get("softened/gain").values();
            assertArrayEquals(gains, new double[] {got[0], got[1]}, 1e-5);
        }
    }

    /** {@code y[i] = x[i] k[0] + x[i + 2] k[1]}: TensorFlow's own gradient of it crashes the JVM. */
    private static final class TwoApart extends Layer {
        private Weight kernel;

        @Override
        protected void build(Build b, Shape input) {
            kernel = b.weight("kernel", Shape.of(1, 2, 1, 1), Initializer.zeros());
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return Convolutions.conv2d(
                    c.tf(), x, c.value(kernel), ConvolutionOptions.valid().dilation(1, 2));
        }
    }

    @Test
    void aLayerWithAMendedOpRecoversItsKernel() {
        float[] row = {1, -2, 0.5f, 3, -1, 2, 1.5f, -0.5f};
        float[] out = new float[6];
        for (int i = 0; i < out.length; i++) {
            out[i] = 0.5f * row[i] - 2 * row[i + 2];
        }
        var image = FloatArray.of(row, 1, 1, 8, 1);
        var check = GradientCheck.of(new TwoApart(), image);
        assertTrue(check.largestError() < 1e-3, check::toString);
        var x = Input.image("x", 1, 8, 1);
        try (var model = new Model(x, new TwoApart().name("two").apply(x)).seed(1)) {
            model.compile(new SGD(0.1), Loss.meanSquaredError());
            var data = new MemoryDataset(List.of(image), List.of(FloatArray.of(out, 1, 1, 6, 1)));
            model.fit(data, Fit.epochs(200).verbose(false));
            assertArrayEquals(
                    new float[] {0.5f, -2}, model.weights().get("two/kernel").values(), 1e-3f);
        }
    }

    /** An op is an activation too: {@code log cosh(0) = 0}, {@code log cosh(1) = 0.43378}. */
    @Test
    void anOpIsAnActivation() {
        var x = Input.of("x", 1);
        var dense = new Dense(1).kernelInitializer(Initializer.ones()).activation(LogCosh::of);
        try (var model = new Model(x, dense.apply(x))) {
            FloatArray got = model.predict(FloatArray.of(new float[] {0, 1}, 2, 1));
            assertEquals(0, got.get(0, 0), 1e-6);
            assertEquals(Math.log(Math.cosh(1)), got.get(1, 0), 1e-6);
        }
    }
}
