package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import polyview.base.SessionThreads;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.datasets.MadePairs;
import polyview.experiments.FitOptions;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** A model with CPU threads of its own: so many, and the same bits again, whatever runs beside it. */
@Tag("training")
class FitThreadsTest {

    private static final int SIZE = 48;

    private final MemoryDataset data =
            MadePairs.of(64, 1).size(SIZE, SIZE).dataset().rescaled(2, -1);

    private static Model model() {
        var left = Input.image("left", SIZE, SIZE, 1);
        var right = Input.image("right", SIZE, SIZE, 1);
        var x = new DualConv2D(16, 3)
                .fusion(Fusion.concat())
                .activation(Activation.RELU)
                .apply(left, right);
        x = new Conv2D(32, 3).activation(Activation.RELU).apply(x);
        return new Model(List.of(left, right), new Dense(2).apply(new GlobalAveragePooling2D().apply(x)))
                .seed(7)
                .compile(new Adam(1e-2), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private static Fit quiet(int epochs) {
        return Fit.epochs(epochs).batchSize(32).verbose(false);
    }

    private Map<String, FloatArray> trained(Fit fit) {
        try (Model model = model()) {
            model.fit(data, fit);
            return model.engine().weights();
        }
    }

    /** The CPU time of each thread of this process, in ticks, as Linux tells it. */
    private static Map<String, Long> ticks() throws IOException {
        Map<String, Long> ticks = new TreeMap<>();
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                String text = stat(task);
                // Compilers and collectors of Java have names of their own.
                if (text.contains("(java)")) {
                    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
                    ticks.put(task.getFileName().toString(), Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
                }
            }
        }
        return ticks;
    }

    /** Empty of a thread that has ended meanwhile. */
    private static String stat(Path task) throws IOException {
        try {
            return Files.readString(task.resolve("stat"));
        } catch (IOException e) {
            if (Files.exists(task)) {
                throw e;
            }
            return "";
        }
    }

    /** How many threads did a tenth or more of what the busiest one did, while it trained. */
    private int busyThreads(int threads) throws IOException {
        try (Model model = model()) {
            model.fit(data, quiet(1).threads(threads));
            Map<String, Long> before = ticks();
            model.fit(data, quiet(20));
            Map<String, Long> spent = ticks();
            spent.replaceAll((thread, now) -> now - before.getOrDefault(thread, 0L));
            long most = spent.values().stream().mapToLong(Long::longValue).max().orElseThrow();
            assertTrue(most > 10, () -> "ticks that tell nothing: " + spent);
            return (int) spent.values().stream().filter(t -> t > 0.1 * most).count();
        }
    }

    /** Whether so many did; looked at again where one of them got no core, as on a machine that is busy with other things. */
    private boolean allBusy(int threads) throws IOException {
        boolean all = false;
        for (int i = 0; i < 5 && !all; i++) {
            all = busyThreads(threads) >= threads;
        }
        return all;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oneThreadDoesTheWorkOrSeveral() throws IOException {
        assertEquals("", SessionThreads.failure());
        assertEquals(1, busyThreads(1));
        // The work of two or three is shared by as many at least, however few cores there are.
        assertTrue(allBusy(2));
        assertTrue(allBusy(3));
        // The model before had others: each has its own.
        assertEquals(1, busyThreads(1));
    }

    @Test
    void theSameBitsAgainAndWithAnotherTrainingBesideIt() {
        Map<String, FloatArray> alone = trained(quiet(3).threads(1));
        assertEquals(alone, trained(quiet(3).threads(1)));
        var beside = CompletableFuture.supplyAsync(() -> trained(quiet(3).threads(1)));
        var other = CompletableFuture.supplyAsync(() -> trained(quiet(3)));
        assertEquals(alone, trained(quiet(3).threads(1)));
        assertEquals(alone, beside.join());
        assertEquals(other.join(), trained(quiet(3)));
    }

    @Test
    void theModelKeepsItsThreadsAndItsState() {
        try (Model model = model();
                Model other = model()) {
            assertEquals(OptionalInt.empty(), model.engine().threads());
            model.fit(data, quiet(2).threads(1));
            assertEquals(OptionalInt.of(1), model.engine().threads());
            Map<String, FloatArray> weights = model.engine().weights();
            model.engine().threads(2);
            assertEquals(weights, model.engine().weights());
            model.engine().threads(1);
            model.fit(data, quiet(1));
            assertEquals(OptionalInt.of(1), model.engine().threads());
            // What Adam keeps went along.
            other.fit(data, quiet(3).threads(1));
            assertEquals(other.engine().weights(), model.engine().weights());
            model.fit(data, quiet(1).device("cpu"));
            assertEquals(OptionalInt.of(1), model.engine().threads());
            assertEquals("cpu:0", model.engine().device().orElseThrow().toString());
        }
    }

    @Test
    void theyAreNamedWhereTheBitsComeFrom() {
        try (Model model = model()) {
            assertFalse(model.fit(data, quiet(1)).provenance().facts().containsKey("threads"));
            assertEquals("2", model.fit(data, quiet(1).threads(2)).provenance().get("threads"));
        }
        FitOptions options = FitOptions.of(Fit.epochs(3).threads(2));
        assertEquals(OptionalInt.of(2), options.threads());
        assertEquals(OptionalInt.of(2), options.fit().threads());
        assertEquals(OptionalInt.empty(), FitOptions.of(Fit.epochs(3)).fit().threads());
    }

    /** Ops that start each other must not pile up on the stack of a thread of Java's usual size. */
    @Test
    void aDeepNetworkRunsOnTheThreadThatAsks() throws InterruptedException {
        var input = Input.of("x", 4);
        SymbolicTensor x = input;
        for (int i = 0; i < 200; i++) {
            x = new Dense(4).activation(Activation.RELU).apply(x);
        }
        try (Model model = new Model(input, new Dense(2).apply(x))) {
            model.seed(7).compile(new Adam(1e-2), Loss.softmaxCrossEntropy());
            List<History> histories = new ArrayList<>();
            Thread thread = new Thread(
                    null,
                    () -> histories.add(model.fit(Samples.rows(8, 4, 2), quiet(2).threads(1))),
                    "small",
                    512 * 1024);
            thread.start();
            thread.join();
            assertEquals(2, histories.get(0).epochs().size());
        }
    }

    @Test
    void atLeastOne() {
        refused("threads must be positive, got 0", () -> Fit.epochs(1).threads(0));
        try (Model model = model()) {
            refused("threads must be positive, got -1", () -> model.engine().threads(-1));
        }
    }
}
