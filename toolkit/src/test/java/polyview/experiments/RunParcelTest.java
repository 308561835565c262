package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.base.OneDnn;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.layers.Fusion;
import polyview.metrics.Metric;
import polyview.models.Model;
import polyview.training.ChildJvm;
import polyview.training.EarlyStopping;
import polyview.training.Fit;

/** Runs that are sent to another process have the results that they have here. */
@Tag("experiments")
class RunParcelTest {

    @TempDir
    Path folder;

    private static Experiment experiment() {
        return Experiment.named("fusion")
                .variant("concat", () -> MadeExperiment.pairs(Fusion.concat()))
                .variant("multiply", () -> MadeExperiment.pairs(Fusion.multiply()))
                .seeds(2)
                .fit(Fit.epochs(3)
                        .batchSize(16)
                        .callbacks(EarlyStopping.on("val_loss").patience(1).restoreBestWeights(true)))
                .data(MadeExperiment.made(48, 1), MadeExperiment.made(16, 2), MadeExperiment.made(64, 3))
                .measure("again", MadeExperiment.made(20, 4), Metric.accuracy())
                .verbose(false);
    }

    /** All but times, to the last bit. */
    static List<Map<String, String>> bits(Results results) {
        return results.done().stream().map(RunParcelTest::timeless).toList();
    }

    @Test
    void anotherProcessGivesTheSameBits() {
        Results here = experiment().run();
        ChildRunner child = new ChildRunner(folder);
        Results there = experiment().run(child);
        assertTrue(there.complete());
        assertEquals(4, here.done().size());
        assertEquals(bits(here), bits(there));
        assertEquals(
                4,
                child.lines().stream()
                        .filter(line -> line.startsWith("data MadePairs["))
                        .count(),
                () -> "each data set is sent once, as its specification: " + child.lines());
        assertTrue(child.lines().contains("run 4/4 multiply seed 2 in the child: epoch 1/3"), child.lines()::toString);
    }

    /** The results of the runs of an experiment by way of their bytes, in this process. */
    private static List<RunResult> byBytes(Experiment experiment) {
        List<RunResult> results = new ArrayList<>();
        experiment.run((tasks, report) -> {
            for (RunTask task : tasks) {
                RunParcel parcel = RunParcel.of(task);
                RunParcel there = sent(parcel);
                Map<String, Dataset> data = new HashMap<>();
                parcel.data().forEach(one -> data.put(one.id(), sent(one).make()));
                assertEquals(data.keySet(), Set.copyOf(there.dataIds()));
                results.add(there.run(data::get).orElseThrow());
            }
        });
        return results;
    }

    @SuppressWarnings("unchecked") // of the class that was sent
    private static <T> T sent(T object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
            out.flush();
            try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (T) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> timeless(RunResult run) {
        Map<String, String> entries = new LinkedHashMap<>(run.entries());
        entries.keySet()
                .removeIf(
                        key -> key.equals("seconds") || key.endsWith(".seconds") || key.endsWith(".images_per_second"));
        return entries;
    }

    @Test
    void failuresAndWeightsAreThoseOfThisProcess() {
        Experiment failing = Experiment.named("failing")
                .variant("spoiled", () -> MadeExperiment.pairs(Fusion.concat(), 1e30))
                .variant("set", () -> {
                    Model model = MadeExperiment.pairs(Fusion.concat());
                    Map<String, FloatArray> weights =
                            new LinkedHashMap<>(model.engine().weights());
                    weights.replaceAll((path, value) -> value.shape().numDimensions() == 1
                            ? FloatArray.of(new float[value.values().length], value.shape())
                            : value);
                    weights.put("dense/bias", FloatArray.of(new float[] {0.5f, -0.25f}, 2));
                    model.engine().setWeights(weights);
                    return model;
                })
                .seeds(2)
                .fit(Fit.epochs(2).batchSize(16).shuffle(false))
                .data(seed -> {
                    if (seed == 2) {
                        throw new IllegalStateException("no data of seed 2");
                    }
                    return Split.of(MadeExperiment.made(32, seed), MadeExperiment.made(16, 9));
                })
                .verbose(false);
        List<Map<String, String>> here =
                failing.run().done().stream().map(RunParcelTest::timeless).toList();
        assertEquals(
                List.of("FAILED", "FINISHED", "FAILED", "FAILED"),
                failing.run().done().stream().map(run -> run.status().name()).toList());
        assertEquals(
                here, byBytes(failing).stream().map(RunParcelTest::timeless).toList());
    }

    @Test
    void anInterruptEndsItWithoutAResult() {
        RunParcel[] parcel = new RunParcel[1];
        experiment().run((tasks, report) -> parcel[0] = RunParcel.of(tasks.get(0)));
        Map<String, Dataset> data = new HashMap<>();
        parcel[0].data().forEach(one -> data.put(one.id(), one.make()));
        Thread.currentThread().interrupt();
        try {
            assertTrue(parcel[0].run(data::get).isEmpty());
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt stays for who called");
        }
        assertTrue(parcel[0].run(data::get).isPresent(), "it can be executed again");
    }

    @Test
    void dataIsPackedOnceAndSentBeside() {
        List<RunParcel> parcels = new ArrayList<>();
        experiment().run((tasks, report) -> {
            RunParcels packing = new RunParcels();
            tasks.forEach(task -> parcels.add(packing.of(task)));
        });
        assertEquals(4, parcels.size());
        for (int i = 0; i < 4; i++) {
            assertSame(parcels.get(0).data().get(0), parcels.get(i).data().get(0));
        }
        assertEquals(
                "the data of run 1/4 concat seed 1 is sent beside it, not in it",
                assertThrows(IllegalStateException.class, () -> sent(parcels.get(0))
                                .data())
                        .getMessage());
    }

    @Test
    void anotherStateOfOneDnnIsRefused() throws IOException {
        RunParcel[] parcel = new RunParcel[1];
        experiment().run((tasks, report) -> parcel[0] = RunParcel.of(tasks.get(0)));
        Path file = folder.resolve("parcel");
        try (var out = new ObjectOutputStream(Files.newOutputStream(file))) {
            out.writeObject(parcel[0]);
        }
        boolean on = parcel[0].planned().oneDnn();
        List<String> lines = ChildJvm.runWith(
                OneDnn.VARIABLE, Optional.of(on ? "0" : "1"), RefusedMain.class, List.of("-Dparcel=" + file));
        String states = on ? "oneDNN is on, and here it is off" : "oneDNN is off, and here it is on";
        assertTrue(
                lines.contains("refused: run 1/4 concat seed 1 was planned where " + states
                        + ": give TF_ENABLE_ONEDNN_OPTS the same value in all places before Java starts"),
                lines::toString);
    }

    @Test
    void otherVersionsAreRefused() {
        RunPlace planned = new RunPlace("0.1.0", "2.18.0", true, List.of("avx2"));
        planned.require("run 1/1 a seed 1", new RunPlace("0.1.0", "2.18.0", true, List.of("avx2", "avx512f")));
        assertEquals(
                "run 1/1 a seed 1 was planned where Polyview is 0.1.0, and here it is 0.2.0; TensorFlow is 2.18.0, and here it is"
                        + " 2.19.0",
                assertThrows(
                                IllegalStateException.class,
                                () -> planned.require(
                                        "run 1/1 a seed 1", new RunPlace("0.2.0", "2.19.0", true, List.of("avx2"))))
                        .getMessage());
    }
}
