package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Build;
import polyview.layers.Call;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.layers.Layer;
import polyview.layers.Weight;
import polyview.losses.Loss;
import polyview.ops.GradientFunction;
import polyview.optimizers.SGD;

/** Training follows the gradient that the user wrote. */
@Tag("models")
class GradientFunctionTrainingTest {

    private static final GradientFunction SIGN = GradientFunction.of((tf, x) -> tf.math.sign(x), (tf, x, y, dy) -> dy)
            .name("sign");

    /** {@code y = x w} with a gradient for w of which every element is multiplied by a factor. */
    static final class Scaled extends Layer {
        private final GradientFunction product;
        private Weight w;

        Scaled(float... factors) {
            this.product = GradientFunction.of(
                    (tf, x, w) -> tf.math.mul(x, w),
                    (tf, x, w, y, dy) -> List.of(
                            tf.math.mul(dy, w),
                            tf.math.mul(tf.array(factors), tf.reduceSum(tf.math.mul(dy, x), tf.array(0)))));
        }

        @Override
        protected void build(Build b, Shape input) {
            w = b.weight("w", input.tail(), Initializer.ones());
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return product.apply(c.tf(), x, c.value(w));
        }
    }

    private static Model perceptron() {
        var x = Input.of("x", 2);
        var y = new Dense(1).name("dense").activation(SIGN::apply).apply(x);
        return new Model(x, y).seed(4).compile(new SGD(0.125), Loss.meanSquaredError());
    }

    /** Rows on two sides of the line x1 = x2 + 0.1, and the side, -1 or 1. */
    private static Batch sides() {
        FloatArray rows = Samples.uniform(8, 64, 2);
        float[] sides = new float[64];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = rows.values()[2 * i] - rows.values()[2 * i + 1] > 0.1 ? 1 : -1;
        }
        return new Batch(List.of(rows), List.of(FloatArray.of(sides, 64)));
    }

    /** y = sign(0.5 * 2) = 1, the target 3, so dy = 2 (1 - 3) = -4, dw = -8 and db = -4, with a rate of 1/8. */
    @Test
    void oneStepStraightThroughASign() {
        var x = Input.of("x", 1);
        var y = new Dense(1).name("dense").activation(SIGN::apply).apply(x);
        try (var model = new Model(x, y).compile(new SGD(0.125), Loss.meanSquaredError())) {
            model.setWeights(Map.of(
                    "dense/kernel", FloatArray.of(new float[] {0.5f}, 1, 1),
                    "dense/bias", FloatArray.of(new float[] {0}, 1)));
            FloatArray two = FloatArray.of(new float[] {2}, 1, 1);
            FloatArray three = FloatArray.of(new float[] {3}, 1);
            assertEquals(
                    4,
                    model.engine()
                            .trainOnBatch(new Batch(List.of(two), List.of(three)))
                            .loss());
            assertEquals(
                    FloatArray.of(new float[] {1.5f}, 1, 1), model.weights().get("dense/kernel"));
            assertEquals(FloatArray.of(new float[] {0.5f}, 1), model.weights().get("dense/bias"));
        }
    }

    /** y = (1, 2), targets (0, 0): dy = (1, 2), the sum of dy x is 5, ten times that is 50; the rate is 1/64. */
    @Test
    void oneStepOfAWeightInsideALayer() {
        var x = Input.of("x", 1);
        try (var model = new Model(x, new Scaled(10).apply(x)).compile(new SGD(1.0 / 64), Loss.meanSquaredError())) {
            FloatArray rows = FloatArray.of(new float[] {1, 2}, 2, 1);
            FloatArray zeros = FloatArray.of(new float[] {0, 0}, 2);
            assertEquals(
                    2.5,
                    model.engine()
                            .trainOnBatch(new Batch(List.of(rows), List.of(zeros)))
                            .loss());
            assertEquals(
                    FloatArray.of(new float[] {1 - 50f / 64}, 1),
                    model.weights().get("scaled/w"));
        }
    }

    /** The true gradient of a sign is zero; the one that passes through makes the rule of the perceptron, which separates. */
    @Test
    void aModelLearns() {
        try (var model = perceptron()) {
            Batch batch = sides();
            assertTrue(model.engine().testOnBatch(batch).loss() > 0.5);
            for (int i = 0; i < 500; i++) {
                model.engine().trainOnBatch(batch);
            }
            assertEquals(0, model.engine().testOnBatch(batch).loss());
        }
    }

    /** A program needs neither the function nor the adapter, and trains to the same bits. */
    @Test
    void aProgramFromBytes() throws InvalidProtocolBufferException {
        try (var model = perceptron()) {
            Program p = model.engine().program();
            byte[] bytes = GraphDef.parseFrom(p.graphDef()).toByteArray();
            var read = new Program(
                    bytes,
                    p.inputs(),
                    p.outputs(),
                    p.variables(),
                    p.initialise(),
                    p.seed(),
                    p.step(),
                    p.precision(),
                    p.training());
            try (var engine = new Engine(read, 4)) {
                var before = engine.weights();
                assertEquals(model.engine().weights(), before);
                for (int i = 0; i < 5; i++) {
                    assertEquals(model.engine().trainOnBatch(sides()), engine.trainOnBatch(sides()));
                }
                assertNotEquals(before, engine.weights());
                assertEquals(model.engine().weights(), engine.weights());
            }
        }
    }

    /** A mistake is told in the cell that applies the layer, before any model is compiled. */
    @Test
    void aMistakeIsToldAtTheApplication() {
        GradientFunction clipped = GradientFunction.of(
                        (tf, x) -> tf.clipByValue(x, tf.constant(-1f), tf.constant(1f)),
                        (tf, x, y, dy) -> tf.math.mean(dy, tf.array(1)))
                .name("clipped");
        var layer = new Dense(3).activation(clipped::apply);
        assertEquals(
                "gradient 0 of clipped must have shape (N, 3), got (N)",
                assertThrows(IllegalArgumentException.class, () -> layer.apply(Input.of("x", 2)))
                        .getMessage());
    }
}
