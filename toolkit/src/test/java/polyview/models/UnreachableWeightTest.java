package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.layers.Build;
import polyview.layers.Call;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.layers.Layer;
import polyview.layers.StandardLayer;
import polyview.losses.Loss;
import polyview.optimizers.SGD;

/** A weight that training could not change is told when the model is compiled. */
@Tag("models")
class UnreachableWeightTest {

    /** Declares a weight and does not use it. */
    private static final class Forgetful extends Layer {
        @Override
        protected void build(Build b, Shape input) {
            b.weight("scale", Shape.of(1), Initializer.ones());
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return c.tf().math.neg(x);
        }
    }

    /** Lets values through, but no gradient. */
    private static final class NoGradient extends StandardLayer<NoGradient> {
        @Override
        protected NoGradient self() {
            return this;
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return c.tf().stopGradient(x);
        }
    }

    /** Uses an op that TensorFlow cannot differentiate. */
    private static final class Steps extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return c.tf().math.floorDiv(x, c.constant(2f));
        }
    }

    @Test
    void anOpWithoutGradient() {
        var x = Input.of("x", 1);
        try (var model = new Model(x, new Steps().apply(new Dense(1).apply(x)))) {
            assertEquals(
                    "TensorFlow has no gradient for op FloorDiv, which stands between a weight and the loss: use another"
                            + " op, or write its gradient as a GradientFunction",
                    refusal(model));
        }
    }

    private static String refusal(Model model) {
        return assertThrows(IllegalArgumentException.class, () -> model.compile(new SGD(), Loss.meanSquaredError()))
                .getMessage();
    }

    @Test
    void aWeightThatIsNotUsed() {
        var x = Input.of("x", 1);
        try (var model = new Model(x, new Dense(1).apply(new Forgetful().apply(x)))) {
            assertEquals(
                    "no gradient reaches weight forgetful/scale: use its layer on the way to an output, or fix it with"
                            + " trainable(false)",
                    refusal(model));
        }
    }

    @Test
    void aWeightBehindAWall() {
        var x = Input.of("x", 1);
        var behind = new Dense(1).name("behind");
        try (var model = new Model(x, new Dense(1).apply(new NoGradient().apply(behind.apply(x))))) {
            assertEquals(
                    "no gradient reaches weight behind/kernel: use its layer on the way to an output, or fix it with"
                            + " trainable(false)",
                    refusal(model));
            behind.trainable(false);
            model.compile(new SGD(), Loss.meanSquaredError());
        }
    }
}
