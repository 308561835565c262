package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.ops.GradientFunction;

/** Values and gradients of functions whose gradient is written by hand; expected numbers come from the formulas. */
@Tag("layers")
class GradientFunctionTest {

    static final GradientFunction SIGN = GradientFunction.of((tf, x) -> tf.math.sign(x), (tf, x, y, dy) -> dy)
            .name("sign");

    /** {@code y = x}, and the gradient times a factor that no function has as a derivative. */
    static GradientFunction scaled(float factor) {
        return GradientFunction.of((tf, x) -> x, (tf, x, y, dy) -> tf.math.mul(dy, tf.constant(factor)));
    }

    private static Layer layer(GradientFunction function) {
        return new Layer() {
            @Override
            protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
                return function.apply(c.tf(), inputs);
            }
        };
    }

    private static DoubleArray row(float... numbers) {
        return DoubleArray.of(Examples.row(numbers));
    }

    /** The gradients of {@code sum(f(x) * factor)} with respect to every input. */
    private static List<FloatArray> gradients(Layer f, DoubleArray factor, DoubleArray... x) {
        try (GraphRun run = new GraphRun(f, true)) {
            return run.apply(List.of(x))
                    .gradients(Map.of(), List.of(factor))
                    .inputs()
                    .get(0);
        }
    }

    private static FloatArray values(Layer f, DoubleArray... x) {
        try (GraphRun run = new GraphRun(f, false)) {
            return run.apply(List.of(x)).outputs(Map.of()).get(0);
        }
    }

    /** The example of the documentation: the sign, and gradients as if it were not there. */
    @Test
    void straightThrough() {
        assertEquals(Examples.row(-1, 1), values(layer(SIGN), row(-0.5f, 2)));
        assertEquals(List.of(Examples.row(3, 4)), gradients(layer(SIGN), row(3, 4), row(-0.5f, 2)));
        assertEquals(
                List.of(Examples.row(3, 4)),
                gradients(new Activation(SIGN::apply), row(3, 4), row(-0.5f, 2)),
                "as an activation");
    }

    /** The other example: both gradients of a product. */
    @Test
    void twoInputs() {
        GradientFunction product = GradientFunction.of(
                (tf, a, b) -> tf.math.mul(a, b), (tf, a, b, y, dy) -> List.of(tf.math.mul(dy, b), tf.math.mul(dy, a)));
        assertEquals(Examples.row(10, 21), values(layer(product), row(2, 3), row(5, 7)));
        assertEquals(
                List.of(Examples.row(50, 700), Examples.row(20, 300)),
                gradients(layer(product), row(10, 100), row(2, 3), row(5, 7)));
    }

    @Test
    void reversal() {
        GradientFunction reversed = GradientFunction.of((tf, x) -> x, (tf, x, y, dy) -> tf.math.neg(dy));
        assertEquals(Examples.row(1, -2), values(layer(reversed), row(1, -2)));
        assertEquals(List.of(Examples.row(-3, 4)), gradients(layer(reversed), row(3, -4), row(1, -2)));
    }

    /** x, y and dy arrive as they are: dx = 100 x + 10 y + dy with y = x + 1. */
    @Test
    void backwardSeesInputResultAndGradient() {
        GradientFunction seen = GradientFunction.of(
                (tf, x) -> tf.math.add(x, tf.constant(1f)),
                (tf, x, y, dy) ->
                        tf.math.addN(List.of(tf.math.mul(x, tf.constant(100f)), tf.math.mul(y, tf.constant(10f)), dy)));
        assertEquals(List.of(Examples.row(233, 344)), gradients(layer(seen), row(3, 4), row(2, 3)));
    }

    @Test
    void aListOfInputs() {
        GradientFunction sum = GradientFunction.ofList(
                (tf, in) -> tf.math.addN(in), (tf, in, y, dy) -> List.of(dy, tf.math.neg(dy), tf.zerosLike(dy)));
        assertEquals(Examples.row(111), values(layer(sum), row(1), row(10), row(100)));
        assertEquals(
                List.of(Examples.row(5), Examples.row(-5), Examples.row(0)),
                gradients(layer(sum), row(5), row(1), row(10), row(100)));
    }

    /** One operand may be the gradient of several inputs, and an input may be the gradient of another. */
    @Test
    void oneOperandForSeveralGradients() {
        GradientFunction sum = GradientFunction.ofList(
                (tf, in) -> tf.math.addN(in), (tf, in, y, dy) -> List.of(dy, dy, in.get(0), in.get(0)));
        assertEquals(
                List.of(Examples.row(5), Examples.row(5), Examples.row(1), Examples.row(1)),
                gradients(layer(sum), row(5), row(1), row(10), row(100), row(1000)));
    }

    /** The chain rule: 2 and 3 make 6. */
    @Test
    void oneAfterAnother() {
        GradientFunction twice = scaled(2);
        GradientFunction thrice = scaled(3);
        Layer chain = new Layer() {
            @Override
            protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
                return thrice.apply(c.tf(), twice.apply(c.tf(), x));
            }
        };
        assertEquals(List.of(Examples.row(6, 60)), gradients(chain, row(1, 10), row(8, 9)));
    }

    /** Gradients of several uses add up: of the result (2 twice), of the function (2 and 2), and beside it (1). */
    @Test
    void severalUsesAddUp() {
        GradientFunction twice = scaled(2);
        Layer uses = new Layer() {
            @Override
            protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
                Operand<TFloat32> once = twice.apply(c.tf(), x);
                return c.tf().math.addN(List.of(once, once, twice.apply(c.tf(), x), x));
            }
        };
        assertEquals(Examples.row(8, 12), values(uses, row(2, 3)));
        assertEquals(List.of(Examples.row(7, 70)), gradients(uses, row(1, 10), row(2, 3)));
    }

    /** The forward function may use ops that TensorFlow cannot differentiate. */
    @Test
    void forwardNeedsNoGradients() {
        GradientFunction steps =
                GradientFunction.of((tf, x) -> tf.math.floorDiv(x, tf.constant(2f)), (tf, x, y, dy) -> dy);
        assertEquals(Examples.row(1, 2), values(layer(steps), row(3, 5)));
        assertEquals(List.of(Examples.row(7, 8)), gradients(layer(steps), row(7, 8), row(3, 5)));
    }

    /** Shapes are those of the application, and asking for them in the backward function does no harm. */
    @Test
    void shapesAreKnownInBackward() {
        GradientFunction asking = GradientFunction.of((tf, x) -> tf.math.mul(x, x), (tf, x, y, dy) -> {
            assertEquals(
                    "(N, 2) (N, 2) (N, 2)",
                    Shapes.text(x.shape()) + " " + Shapes.text(y.shape()) + " " + Shapes.text(dy.shape()));
            Operand<TFloat32> gradient = tf.math.mul(tf.math.mul(x, dy), tf.constant(2f));
            assertEquals("(N, 2)", Shapes.text(gradient.shape()));
            return gradient;
        });
        assertEquals(List.of(Examples.row(4, 60)), gradients(layer(asking), row(1, 10), row(2, 3)));
    }

    /** What the shapes known beforehand leave open is checked when the graph runs. */
    @Test
    void aWrongShapeThatOnlyShowsLater() {
        GradientFunction turned = GradientFunction.of(
                (tf, x) -> x, (tf, x, y, dy) -> tf.reshape(dy, tf.reverse(tf.shape(dy), tf.array(0))));
        String message = assertThrows(
                        TFInvalidArgumentException.class, () -> gradients(layer(turned), row(1, 2), row(1, 2)))
                .getMessage();
        assertTrue(message.contains("[2,1] is not compatible with expected shape [?,2]"), message);
    }
}
