package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import polyview.experiments.Experiment;
import polyview.experiments.Results;
import polyview.experiments.Runner;

/** Wherever the runs are executed, their results have the same bits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameBitsTest {

    private static final int RUNS = 25;

    private Results inThisJvm;

    private static Experiment experiment() {
        return FusionExperiment.of(5, 3);
    }

    @BeforeAll
    void inThisJvm() {
        inThisJvm = experiment().run();
        assertEquals(RUNS, inThisJvm.done().size());
        assertTrue(inThisJvm.complete());
    }

    private void assertSame(Runner runner) {
        long begun = System.nanoTime();
        Results there = experiment().run(runner);
        System.out.printf("%d runs in %.1f s%n", RUNS, (System.nanoTime() - begun) / 1e9);
        assertTrue(there.complete(), there::toString);
        assertEquals(FusionExperiment.bits(inThisJvm), FusionExperiment.bits(there));
    }

    @Test
    void onThreadsOfThisJvm() {
        assertSame(Runner.spark("local[2]"));
    }

    @Test
    void onALocalCluster() {
        assertSame(Runner.spark("local-cluster[2,1,2048]"));
    }

    @Test
    void onAStandaloneCluster(@TempDir Path folder) {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, 2, 1024)) {
            assertSame(Runner.spark(cluster.master()));
        }
    }

    @Test
    void onAStandaloneClusterThatFetchesTheToolkitFromHere(@TempDir Path folder) {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, 1, 1024)) {
            assertSame(Spark.master(cluster.master()).travelling().runner());
        }
    }
}
