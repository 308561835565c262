package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static polyview.data.Refusal.refused;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.experiments.FitOptions;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.NotFiniteException;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;

/** What a training over machines has of one on one machine: callbacks, interrupts, checkpoints, refusals. */
@Tag("training")
class ClusterTrainingTest {

    private static final MachinesHere.Shared PAIRS = MachinesHere.Shared.of(() -> Samples.pairs(26));
    private static final MemoryDataset VALID = Samples.pairs(9);

    @TempDir
    Path folder;

    private static Model net() {
        return Samples.pairNet(7)
                .compile(new Adam(1e-2), Loss.softmaxCrossEntropy(), Metric.accuracy(), Metric.rocAuc());
    }

    private static Fit fit(Averaging averaging) {
        return Fit.untilEpoch(3)
                .batchSize(6)
                .validation(VALID)
                .verbose(false)
                .callbacks(LearningRateSchedule.at(2, 0.05))
                .on(MachinesHere.of(2, averaging));
    }

    /** Saves after each step. */
    private record Saving(Path folder, List<Path> files) implements Callback {
        @Override
        public void onBatchEnd(Run run) {
            Path file = folder.resolve(
                    run.options().cluster().orElseThrow().averaging().localSteps() + "-" + files.size() + ".npz");
            run.engine().saveWeights(file);
            files.add(file);
        }
    }

    @TestFactory
    Stream<DynamicTest> aTrainingGoesOnFromEveryRoundToTheBit() {
        return Stream.of(Averaging.gradients(), Averaging.weights(2)).flatMap(averaging -> {
            var saving = new Saving(folder, new ArrayList<>());
            try (Model whole = net()) {
                History all = whole.fit(PAIRS, fit(averaging).callbacks(saving));
                var state = whole.engine().state();
                return saving.files.stream()
                        .map(file -> dynamicTest(averaging + " " + file.getFileName(), () -> {
                            try (Model resumed = net()) {
                                assertTrue(resumed.resume(file).goesOn());
                                History rest = resumed.fit(PAIRS, fit(averaging));
                                assertEquals(state, resumed.engine().state());
                                for (History.EpochLog log : rest.epochs()) {
                                    assertEquals(
                                            all.epochs().get(log.epoch() - 1).values(), log.values());
                                }
                            }
                        }));
            }
        });
    }

    @Test
    void theMiddleOfAnEpochIsSharedAsItWas() {
        var saving = new Saving(folder, new ArrayList<>());
        try (Model whole = net();
                Model other = net()) {
            whole.fit(PAIRS, fit(Averaging.gradients()).callbacks(saving));
            other.resume(saving.files.get(1));
            refused(
                    "the training stopped in the middle of an epoch over 2 parts that average gradients: go on so, got one over"
                            + " 2 parts that average weights after 3 local steps",
                    () -> other.fit(PAIRS, fit(Averaging.weights(3))));
            refused(
                    "the training stopped in the middle of an epoch over 2 parts that average gradients: go on so, got one on"
                            + " one machine",
                    () -> other.fit(PAIRS, Fit.untilEpoch(3).batchSize(6).verbose(false)));
        }
    }

    @Test
    void anInterruptEndsItAfterTheRound() {
        var rounds = new AtomicInteger();
        var cluster = new MachinesHere(2, Averaging.gradients(), 2, round -> {
            rounds.incrementAndGet();
            if (round == 3) {
                Thread.currentThread().interrupt();
            }
        });
        try (Model model = net()) {
            History history =
                    model.fit(PAIRS, Fit.epochs(5).batchSize(6).verbose(false).on(cluster));
            assertTrue(Thread.interrupted());
            assertEquals(History.Stop.INTERRUPTED, history.stop());
            assertEquals(4, rounds.get());
            assertEquals(4, model.engine().step());
        }
        assertEquals(0, PartWorker.open());
    }

    @Test
    void aNumberThatIsNotFiniteIsToldWithItsSamples() {
        var huge = MachinesHere.Shared.of(() -> {
            float[] x = new float[12];
            x[7] = 3e38f;
            x[2] = 1;
            return new MemoryDataset(List.of(FloatArray.of(x, 12, 1)), List.of(FloatArray.of(new float[12], 12)));
        });
        var x = Input.of("x", 1);
        for (Averaging averaging : List.of(Averaging.gradients(), Averaging.weights(5))) {
            try (Model model =
                    new Model(x, new Dense(1).apply(x)).seed(1).compile(new SGD(0.1), Loss.meanSquaredError())) {
                Fit fit = Fit.epochs(1)
                        .batchSize(averaging.ofGradients() ? 4 : 2)
                        .shuffle(false)
                        .verbose(false);
                var e = assertThrows(
                        DivergedException.class, () -> model.fit(huge, fit.on(MachinesHere.of(2, averaging))));
                assertEquals(List.of(5, 7), e.samples());
                assertTrue(e.getMessage().startsWith("loss is Infinity in epoch 1, step "), e.getMessage());
                assertEquals(NotFiniteException.class, e.getCause().getClass());
            }
        }
    }

