package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import polyview.experiments.ExperimentListener;
import polyview.experiments.Results;
import polyview.experiments.RunKey;
import polyview.experiments.RunLabel;
import polyview.experiments.RunProgress;
import polyview.experiments.RunResult;

/** Executors, workers and drivers are killed in the middle; the sweeps end complete, with the results of this JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
class StandaloneFailuresTest {

    static final int SEEDS = 3;
    static final int EPOCHS = 6;

    /** So many runs are done when the driver is killed, and those that end meanwhile. */
    static final int KILLED_AFTER = 3;

    private List<Map<String, String>> expected;

    @BeforeAll
    void inThisJvm() {
        expected = FusionExperiment.bits(FusionExperiment.of(SEEDS, EPOCHS).run());
        assertEquals(5 * SEEDS, expected.size());
    }

    /** Kills the executor whose run tells its progress first, and a worker some runs later. */
    private static final class Killer implements ExperimentListener {
        private final StandaloneCluster cluster;
        final Set<String> places = new ConcurrentSkipListSet<>();
        final List<RunLabel> begun = new ArrayList<>();
        String killed = "";
        boolean workerKilled;

        Killer(StandaloneCluster cluster) {
            this.cluster = cluster;
        }

        @Override
        public void onRunBegin(RunLabel label) {
            begun.add(label);
        }

        @Override
        public void onProgress(RunLabel label, RunProgress progress) {
            places.add(progress.place());
            if (killed.isEmpty()) {
                killed = progress.place();
                cluster.killExecutor(killed.substring(killed.lastIndexOf(' ') + 1));
            }
        }

        @Override
        public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
            if (!workerKilled && !killed.isEmpty() && soFar.done().size() >= 8) {
                workerKilled = true;
                cluster.workers().get(0).destroyForcibly();
            }
        }
    }

    @Test
    void anExecutorAndAWorkerAreKilled(@TempDir Path folder) {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, 2, 1024)) {
            Killer killer = new Killer(cluster);
            Results results = FusionExperiment.of(SEEDS, EPOCHS)
                    .listeners(killer)
                    .run(Spark.master(cluster.master())
                            .set("spark.executor.heartbeatInterval", "500ms")
                            .runner());
            assertTrue(killer.killed.matches("127\\.0\\.0\\.1 executor [01]"), killer.killed);
            assertTrue(killer.workerKilled);
            assertFalse(cluster.workers().get(0).isAlive());
            assertTrue(killer.places.size() >= 2, killer.places::toString);
            assertEquals(5 * SEEDS, killer.begun.size());
            assertTrue(results.complete(), results::toString);
            assertEquals(expected, FusionExperiment.bits(results));
        }
    }

    @Test
    void aDriverIsKilledAndAnotherGoesOn(@TempDir Path folder) throws IOException, InterruptedException {
        Path kept = folder.resolve("kept");
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, 2, 1024)) {
            Process driver = DriverMain.start(cluster.master(), kept, folder.resolve("driver.log"));
            while (finished(kept) < KILLED_AFTER) {
                assertTrue(driver.isAlive(), Files.readString(folder.resolve("driver.log")));
                Thread.sleep(20);
            }
            driver.destroyForcibly().waitFor();
            long before = finished(kept);
            assertTrue(before < 5 * SEEDS, "it was killed in the middle");

            Set<RunKey> begun = new HashSet<>();
            Set<RunKey> known = new HashSet<>();
            ExperimentListener listener = new ExperimentListener() {
                @Override
                public void onBegin(Results soFar) {
                    soFar.done().forEach(run -> known.add(run.key()));
                }

                @Override
                public void onRunBegin(RunLabel label) {
                    begun.add(label.key());
                }
            };
            Results results = FusionExperiment.of(SEEDS, EPOCHS)
                    .directory(kept)
                    .listeners(listener)
                    .run(Spark.master(cluster.master()).runner());
            assertEquals(before, known.size());
            assertEquals(5 * SEEDS - before, begun.size());
            assertTrue(begun.stream().noneMatch(known::contains), "no finished run is repeated");
            assertEquals(expected, FusionExperiment.bits(results));
        }
    }

    private static long finished(Path kept) throws IOException {
        if (!Files.isDirectory(kept)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(kept)) {
            return files.filter(file -> file.getFileName().toString().matches(".*seed-?\\d+.*\\.properties"))
                    .count();
        }
    }
}
