package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.layers.DualConv2D;
import polyview.layers.Layer;
import polyview.ops.GradientFunction;

/** The check of gradients finds what is wrong, says where, and passes what is right. */
@Tag("models")
class GradientCheckTest {

    private static final FloatArray IMAGE = Samples.uniform(1, 2, 5, 4, 2);

    /** {@code y = x^2}, with a gradient that is the true one times a factor. */
    private static GradientFunction square(float factor) {
        return GradientFunction.of(
                (tf, x) -> tf.math.square(x),
                (tf, x, y, dy) -> tf.math.mul(tf.math.mul(dy, x), tf.constant(2 * factor)));
    }

    private static void right(Layer layer, FloatArray... inputs) {
        GradientCheck check = GradientCheck.of(layer, inputs);
        assertTrue(check.largestError() < 1e-3, check::toString);
    }

    @Test
    void rightGradients() {
        right(new Activation(square(1)::apply), IMAGE);
        right(new Conv2D(3, 3).activation(Activation.TANH), IMAGE);
        right(new BatchNormalization(), IMAGE);
        right(new DualConv2D(2, 3), IMAGE, Samples.uniform(2, 2, 5, 4, 3));
        right(new Dropout(0.5), IMAGE);
        right(new Dense(3), Samples.uniform(3, 4, 6));
    }

    /** Half of the true gradient is off by half of the largest one; 1.5 times it by a third of its own largest. */
    @Test
    void aWrongFactor() {
        assertEquals(
                0.5,
                GradientCheck.of(new Activation(square(0.5f)::apply), IMAGE).largestError(),
                1e-3);
        assertEquals(
                0.5 / 1.5,
                GradientCheck.of(new Activation(square(1.5f)::apply), IMAGE).largestError(),
                1e-3);
    }

    /** The one wrong element is told with its weight, its place and both numbers. */
    @Test
    void whereItIsWrong() {
        Layer layer = new GradientFunctionTrainingTest.Scaled(1, 10, 1);
        GradientCheck check = GradientCheck.of(layer, FloatArray.of(new float[] {1, 2, 3}, 1, 3));
        assertEquals("scaled/w", check.where());
        assertEquals(List.of(1), check.index());
        assertEquals(0.9, check.largestError(), 1e-3);
        assertEquals(10, check.gradient() / check.difference(), 1e-2);
        assertTrue(check.toString().startsWith("largest error 9.0e-01, at scaled/w (1): gradient "), check::toString);
    }

    /** A gradient that is meant to be another one: 1 where differences see a step function's 0. */
    @Test
    void straightThrough() {
        GradientFunction sign = GradientFunction.of((tf, x) -> tf.math.sign(x), (tf, x, y, dy) -> dy);
        GradientCheck check = GradientCheck.of(new Activation(sign::apply), FloatArray.of(new float[] {2}, 1, 1));
        assertEquals(1, check.largestError());
        assertEquals("input 0", check.where());
        assertEquals(List.of(0, 0), check.index());
        assertEquals(0, check.difference());
    }

    @Test
    void gradientsThatAreNoNumbers() {
        GradientFunction broken =
                GradientFunction.of((tf, x) -> x, (tf, x, y, dy) -> tf.math.div(tf.zerosLike(dy), tf.zerosLike(dy)));
        assertTrue(Double.isNaN(
                GradientCheck.of(new Activation(broken::apply), IMAGE).largestError()));
    }

    /** What the output does not depend on has gradient 0, and so has what is stopped although it matters. */
    @Test
    void noGradient() {
        right(new Activation((tf, x) -> tf.zerosLike(x)), IMAGE);
        assertEquals(
                1,
                GradientCheck.of(new Activation((tf, x) -> tf.stopGradient(x)), IMAGE)
                        .largestError());
    }

    /** The caller's arrays stay as they are. */
    @Test
    void inputsAreNotChanged() {
        FloatArray input = Samples.uniform(4, 1, 3);
        GradientCheck.of(new Dense(1), input);
        assertEquals(Samples.uniform(4, 1, 3), input);
    }

    @Test
    void badInputsAreRefused() {
        assertEquals(
                "conv2d takes (N, H, W, C), got (N, 6)",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> GradientCheck.of(new Conv2D(1, 3), Samples.uniform(3, 4, 6)))
                        .getMessage());
        assertEquals(
                "input 1 needs a batch dimension, got ()",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> GradientCheck.of(new DualConv2D(1, 3), IMAGE, FloatArray.of(new float[] {1})))
                        .getMessage());
    }
}
