package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.math.Mean;
import polyview.models.Input;

class ActivationTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Activations.Named activation : Activations.ALL) {
            for (Shape shape : List.of(Shape.of(7), Shape.of(1), Shape.of(5, 3), Shape.of(3, 2, 4))) {
                LayerCase made = LayerCase.of(
                                activation.name() + " of " + shape, () -> new Activation(activation.function()), shape)
                        // Up to 3 on both sides: the curved part of every function.
                        .inputsBetween(0.1, 3)
                        .reference((in, w) -> activation.plain().apply(in.get(0)));
                cases.add(shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made);
            }
        }
        return cases;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(3));
        return List.of(
                Refusal.option(() -> Activation.relu(0), "maxValue must be positive, got 0.0"),
                Refusal.option(
                        () -> Activation.relu(1e-60), "maxValue must be positive as a 32-bit float, got 1.0E-60"),
                Refusal.option(() -> Activation.leakyRelu(-0.1), "alpha must not be negative, got -0.1"),
                Refusal.option(() -> Activation.leakyRelu(Double.NaN), "alpha must be finite, got NaN"),
                Refusal.option(() -> Activation.elu(0), "alpha must be positive, got 0.0"),
                Refusal.option(() -> Activation.elu(1e300), "alpha must be finite as a 32-bit float, got 1.0E300"),
                Refusal.option(() -> Activation.celu(-1), "alpha must be positive, got -1.0"),
                Refusal.option(() -> Activation.celu(Double.POSITIVE_INFINITY), "alpha must be finite, got Infinity"),
                Refusal.option(() -> Activation.softShrink(0), "threshold must be positive, got 0.0"),
                Refusal.option(() -> Activation.hardShrink(-1), "threshold must be positive, got -1.0"),
                Refusal.option(() -> Activation.threshold(Double.NaN, 0), "threshold must be finite, got NaN"),
                Refusal.option(
                        () -> Activation.threshold(0, Double.NEGATIVE_INFINITY), "value must be finite, got -Infinity"),
                Refusal.input(
                        () -> new Activation(Activation.RELU),
                        shapes(Shape.of(3), Shape.of(3)),
                        "activation takes one input, got 2",
                        good),
                Refusal.input(
                        () -> new Activation((tf, x) -> tf.linalg.matMul(x, x)),
                        shapes(Shape.of(2, 2)),
                        "activation cannot take (N, 2, 2): Shape must be rank 2 but is rank 3",
                        shapes(Shape.of(-1))));
    }

    @Test
    void aFunctionThatChangesTheShapeIsRefusedByEveryLayerThatTakesOne() {
        Activation.Function lastAxis = (tf, x) -> tf.sum(x, tf.constant(-1));
        Activation.Function doubled = (tf, x) -> tf.concat(List.of(x, x), tf.constant(-1));
        Activation.Function overSamples = (tf, x) -> tf.math.mean(x, tf.array(0), Mean.keepDims(true));
        List<Shape> row = shapes(Shape.of(3));
        List<Shape> image = shapes(Shape.of(6, 5, 1));
        Refusal.assertRefused(
                new Activation(lastAxis), row, "activation of activation must keep the shape (N, 3), got (N)");
        Refusal.assertRefused(
                new Dense(3).activation(lastAxis), row, "activation of dense must keep the shape (N, 3), got (N)");
        Refusal.assertRefused(
                new Dense(3).activation(doubled), row, "activation of dense must keep the shape (N, 3), got (N, 6)");
        Refusal.assertRefused(
                new Dense(3).name("head").activation(overSamples),
                row,
                "activation of head must keep the shape (N, 3), got (1, 3)");
        Refusal.assertRefused(
                new Conv2D(2, 3).activation(doubled),
                image,
                "activation of conv2d must keep the shape (N, 4, 3, 2), got (N, 4, 3, 4)");
        Refusal.assertRefused(
                new DualConv2D(2, 3).activation(lastAxis),
                List.of(image.get(0), image.get(0)),
                "activation of first must keep the shape (N, 4, 3, 2), got (N, 4, 3)");
    }

    @Test
    void aFunctionMustGiveAnOutput() {
        Layer nothing = new Activation((tf, x) -> null).name("nothing");
        assertEquals(
                "activation of nothing must give an output, got null",
                assertThrows(NullPointerException.class, () -> nothing.apply(Input.of("x", 3)))
                        .getMessage());
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new Activation(Activation.RELU), List.of(Examples.row(-1, 0, 2)), Examples.row(0, 0, 2));
    }
}
