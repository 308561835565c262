package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/** What training steps do to the moving averages, against Keras' formula: moving = momentum moving + (1 - momentum) batch. */
@Tag("layers")
class BatchNormalizationStepsTest {

    private static final String MEAN = "batch_normalization/movingMean";
    private static final String VARIANCE = "batch_normalization/movingVariance";

    private final SplittableRandom random = new SplittableRandom(5);
    private final Closeness closeness = new Closeness();

    private DoubleArray batch(int... shape) {
        // Not around 0 and not of variance 1, where the averages begin.
        return LayerCase.draw(random, shape).map(x -> (float) (3 * x + 2));
    }

    /** Two moving averages of Keras, for two channels. */
    private static final class Expected {
        private DoubleArray mean = DoubleArray.zeros(2);
        private DoubleArray variance = DoubleArray.zeros(2).map(x -> 1);

        void see(DoubleArray batch, double momentum) {
            mean = follow(mean, BatchNormalizationTest.mean(batch), momentum);
            variance = follow(variance, BatchNormalizationTest.variance(batch), momentum);
        }

        private static DoubleArray follow(DoubleArray old, DoubleArray batch, double momentum) {
            return DoubleArray.generate(old.shape(), at -> momentum * old.get(at) + (1 - momentum) * batch.get(at));
        }
    }

    private void check(Expected expected, Map<String, FloatArray> weights) {
        closeness.check("moving mean", expected.mean, weights.get(MEAN), Closeness.VALUES);
        closeness.check("moving variance", expected.variance, weights.get(VARIANCE), Closeness.VALUES);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.6, 0.99})
    void followTheBatchesOverThreeSteps(double momentum) {
        for (int[] shape : new int[][] {{5, 2}, {4, 3, 2}, {2, 3, 4, 2}}) {
            Expected expected = new Expected();
            DoubleArray first = batch(shape);
            try (MovingAverages model =
                    new MovingAverages(new BatchNormalization().momentum(momentum), first.floats())) {
                check(expected, model.weights());
                for (int step = 0; step < 3; step++) {
                    DoubleArray batch = batch(shape);
                    model.step(batch.floats());
                    expected.see(batch, momentum);
                    check(expected, model.weights());
                }
            }
        }
    }

    /** The momentum of Keras where none is set. */
    @Test
    void momentumIs099ByDefault() {
        DoubleArray batch = batch(6, 2);
        Expected expected = new Expected();
        expected.see(batch, 0.99);
        try (MovingAverages model = new MovingAverages(new BatchNormalization(), batch.floats())) {
            model.step(batch.floats());
            check(expected, model.weights());
        }
    }

    /** One layer on two inputs: in each step the averages see one batch after the other. */
    @Test
    void aSharedLayerSeesBothBatchesInTurn() {
        Expected expected = new Expected();
        DoubleArray left = batch(3, 2);
        DoubleArray right = batch(3, 2).map(x -> 5 - x);
        try (MovingAverages model =
                new MovingAverages(new BatchNormalization().momentum(0.6), left.floats(), right.floats())) {
            for (int step = 0; step < 3; step++) {
                model.step(left.floats(), right.floats());
                expected.see(left, 0.6);
                expected.see(right, 0.6);
                check(expected, model.weights());
            }
        }
    }

    /** A batch of one value for each channel: its mean is the value, its variance 0, the output beta. */
    @Test
    void aBatchOfOneValue() {
        DoubleArray one = batch(1, 2);
        Expected expected = new Expected();
        expected.see(one, 0.5);
        try (MovingAverages model = new MovingAverages(new BatchNormalization().momentum(0.5), one.floats())) {
            FloatArray seen = model.step(one.floats()).get(0);
            closeness.check("output", DoubleArray.zeros(1, 2), seen, Closeness.VALUES);
            check(expected, model.weights());
        }
    }

    /** After training, inference depends on the averages and not on the other samples of the batch. */
    @Test
    void inferenceUsesTheAverages() {
        DoubleArray batch = batch(6, 2);
        try (MovingAverages model = new MovingAverages(new BatchNormalization().momentum(0.5), batch.floats())) {
            model.step(batch.floats());
            Map<String, FloatArray> w = model.weights();
            FloatArray gamma = w.get("batch_normalization/gamma");
            FloatArray beta = w.get("batch_normalization/beta");
            DoubleArray expected = DoubleArray.generate(
                    batch.shape(),
                    at -> gamma.get(at[1])
                                    * (batch.get(at) - w.get(MEAN).get(at[1]))
                                    / Math.sqrt(w.get(VARIANCE).get(at[1]) + 1e-3)
                            + beta.get(at[1]));
            FloatArray all = model.predict(batch.floats()).get(0);
            closeness.check("prediction", expected, all, Closeness.VALUES);
            FloatArray alone = model.predict(batch.floats().rows(3)).get(0);
            assertEquals(all.rows(3), alone);
            assertEquals(w, model.weights(), "prediction changes nothing");
        }
    }

    /** A fixed layer is in inference mode in training too, and keeps its averages. */
    @Test
    void aFixedLayerKeepsItsAverages() {
        requireStill(new BatchNormalization().trainable(false));
    }

    /** The same inside a fixed layer of your own. */
    @Test
    void aPartOfAFixedLayerKeepsItsAverages() {
        requireStill(
                new Layer() {
                    private final BatchNormalization part = new BatchNormalization();

                    @Override
                    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
                        return c.apply(part, x);
                    }
                }.trainable(false));
    }

    private void requireStill(Layer layer) {
        DoubleArray batch = batch(6, 2);
        try (MovingAverages model = new MovingAverages(layer, batch.floats())) {
            Map<String, FloatArray> before = model.weights();
            FloatArray predicted = model.predict(batch.floats()).get(0);
            for (int step = 0; step < 2; step++) {
                assertEquals(predicted, model.step(batch.floats()).get(0));
            }
            assertEquals(before, model.weights());
        }
        assertNotEquals(Map.of(), WeightPaths.of(layer));
    }
}