    @Test
    void whatAModelRefusesIsRefusedInItsWords() {
        var bad = MachinesHere.Shared.of(() -> {
            float[] x = new float[12];
            x[7] = Float.NaN;
            return new MemoryDataset(List.of(FloatArray.of(x, 12, 1)), List.of(FloatArray.of(new float[12], 12)));
        });
        var x = Input.of("x", 1);
        try (Model model = new Model(x, new Dense(1).apply(x)).compile(new SGD(0.1), Loss.meanSquaredError())) {
            refused(
                    "input x holds NaN in sample 1 of the batch (in part 1, samples [5, 7])",
                    () -> model.fit(
                            bad,
                            Fit.epochs(1)
                                    .batchSize(4)
                                    .shuffle(false)
                                    .verbose(false)
                                    .on(MachinesHere.of(2, Averaging.gradients()))));
        }
    }

    @Test
    void whatCannotBeSharedIsRefusedBeforeTheFirstStep() {
        try (Model model = net()) {
            Fit fit = Fit.epochs(1).verbose(false);
            var three = MachinesHere.of(3, Averaging.gradients());
            refused(
                    "batchSize must be a multiple of the 3 parts that share each batch, got 64",
                    () -> model.fit(PAIRS, fit.batchSize(64).on(three)));
            var many = MachinesHere.of(27, Averaging.weights(1));
            refused(
                    "the data must have a sample for each of the 27 parts, got 26",
                    () -> model.fit(PAIRS, fit.on(many)));
            assertEquals(0, model.engine().step());
        }
        refused("localSteps must be positive, got 0", () -> Averaging.weights(0));
    }

    /** Machines that find other data than the one before: told, not trained on. */
    @Test
    void machinesThatFindOtherDataAreTold() {
        var found = new AtomicInteger();
        MachinesHere.Shared changing = new MachinesHere.Shared(Samples.pairs(26), new Shrinking(found));
        var cluster = new MachinesHere(2, Averaging.gradients(), 1, round -> {
            if (round == 4) {
                PartWorker.forgetAll();
            }
        });
        SHRINKING.set(0);
        try (Model model = net()) {
            var e = assertThrows(
                    IllegalStateException.class,
                    () -> model.fit(
                            changing,
                            Fit.epochs(1)
                                    .batchSize(6)
                                    .shuffle(false)
                                    .verbose(false)
                                    .on(cluster)));
            assertEquals(
                    "the training has seen 24 samples of epoch 1, and the parts 20: all machines must find the same data",
                    e.getMessage());
        }
    }

    private static final AtomicInteger SHRINKING = new AtomicInteger();

    private record Shrinking(int none) implements MachinesHere.Shared.Made {
        Shrinking(AtomicInteger ignored) {
            this(ignored.get());
        }

        @Override
        public polyview.data.Dataset make() {
            return Samples.pairs(SHRINKING.getAndIncrement() == 0 ? 26 : 20);
        }
    }

    @Test
    void aFileThatIsNotThereIsThrown() {
        MachinesHere.Shared missing = new MachinesHere.Shared(Samples.pairs(26), new Missing());
        try (Model model = net()) {
            var e = assertThrows(IllegalStateException.class, () -> model.fit(missing, fit(Averaging.gradients())));
            assertTrue(e.toString().contains("there is no file pairs.csv here"), e.toString());
        }
        assertEquals(0, PartWorker.open());
    }

    private record Missing() implements MachinesHere.Shared.Made {
        @Override
        public polyview.data.Dataset make() {
            throw new UncheckedIOException(new java.io.IOException("there is no file pairs.csv here"));
        }
    }

    @Test
    void onlyAFewTrainingsAreKept() {
        try (Model model = net()) {
            var tasks = new ArrayList<PartTask>();
            Fit fit = Fit.epochs(1).batchSize(6);
            for (int i = 0; i < 4; i++) {
                Cluster cluster = MachinesHere.of(2, Averaging.gradients());
                tasks.add(PartTask.of(model.engine(), fit, cluster, PAIRS));
                tasks.get(i).run(1, new PartRequest(0, 0, model.engine().state()).bytes());
            }
            assertEquals(PartWorker.TRAININGS, PartWorker.open());
            assertFalse(tasks.get(0).training().equals(tasks.get(1).training()));
            tasks.forEach(task -> PartTask.forget(task.training()));
            assertEquals(0, PartWorker.open());
        }
    }

    @Test
    void anExperimentSpreadsItsRunsAndNotARun() {
        refused(
                "an experiment trains each run on one machine, and may spread the runs over several by its runner: leave out"
                        + " on(...)",
                () -> FitOptions.of(fit(Averaging.gradients())));
    }

    @Test
    void theHistoryTellsHowItWasShared() {
        try (Model model = net()) {
            History history = model.fit(PAIRS, fit(Averaging.weights(4)));
            assertEquals(
                    "2 parts, weights averaged after 4 local steps",
                    history.provenance().get("cluster"));
        }
    }
}
