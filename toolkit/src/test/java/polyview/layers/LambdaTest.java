package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.layers.Refusal.shapes;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt32;
import polyview.data.FloatArray;
import polyview.models.Input;

class LambdaTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return List.of(
                LayerCase.of("one input", () -> new Lambda((tf, x) -> tf.math.square(x)), Shape.of(2, 3))
                        .reference((in, w) -> in.get(0).map(x -> x * x)),
                LayerCase.of(
                                "one image of any size",
                                () -> new Lambda((tf, x) -> tf.math.mean(x, tf.array(1, 2))),
                                Shape.of(3, 5, 2))
                        .reference((in, w) ->
                                Plain.product(in.get(0).reshape(in.get(0).size(0), 30), means()))
                        .sizesMayBeUnknown(),
                LayerCase.of(
                                "two inputs",
                                () -> new Lambda((tf, a, b) -> tf.math.squaredDifference(a, b)),
                                Shape.of(4),
                                Shape.of(4))
                        .reference((in, w) -> MergeCases.fold(in, (a, b) -> (a - b) * (a - b))),
                LayerCase.of(
                                "three inputs",
                                () -> Lambda.of((c, in) -> c.tf().math.addN(in)),
                                Shape.of(2),
                                Shape.of(2),
                                Shape.of(2))
                        .reference((in, w) -> MergeCases.fold(in, Double::sum)),
                LayerCase.of(
                                "other in training",
                                () -> Lambda.of(
                                        (c, in) -> c.training() ? c.tf().math.neg(in.get(0)) : in.get(0)),
                                Shape.of(3))
                        .reference((in, w) -> in.get(0))
                        .training((in, w) -> in.get(0).map(x -> -x)),
                LayerCase.of("a layer inside", LambdaTest::withDense, Shape.of(3))
                        .reference((in, w) -> Plain.plusBias(
                                        Plain.product(in.get(0), w.get("dense/kernel")), w.get("dense/bias"))
                                .map(x -> x * x))
                        .weight("dense/kernel", 3, 2)
                        .weight("dense/bias", 2)
                        .parameters(8));
    }

    private static Lambda withDense() {
        Dense dense = new Dense(2);
        return Lambda.of((c, in) -> c.tf().math.square(c.apply(dense, in.get(0))));
    }

    /** Fifteen pixels of two channels to the mean of each channel, as a matrix. */
    private static DoubleArray means() {
        return DoubleArray.generate(new int[] {30, 2}, at -> at[0] % 2 == at[1] ? 1 / 15.0 : 0);
    }

    @Override
    boolean isSetByOptions(String path) {
        return false;
    }

    @Override
    List<Refusal> refusals() {
        return List.of(
                Refusal.input(
                        () -> new Lambda((tf, x) -> tf.math.square(x)),
                        shapes(Shape.of(3), Shape.of(3)),
                        "lambda takes one input, got 2",
                        shapes(Shape.of(3))),
                Refusal.input(
                        () -> new Lambda((tf, a, b) -> tf.math.sub(a, b)).name("difference"),
                        shapes(Shape.of(3)),
                        "difference takes two inputs, got 1",
                        shapes(Shape.of(3), Shape.of(3))),
                // Refused by TensorFlow, told with the layer and the shape.
                Refusal.input(
                        () -> new Lambda((tf, x) -> tf.linalg.matMul(x, x)),
                        shapes(Shape.of(2, 2)),
                        "lambda cannot take (N, 2, 2): Shape must be rank 2 but is rank 3",
                        shapes(Shape.of(-1))));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new Lambda((tf, x) -> tf.math.square(x)), List.of(Examples.row(1, -2)), Examples.row(1, 4));
    }

    @Test
    void aFunctionMustGiveAnOutput() {
        Layer nothing = new Lambda((tf, x) -> null).name("nothing");
        assertEquals(
                "call of nothing must give an output, got null",
                assertThrows(NullPointerException.class, () -> nothing.apply(Input.of("x", 3)))
                        .getMessage());
    }

    /** Randomness of the call is that of the model's seed and step. */
    @Test
    void aFunctionMayDrawRandomNumbers() {
        Layer noise = Lambda.of((c, in) -> c.tf().math.add(in.get(0), c.randomNormal(c.tf().shape(in.get(0)))));
        FloatArray zeros = FloatArray.zeros(Shape.of(2, 50));
        List<List<FloatArray>> steps = TrainingOutputs.of(List.of(noise), zeros, 4, 2);
        assertNotEquals(steps.get(0), steps.get(1));
        assertEquals(steps, TrainingOutputs.of(List.of(noise), zeros, 4, 2));
    }

    /** What is drawn in the shape of an input does not stand in the way of the input's gradient. */
    @Test
    void drawnNumbersAreConstantsForTheGradient() {
        Layer noise = Lambda.of((c, in) -> {
            Operand<TInt32> shape = c.tf().shape(in.get(0));
            return c.tf().math.add(in.get(0), c.tf().math.add(c.randomUniform(shape), c.randomNormal(shape)));
        });
        DoubleArray factor = LayerCase.draw(new SplittableRandom(1), 2, 3);
        try (GraphRun run = new GraphRun(noise, true)) {
            FloatArray gradient = run.apply(List.of(DoubleArray.zeros(2, 3)))
                    .gradients(Map.of(), List.of(factor))
                    .inputs()
                    .get(0)
                    .get(0);
            assertEquals(factor.floats(), gradient);
        }
    }
}
