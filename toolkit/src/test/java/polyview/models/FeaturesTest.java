package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.data.Refusal.refused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.layers.AbsoluteDifference;
import polyview.layers.Activation;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/** What the layers of a model give, by their names. */
@Tag("models")
class FeaturesTest {

    @Test
    void theLastLayerGivesWhatTheModelPredicts() {
        try (var model = Samples.pairNet(3)) {
            FloatArray left = Samples.uniform(1, 5, 6, 6, 1);
            FloatArray right = Samples.uniform(2, 5, 6, 6, 1);
            assertEquals(model.predict(left, right), model.features("dense", left, right));
            assertEquals(
                    Shape.of(5, 4, 4, 4),
                    model.features("dual_conv2d", left, right).shape());
            // As in prediction: dropout drops nothing.
            assertEquals(model.features("conv2d", left, right), model.features("dropout", left, right));
            // A part alone, which sees one of the two images.
            assertEquals(
                    model.features("dual_conv2d/first", left, right), model.features("dual_conv2d/first", left, left));
            assertNotEquals(
                    model.features("dual_conv2d/second", left, right),
                    model.features("dual_conv2d/second", left, left));
        }
    }

    @Test
    void weightsAreThoseOfTheMoment() {
        try (var model = Samples.denseNet(2, 1)) {
            FloatArray one = FloatArray.of(new float[] {1, 1}, 1, 2);
            model.setWeights(Map.of("dense/kernel", FloatArray.of(new float[] {3, 4}, 2, 1)));
            assertEquals(7, model.features("dense", one).get(0, 0));
            model.setWeights(Map.of("dense/kernel", FloatArray.of(new float[] {5, 6}, 2, 1)));
            assertEquals(11, model.features("dense", one).get(0, 0));
        }
    }

    @Test
    void theGateOfATrainedAttentionTellsTheSharesOfTheFirstImage() {
        var left = Input.image("left", 6, 6, 1);
        var right = Input.image("right", 6, 6, 1);
        var x = new DualConv2D(3, 3).fusion(Fusion.attention()).apply(left, right);
        x = new GlobalAveragePooling2D().apply(x);
        try (var model = new Model(List.of(left, right), new Dense(2).apply(x)).seed(5)) {
            model.compile(new Adam(0.01), Loss.softmaxCrossEntropy());
            model.fit(Samples.pairs(8), Fit.epochs(2).verbose(false));
            FloatArray a = Samples.uniform(1, 2, 6, 6, 1);
            FloatArray b = Samples.uniform(2, 2, 6, 6, 1);
            FloatArray gate = model.features("dual_conv2d/attention/gate", a, b);
            FloatArray first = model.features("dual_conv2d/first", a, b);
            FloatArray second = model.features("dual_conv2d/second", a, b);
            FloatArray fused = model.features("dual_conv2d", a, b);
            assertEquals(Shape.of(2, 4, 4, 3), gate.shape());
            for (int i = 0; i < gate.values().length; i++) {
                float share = gate.values()[i];
                assertEquals(
                        share * first.values()[i] + (1 - share) * second.values()[i],
                        fused.values()[i],
                        1e-6,
                        "at " + i);
            }
        }
    }

    @Test
    void aLayerThatIsAppliedTwiceGivesBoth() {
        var left = Input.of("left", 2);
        var right = Input.of("right", 2);
        var shared = new Dense(1).useBias(false).activation(Activation.RELU).name("shared");
        var x = new AbsoluteDifference().apply(shared.apply(left), shared.apply(right));
        try (var model = new Model(List.of(left, right), x).seed(1)) {
            model.setWeights(Map.of("shared/kernel", FloatArray.of(new float[] {1, 10}, 2, 1)));
            FloatArray a = FloatArray.of(new float[] {1, 2}, 1, 2);
            FloatArray b = FloatArray.of(new float[] {3, 4}, 1, 2);
            assertEquals(
                    List.of(FloatArray.of(new float[] {21}, 1, 1), FloatArray.of(new float[] {43}, 1, 1)),
                    model.featuresAll("shared", a, b));
            refused(
                    "layer shared is applied 2 times: use featuresAll to get them all",
                    () -> model.features("shared", a, b));
        }
    }

    @Test
    void refusals() {
        var model = Samples.denseNet(2, 1);
        refused(
                "no layer named edges; there are [dense]",
                () -> model.features("edges", FloatArray.zeros(Shape.of(1, 2))));
        refused("the model has 1 input [x], the data has 0", () -> model.features("dense"));
        refused(
                "input x must have shape (N, 2), got (1, 3)",
                () -> model.features("dense", FloatArray.zeros(Shape.of(1, 3))));
        model.close();
        assertEquals(
                "the model is closed",
                assertThrows(IllegalStateException.class, () -> model.features("dense"))
                        .getMessage());
    }
}
