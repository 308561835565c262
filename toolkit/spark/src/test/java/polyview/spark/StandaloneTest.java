package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneTest {

    @Test
    void executorsOfAStandaloneClusterHaveTheToolkit(@TempDir Path folder) {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, 2, 1024);
                SparkConnection open = Spark.master(cluster.master()).open()) {
            List<String> versions = open.context()
                    .parallelize(List.of(1, 2), 2)
                    .map(i -> polyview.base.Machine.toolkitVersion())
                    .collect();
            assertEquals(
                    List.of(polyview.base.Machine.toolkitVersion(), polyview.base.Machine.toolkitVersion()), versions);
        }
    }
}
