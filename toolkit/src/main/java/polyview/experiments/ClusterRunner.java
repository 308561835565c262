package polyview.experiments;

import java.util.Map;

/**
 * Makes {@link Runner}s for clusters; {@link Runner#spark} finds it by {@link java.util.ServiceLoader}.
 *
 * <p>The one of {@code polyview-spark} is {@code polyview.spark.SparkRunners}.
 */
public interface ClusterRunner {

    /**
     * A runner on a cluster; nothing is connected before it runs.
     *
     * @param master where the cluster is, such as {@code local[2]} or {@code spark://host:7077}
     * @param settings of the cluster's library, by name, such as {@code spark.executor.memory}
     */
    Runner runner(String master, Map<String, String> settings);
}
