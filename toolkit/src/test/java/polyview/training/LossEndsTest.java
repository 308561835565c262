package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** A softmax or sigmoid at the end of a model trains as its logits do, and is exact where it underflows. */
@Tag("training")
class LossEndsTest {

    private static final Batch ROWS = Samples.rows(6, 3, 2).all();

    private static Dense dense(int units) {
        return new Dense(units).name("dense");
    }

    private static void sameTraining(
            SymbolicTensor x, SymbolicTensor logits, SymbolicTensor ended, Loss loss, Batch batch) {
        try (var raw = new Model(x, logits).seed(1).compile(new SGD(0.5), loss, Metric.accuracy());
                var model = new Model(x, ended).seed(1).compile(new SGD(0.5), loss, Metric.accuracy())) {
            Map<String, FloatArray> weights = raw.weights();
            weights.replaceAll((path, value) ->
                    Samples.uniform(path.length(), value.shape().asArray()));
            raw.setWeights(weights);
            model.setWeights(weights);
            for (int i = 0; i < 3; i++) {
                assertEquals(raw.engine().testOnBatch(batch), model.engine().testOnBatch(batch));
                assertEquals(raw.engine().trainOnBatch(batch), model.engine().trainOnBatch(batch));
            }
            assertEquals(raw.weights(), model.weights());
        }
    }

    @Test
    void softmax() {
        var x = Input.of("x", 3);
        var option = dense(2).activation(Activation.SOFTMAX).apply(x);
        var layer = new Activation(Activation.SOFTMAX).apply(dense(2).apply(x));
        var logits = dense(2).apply(x);
        sameTraining(x, logits, option, Loss.softmaxCrossEntropy(), ROWS);
        sameTraining(x, logits, layer, Loss.softmaxCrossEntropy(), ROWS);
    }

    @Test
    void softmaxOfEachPixel() {
        var x = Input.image("x", 3, 3, 2);
        var batch = new Batch(List.of(Samples.uniform(1, 2, 3, 3, 2)), List.of(Samples.labels(2, 4, 2, 3, 3)));
        sameTraining(
                x,
                new Conv2D(4, 1).name("conv").apply(x),
                new Conv2D(4, 1).name("conv").activation(Activation.SOFTMAX).apply(x),
                Loss.softmaxCrossEntropy(),
                batch);
    }

    @Test
    void sigmoid() {
        var x = Input.of("x", 3);
        sameTraining(
                x,
                dense(1).apply(x),
                dense(1).activation(Activation.SIGMOID).apply(x),
                Loss.binaryCrossEntropy(),
                ROWS);
    }

    @Test
    void predictionsAreProbabilitiesAll() {
        var x = Input.of("x", 3);
        try (var model = new Model(x, dense(2).activation(Activation.SOFTMAX).apply(x)).seed(1)) {
            model.compile(new SGD(), Loss.softmaxCrossEntropy());
            FloatArray p = model.predict(ROWS.inputs().get(0));
            for (int n = 0; n < 6; n++) {
                assertEquals(1, p.get(n, 0) + p.get(n, 1), 1e-6);
            }
        }
    }

    @Test
    void whereTheSoftmaxUnderflowsTheLossIsExact() {
        var x = Input.of("x", 2);
        var y = new Activation(Activation.SOFTMAX).apply(x);
        try (var model = new Model(x, y).seed(1).compile(new SGD(), Loss.softmaxCrossEntropy())) {
            Engine engine = model.engine();
            FloatArray far = FloatArray.of(new float[] {0, 5000}, 1, 2);
            assertEquals(0, model.predict(far).get(0, 0));
            assertEquals(
                    5000,
                    engine.testOnBatch(new Batch(List.of(far), List.of(FloatArray.of(new float[] {0}, 1))))
                            .loss());
        }
    }

    @Test
    void anotherEndIsLeftAlone() {
        // Softmax is not looked through for the mean squared error: it compares probabilities.
        var x = Input.of("x", 2);
        var y = new Activation(Activation.SOFTMAX).apply(x);
        try (var model = new Model(x, y).seed(1).compile(new SGD(), Loss.meanSquaredError())) {
            FloatArray zeros = FloatArray.of(new float[] {3, 3}, 1, 2);
            FloatArray half = FloatArray.of(new float[] {0.5f, 0.5f}, 1, 2);
            assertEquals(
                    0,
                    model.engine()
                            .testOnBatch(new Batch(List.of(zeros), List.of(half)))
                            .loss());
        }
    }
}
