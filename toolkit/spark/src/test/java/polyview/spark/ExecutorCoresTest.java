package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task has its cores in one executor, or never begins. */
@Timeout(600)
class ExecutorCoresTest {

    @Test
    void aTaskIsNotDealtOverExecutors() {
        // 3/2 + 5/2 + 1/2, each rounded down.
        assertEquals(3, new ExecutorCores(List.of(3, 5, 1), 2).slots());
        assertEquals(0, new ExecutorCores(List.of(1, 1), 2).slots());
        assertTrue(new ExecutorCores(List.of(1, 1), 2).allTooSmall());
        assertFalse(new ExecutorCores(List.of(1, 2), 2).allTooSmall());
        assertFalse(new ExecutorCores(List.of(), 2).allTooSmall());
        assertEquals(
                "no executor has 9 cores for one task (largest: 4)", new ExecutorCores(List.of(1, 4, 2), 9).tooSmall());
    }

    @Test
    void mastersThatStateTheirCoresRefuseAtOnce() {
        for (String master : List.of("local[2]", "local-cluster[1,2,1024]")) {
            Spark wide = Spark.master(master).coresPerTask(9);
            IllegalStateException e = assertThrows(IllegalStateException.class, wide::open);
            assertEquals(
                    "Spark cannot start with master " + master
                            + ": no executor has 9 cores for one task (largest: 2): take"
                            + " fewer by coresPerTask(...), or a master with more",
                    e.getMessage());
        }
    }

    /** The executor is there before it is asked for, so that no time matters. */
    @Test
    void workersThatAreTooSmallAreRefused(@TempDir Path folder) throws InterruptedException {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, 1, 1024)) {
            SparkConf conf = ContextSettings.of(Spark.master(cluster.master()).coresPerTask(9));
            try (JavaSparkContext own = new JavaSparkContext(conf)) {
                while (ExecutorCores.of(own).ofEach().isEmpty()) {
                    Thread.sleep(50);
                }
                assertEquals(new ExecutorCores(List.of(1), 9), ExecutorCores.of(own));
                Spark active = Spark.active().patience(Duration.ofSeconds(1));
                assertEquals(
                        "no executor has 9 cores for one task (largest: 1) after 1 s at " + cluster.master()
                                + ": take fewer by coresPerTask(...), or workers with more cores",
                        assertThrows(IllegalStateException.class, active::open).getMessage());
                assertFalse(own.sc().isStopped());
            }
        }
    }
}
