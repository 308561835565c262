package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polyview.experiments.Runner;
import polyview.spark.Spark;

/** The description of a cluster, by its public methods alone. */
class SparkDescriptionTest {

    private static String refused(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void whatIsWrongIsRefusedBeforeAnythingIsConnected() {
        assertEquals(
                "master must name one, such as local[2], local-cluster[2,1,2048] or spark://host:7077, got an empty text",
                refused(() -> Spark.master(" ")));
        assertEquals(
                "master must be spark://host:port, got spark://host:x", refused(() -> Spark.master("spark://host:x")));
        assertEquals("name must begin with spark., got ui.enabled", refused(() -> Spark.master("local[2]")
                .set("ui.enabled", "true")));
        assertEquals(
                "name must begin with spark., got memory",
                refused(() -> Runner.spark("local[2]", Map.of("memory", "2g"))));
        assertEquals("cores must be positive, got 0", refused(() -> Spark.master("local[2]")
                .coresPerTask(0)));
        assertEquals(
                "POLYVIEW_SPARK must name a master of Spark, such as local[2]; it is not set",
                assertThrows(IllegalStateException.class, Spark::fromEnvironment)
                        .getMessage());
        assertEquals(
                "Spark[local[2]]", Spark.master("local[2]").executorMemory("2g").toString());
        assertEquals("Spark[active]", Spark.active().toString());
    }

    @Test
    void formsThatSparkWouldRefuseLater() {
        Spark spark = Spark.master("local[2]");
        assertEquals(
                "spark.executor.memory must be a size such as 4g or 2048m, got lots",
                refused(() -> spark.executorMemory("lots")));
        assertEquals(
                "spark.executor.memory must be a size such as 4g or 2048m, got 4.5g",
                refused(() -> Runner.spark("local[2]", Map.of("spark.executor.memory", "4.5g"))));
        assertEquals(
                "spark.task.cpus must be a positive number, got 0", refused(() -> spark.set("spark.task.cpus", "0")));
        for (String size : List.of("4g", "2048m", "512", "1GB", "1t", "900000k")) {
            assertEquals("Spark[local[2]]", spark.executorMemory(size).toString());
        }
        assertEquals("patience must be positive, got PT0S", refused(() -> spark.patience(Duration.ZERO)));
        assertEquals("patience must be positive, got PT-1S", refused(() -> spark.patience(Duration.ofSeconds(-1))));
    }
}
