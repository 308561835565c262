package polyview.spark;

import java.util.Map;
import polyview.experiments.ClusterRunner;
import polyview.experiments.Runner;

/** What {@code Runner.spark(master)} finds. */
public final class SparkRunners implements ClusterRunner {

    /** For {@link java.util.ServiceLoader}. */
    public SparkRunners() {}

    @Override
    public Runner runner(String master, Map<String, String> settings) {
        Spark spark = Spark.master(master);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            spark = spark.set(setting.getKey(), setting.getValue());
        }
        return spark.runner();
    }
}
