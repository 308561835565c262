package polyview.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.models.Engine;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.training.Callback;
import polyview.training.Fit;
import polyview.training.History;

/** The moving average of the weights, and what is done with it. */
@Tag("training")
class MovingAverageTest {

    private static final MemoryDataset ROWS = Samples.rows(40, 3, 2);

    private static Model net(Optimizer optimizer) {
        return Samples.denseNet(3, 2).compile(optimizer, Loss.softmaxCrossEntropy());
    }

    private static void descend(Model model, float by) {
        model.engine()
                .apply(
                        Map.of(
                                "dense/kernel",
                                        FloatArray.zeros(model.weights()
                                                .get("dense/kernel")
                                                .shape()),
                                "dense/bias", FloatArray.of(new float[] {by, -by}, 2)),
                        Map.of());
    }

    private static float average(Model model) {
        return model.engine().averages().get("dense/bias").get(0);
    }

    /** Weights 8, 4, 0 with momentum 0.75: 8, then 0.75 * 8 + 0.25 * 4 = 7, then 0.75 * 7 = 5.25. */
    @Test
    void itBeginsAsTheWeightsAfterTheFirstStep() {
        try (var model = net(new SGD(1).useEma(0.75))) {
            descend(model, -8);
            assertEquals(8, average(model));
            descend(model, 4);
            assertEquals(7, average(model));
            descend(model, 4);
            assertEquals(5.25f, average(model));
            assertEquals(0, model.weights().get("dense/bias").get(0));
        }
    }

    /** As in Keras it follows each batch, and begins anew until the first update is done. */
    @Test
    void withAccumulationItFollowsEveryBatch() {
        try (var model = net(new SGD(1).accumulate(2).useEma(0.5))) {
            float[] gradients = {-8, -8, 8, 8};
            float[] averages = {0, 8, 8, 4};
            for (int i = 0; i < 4; i++) {
                descend(model, gradients[i]);
                assertEquals(averages[i], average(model), "after " + (i + 1));
            }
        }
    }

    @Test
    void trainingDoesNotSeeIt() {
        Fit two = Fit.epochs(2).batchSize(8).verbose(false);
        try (var with = net(new Adam(0.1).useEma());
                var without = net(new Adam(0.1))) {
            with.fit(ROWS, two);
            without.fit(ROWS, two);
            assertEquals(without.weights(), with.weights());
            assertNotEquals(with.weights(), with.engine().averages());
        }
    }

    @Test
    void withItsValuesAModelEvaluatesPredictsAndIsSaved(@TempDir Path folder) {
        Path file = folder.resolve("averaged.zip");
        try (var model = net(new Adam(0.1).useEma(0.9));
                var averaged = net(new SGD())) {
            model.fit(ROWS, Fit.epochs(3).batchSize(8).verbose(false));
            Engine engine = model.engine();
            averaged.setWeights(engine.averages());
            Map<String, FloatArray> before = model.weights();
            assertNotEquals(averaged.predict(ROWS), model.predict(ROWS));
            assertEquals(averaged.predict(ROWS), engine.withAverages(() -> model.predict(ROWS)));
            assertEquals(
                    averaged.evaluate(ROWS).get("loss"),
                    engine.withAverages(() -> model.evaluate(ROWS)).get("loss"));
            engine.withAverages(() -> {
                model.save(file);
                return file;
            });
            try (var loaded = Engine.load(file)) {
                assertEquals(averaged.predict(ROWS), loaded.predict(ROWS, 32).get(0));
            }
            assertEquals(before, model.weights());
        }
    }

    /** Evaluated in a callback, it leaves the training as it is. */
    @Test
    void aCallbackMayUseItBetweenEpochs() {
        record Evaluating() implements Callback {
            @Override
            public void onEpochEnd(Run run, History.EpochLog log) {
                assertTrue(Double.isFinite(run.engine()
                        .withAverages(() -> run.engine().evaluate(ROWS, 8))
                        .get("loss")));
            }
        }
        Fit three = Fit.epochs(3).batchSize(8).verbose(false);
        try (var with = net(new Adam(0.1).useEma());
                var without = net(new Adam(0.1).useEma())) {
            with.fit(ROWS, three.callbacks(new Evaluating()));
            without.fit(ROWS, Fit.epochs(3).batchSize(8).verbose(false));
            assertEquals(without.weights(), with.weights());
            assertEquals(without.engine().averages(), with.engine().averages());
        }
    }

    @Test
    void theWeightsComeBackAfterAnError() {
        try (var model = net(new Adam(0.1).useEma(0.5))) {
            descend(model, 1);
            descend(model, 1);
            Map<String, FloatArray> before = model.weights();
            assertThrows(
                    UnsupportedOperationException.class, () -> model.engine().withAverages(() -> {
                        throw new UnsupportedOperationException();
                    }));
            assertEquals(before, model.weights());
            assertEquals(
                    "withAverages is for evaluation, prediction and saving, and 1 training steps were done in it: the weights"
                            + " are put back",
                    assertThrows(IllegalStateException.class, () -> model.engine()
                                    .withAverages(() -> {
                                        descend(model, 1);
                                        return List.of();
                                    }))
                            .getMessage());
            assertEquals(before, model.weights());
        }
    }

    @Test
    void whereThereIsNoneThatIsSaid() {
        try (var none = net(new Adam());
                var unborn = net(new Adam().useEma())) {
            assertEquals(
                    "the optimizer keeps no moving average of the weights: compile with one, as new Adam().useEma()",
                    assertThrows(IllegalStateException.class, () -> none.engine()
                                    .averages())
                            .getMessage());
            assertEquals(
                    "the moving average of the weights begins with the first step of training",
                    assertThrows(IllegalStateException.class, () -> unborn.engine()
                                    .withAverages(unborn::weights))
                            .getMessage());
        }
    }
}
