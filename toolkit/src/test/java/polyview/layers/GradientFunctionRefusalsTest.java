package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.models.Input;
import polyview.ops.GradientFunction;

/** Mistakes in functions written by hand are told where the function is applied, with its name. */
@Tag("layers")
class GradientFunctionRefusalsTest {

    private static IllegalArgumentException refusal(GradientFunction function, long... shape) {
        Layer layer = new Activation(function.name("clipped")::apply);
        return assertThrows(IllegalArgumentException.class, () -> layer.apply(Input.of("x", shape)));
    }

    private static String refused(GradientFunction.Backward1 backward) {
        return refusal(GradientFunction.of((tf, x) -> tf.math.tanh(x), backward), 3)
                .getMessage();
    }

    private static String refusedList(GradientFunction.Backward backward) {
        return refusal(GradientFunction.ofList((tf, in) -> in.get(0), backward), 3)
                .getMessage();
    }

    @Test
    void aWrongShape() {
        assertEquals(
                "gradient 0 of clipped must have shape (N, 3), got (N)",
                refused((tf, x, y, dy) -> tf.math.mean(dy, tf.array(1))));
        assertEquals(
                "gradient 0 of clipped must have shape (N, 3), got ()", refused((tf, x, y, dy) -> tf.constant(1f)));
    }

    @Test
    void aWrongNumber() {
        assertEquals(
                "backward of clipped must give 1 gradient, got 2", refusedList((tf, in, y, dy) -> List.of(dy, dy)));
        assertEquals("backward of clipped must give 1 gradient, got null", refusedList((tf, in, y, dy) -> null));
    }

    @Test
    void noGradient() {
        assertEquals(
                "gradient 0 of clipped must not be null: give zerosLike(x) where nothing flows",
                refused((tf, x, y, dy) -> null));
    }

    @Test
    void anExceptionOfTheUser() {
        IllegalArgumentException refused = refusal(
                GradientFunction.of((tf, x) -> x, (tf, x, y, dy) -> {
                    throw new IllegalStateException("not written yet");
                }),
                3);
        assertEquals("backward of clipped failed: not written yet", refused.getMessage());
        assertInstanceOf(IllegalStateException.class, refused.getCause());
        assertEquals("backward of clipped failed: java.lang.UnsupportedOperationException", refused((tf, x, y, dy) -> {
            throw new UnsupportedOperationException();
        }));
    }

    @Test
    void anExceptionOfTensorFlow() {
        assertEquals(
                "backward of clipped failed: Dimensions must be equal, but are 3 and 2",
                refused((tf, x, y, dy) -> tf.math.mul(dy, tf.array(1f, 2f))));
    }

    /** Backward with an operand that the layer around it has. */
    private static String refusedCapture(BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> backward) {
        Layer capturing = new Layer() {
            @Override
            protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
                return GradientFunction.of((tf, in) -> in, (tf, in, y, dy) -> backward.apply(tf, x))
                        .name("clipped")
                        .apply(c.tf(), x);
            }
        };
        return assertThrows(IllegalArgumentException.class, () -> capturing.apply(Input.of("x", 3)))
                .getMessage();
    }

    @Test
    void somethingOfAnotherGraph() {
        assertEquals(
                "gradient 0 of clipped must be made with the ops and operands that backward is given, got one of"
                        + " another graph",
                refusedCapture((tf, x) -> x));
        assertEquals(
                "backward of clipped failed: Input <Placeholder 'Placeholder'> was from a different graph, can't use."
                        + " Backward may use nothing but its arguments.",
                refusedCapture((tf, x) -> tf.math.neg(x)));
    }

    @Test
    void aWrongNumberOfInputs() {
        GradientFunction product = GradientFunction.of(
                        (tf, a, b) -> tf.math.mul(a, b), (tf, a, b, y, dy) -> List.of(dy, dy))
                .name("product");
        assertEquals("clipped takes two inputs, got 1", refusal(product, 3).getMessage());
        Layer pair = new Layer() {
            @Override
            protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> in) {
                return GradientFunctionTest.SIGN.apply(c.tf(), in);
            }
        };
        assertEquals(
                "sign takes one input, got 2",
                assertThrows(IllegalArgumentException.class, () -> pair.apply(Input.of("a", 3), Input.of("b", 3)))
                        .getMessage());
        GradientFunction sum = GradientFunction.ofList((tf, in) -> tf.math.addN(in), (tf, in, y, dy) -> in);
        Layer none = new Layer() {
            @Override
            protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
                return sum.apply(c.tf(), List.of());
            }
        };
        assertEquals(
                "gradient_function takes at least one input, got 0",
                assertThrows(IllegalArgumentException.class, () -> none.apply(Input.of("x", 3)))
                        .getMessage());
    }

    @Test
    void aForwardFunctionWithoutResult() {
        Layer nothing = new Activation(GradientFunction.of((tf, x) -> null, (tf, x, y, dy) -> dy)::apply);
        assertEquals(
                "forward of gradient_function must give an output, got null",
                assertThrows(NullPointerException.class, () -> nothing.apply(Input.of("x", 3)))
                        .getMessage());
    }

    @Test
    void aBadName() {
        assertEquals(
                "name must be letters, digits, '_', '-' or '.' and begin with a letter, got \"a/b\"",
                assertThrows(IllegalArgumentException.class, () -> GradientFunctionTest.SIGN.name("a/b"))
                        .getMessage());
    }

    @Test
    void opsThatRunAtOnce() {
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            assertEquals(
                    "sign needs the ops of a graph: gradients are taken in graphs only",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> GradientFunctionTest.SIGN.apply(tf, tf.constant(1f)))
                            .getMessage());
        }
    }
}
