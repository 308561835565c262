package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** In which order callbacks are called, and with what: as {@link Callback} says it. */
@Tag("training")
class CallbackOrderTest {

    private static final MemoryDataset ROWS = Samples.rows(10, 3, 2);

    @TempDir
    private Path folder;

    /** The calls of all callbacks, as {@code name.hook}. */
    private final List<String> calls = new ArrayList<>();

    private static Model net() {
        return Samples.denseNet(3, 2).compile(new SGD(0.1), Loss.softmaxCrossEntropy());
    }

    /** Two steps an epoch. */
    private static Fit fit(int epochs, Callback... callbacks) {
        return Fit.epochs(epochs).batchSize(5).verbose(false).callbacks(callbacks);
    }

    private void train(Callback... callbacks) {
        try (var model = net()) {
            model.fit(ROWS, fit(1, callbacks).validation(ROWS));
        }
    }

    @Test
    void theHooksFollowEachOther() {
        try (var model = net()) {
            model.fit(ROWS, fit(2, new Noting(calls, "a", false)).validation(ROWS));
        }
        List<String> epoch = List.of(
                "a.epochBegin",
                "a.batchBegin",
                "a.batchEnd",
                "a.batchBegin",
                "a.batchEnd",
                "a.validationBegin",
                "a.validationEnd",
                "a.epochEnd");
        List<String> expected = new ArrayList<>(List.of("a.trainBegin"));
        expected.addAll(epoch);
        expected.addAll(epoch);
        expected.add("a.trainEnd");
        assertEquals(expected, calls);
    }

    @Test
    void withoutValidationItsHooksAreNotCalled() {
        try (var model = net()) {
            model.fit(ROWS, fit(1, new Noting(calls, "a", false)));
        }
        assertTrue(calls.stream().noneMatch(call -> call.contains("validation")), calls.toString());
        assertEquals(8, calls.size());
    }

    /** Those that keep something first, each group as it was given, and checkpoints after all of them. */
    @Test
    void theGroupsAreCalledInTheirOrderInEveryHook() {
        Checkpoints checkpoints = Checkpoints.in(folder).everySteps(1);
        List<Integer> files = new ArrayList<>();
        Callback looking = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                files.add(checkpoints.files().size());
            }
        };
        train(
                checkpoints,
                new Noting(calls, "a", false),
                new Noting(calls, "B", true),
                new Noting(calls, "c", false),
                new Noting(calls, "D", true),
                looking);
        for (int i = 0; i < calls.size(); i++) {
            String hook = calls.get(i).split("\\.")[1];
            assertEquals(List.of("B", "D", "a", "c").get(i % 4) + "." + hook, calls.get(i));
        }
        assertEquals(4 * 10, calls.size());
        // The file of a step comes after the last callback of this step.
        assertEquals(List.of(0, 1), files);
    }

    /** What the hooks are told in the second epoch of three. */
    @Test
    void theRunTellsWhereItStands() {
        List<String> told = new ArrayList<>();
        double[] losses = new double[2];
        Callback looking = new Callback() {
            private void tell(String hook, Run run) {
                if (run.epoch() == 2 || hook.startsWith("train")) {
                    told.add(hook + " epoch " + run.epoch() + "/" + run.lastEpoch() + " step " + run.step() + " "
                            + run.stepsInEpoch() + " samples " + run.samplesDone() + "/" + run.samples() + " "
                            + (Double.isNaN(run.loss()) ? "NaN" : "loss"));
                }
            }

            @Override
            public void onTrainBegin(Run run) {
                tell("trainBegin", run);
                assertEquals(List.of("loss"), List.copyOf(run.values().keySet()));
                assertTrue(Double.isNaN(run.values().get("loss")));
            }

            @Override
            public void onEpochBegin(Run run) {
                tell("epochBegin", run);
            }

            @Override
            public void onBatchBegin(Run run) {
                tell("batchBegin", run);
            }

            @Override
            public void onBatchEnd(Run run) {
                tell("batchEnd", run);
                losses[(int) run.stepsInEpoch() - 1] = run.loss();
            }

            @Override
            public void onValidationBegin(Run run) {
                tell("validationBegin", run);
            }

            @Override
            public void onValidationEnd(Run run, Map<String, Double> values) {
                tell("validationEnd", run);
                assertEquals(List.of("loss"), List.copyOf(values.keySet()));
                assertThrows(UnsupportedOperationException.class, values::clear);
            }

            @Override
            public void onEpochEnd(Run run, History.EpochLog log) {
                tell("epochEnd", run);
                assertEquals(run.epoch(), log.epoch());
                // Both steps have five samples.
                assertEquals((losses[0] + losses[1]) / 2, log.get("loss"), 1e-7);
            }

            @Override
            public void onTrainEnd(Run run, History history) {
                tell("trainEnd", run);
                assertEquals(History.Stop.DONE, history.stop());
                assertEquals(3, history.epochs().size());
            }
        };
        try (var model = net()) {
            model.fit(ROWS, fit(3, looking).validation(ROWS));
        }
        assertEquals(
                List.of(
                        "trainBegin epoch 0/3 step 0 0 samples 0/10 NaN",
                        "epochBegin epoch 2/3 step 2 0 samples 0/10 loss",
                        "batchBegin epoch 2/3 step 2 0 samples 0/10 loss",
                        "batchEnd epoch 2/3 step 3 1 samples 5/10 loss",
                        "batchBegin epoch 2/3 step 3 1 samples 5/10 loss",
                        "batchEnd epoch 2/3 step 4 2 samples 10/10 loss",
                        "validationBegin epoch 2/3 step 4 2 samples 10/10 loss",
                        "validationEnd epoch 2/3 step 4 2 samples 10/10 loss",
                        "epochEnd epoch 2/3 step 4 0 samples 10/10 loss",
                        "trainEnd epoch 3/3 step 6 0 samples 10/10 loss"),
                told);
    }

    /** From the end of a step it ends after this step, from any other hook after the epoch, whose validation is done. */
    @Test
    void aStopEndsTheStepAndAllHearOfItsEnd() {
        Callback stopping = new Noting(calls, "a", false, Callback.Run::stop);
        try (var model = net()) {
            History history = model.fit(
                    ROWS, fit(3, stopping, new Noting(calls, "b", false)).validation(ROWS));
            assertEquals(History.Stop.CALLBACK, history.stop());
            assertEquals(0, history.epochs().size());
        }
        assertEquals(
                List.of(
                        "a.trainBegin",
                        "b.trainBegin",
                        "a.epochBegin",
                        "b.epochBegin",
                        "a.batchBegin",
                        "b.batchBegin",
                        "a.batchEnd",
                        "b.batchEnd",
                        "a.trainEnd",
                        "b.trainEnd"),
                calls);
    }
}
