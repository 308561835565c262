package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.base.Machine;
import polyview.experiments.ClusterRunner;
import polyview.experiments.Runner;

/** A runner on Spark is found where it is on the class path; here it is not. */
class RunnerSparkTest {

    /** As an artifact on the class path would have it. */
    public static final class Found implements ClusterRunner {
        static final Runner RUNNER = (tasks, report) -> {};

        @Override
        public Runner runner(String master, Map<String, String> settings) {
            assertEquals("local[2]", master);
            assertEquals(Map.of("spark.executor.memory", "4g"), settings);
            return RUNNER;
        }
    }

    @Test
    void theArtifactIsNamedWhereItIsMissing() {
        String version = Machine.toolkitVersion();
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> Runner.spark("local[2]"));
        assertEquals(
                "Runner.spark needs the artifact io.github.polyview:polyview-spark:" + version
                        + ": in a notebook, %maven io.github.polyview:polyview-spark:" + version
                        + " or notebooks/launch --spark MASTER; with Maven, <dependency><groupId>io.github.polyview</groupId>"
                        + "<artifactId>polyview-spark</artifactId><version>" + version + "</version></dependency>",
                e.getMessage());
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.apache.spark.SparkContext"));
    }

    @Test
    void aMasterOfTheEnvironmentThatIsNotSet() {
        IllegalStateException e = assertThrows(IllegalStateException.class, Runner::spark);
        assertEquals("POLYVIEW_SPARK must name a master of Spark, such as local[2]; it is not set", e.getMessage());
    }

    @Test
    void theArtifactIsFoundByTheLoaderOfThisThread(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ClusterRunner.class.getName()), Found.class.getName() + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader later = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(later);
            assertSame(Found.RUNNER, Runner.spark("local[2]", Map.of("spark.executor.memory", "4g")));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
