package polyview.spark;

import org.apache.spark.SparkEnv;
import polyview.experiments.RunProgress;

/** What progress calls an executor. */
final class Place {

    private static final String DRIVER = "driver";

    private Place() {}

    /** {@code host executor 2}, or this process where the driver is the executor. */
    static String here() {
        SparkEnv env = SparkEnv.get();
        return env.executorId().equals(DRIVER)
                ? RunProgress.HERE
                : env.blockManager().blockManagerId().host() + " executor " + env.executorId();
    }
}
