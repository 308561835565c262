package polyview.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import polyview.base.OneDnn;

/** The settings that a context of Polyview starts with; what the user sets wins. */
final class ContextSettings {

    /** TensorFlow's own memory would otherwise be counted against four times the heap. */
    private static final String JVM_FLAG = "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0";

    private static final String EXTRA_FLAGS = "spark.executor.extraJavaOptions";

    private ContextSettings() {}

    static SparkConf of(Spark spark) {
        SparkConf conf = new SparkConf();
        spark.settings().forEach(conf::set);
        conf.setIfMissing("spark.app.name", "Polyview");
        // A page for everybody who reaches this machine: only for who asks.
        conf.setIfMissing("spark.ui.enabled", "false");
        // Progress comes with the heartbeats.
        conf.setIfMissing("spark.executor.heartbeatInterval", "2s");
        // A round of a training brings the weights once for each part.
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        // A part that waits for the executor that had it before holds the round up.
        conf.setIfMissing("spark.locality.wait", "200ms");
        // Weights are noise to a compressor: it takes longer than sending them.
        conf.setIfMissing("spark.broadcast.compress", "false");
        // An executor whose driver is busy ends itself after as long as with Spark's own interval: ten minutes.
        conf.setIfMissing("spark.executor.heartbeat.maxFailures", "300");
        conf.set(EXTRA_FLAGS, (JVM_FLAG + " " + conf.get(EXTRA_FLAGS, "")).strip());
        oneDnn().ifPresent(value -> conf.setIfMissing("spark.executorEnv." + OneDnn.VARIABLE, value));
        spark.master().ifPresent(master -> {
            conf.setMaster(master.text());
            if (master.onThisMachine()) {
                onThisMachine(conf);
            }
            if (!master.inThisJvm()) {
                classPath(conf, spark, master);
            }
        });
        return conf;
    }

    private static void onThisMachine(SparkConf conf) {
        conf.setIfMissing("spark.driver.host", "127.0.0.1");
        conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        // The classes of this JVM may be too new for the Java of the environment.
        conf.setIfMissing("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"));
        conf.setIfMissing("spark.executorEnv.SPARK_SCALA_VERSION", "2.13");
    }

    private static void classPath(SparkConf conf, Spark spark, Master master) {
        if (!spark.classPath().isEmpty()) {
            prepend(conf, spark.classPath());
        } else if (master.onThisMachine() && !spark.travels()) {
            prepend(conf, ExecutorClassPath.here().stream().map(Path::toString).toList());
        } else {
            conf.setJars(
                    ExecutorClassPath.travelling().stream().map(Path::toString).toArray(String[]::new));
        }
    }

    private static void prepend(SparkConf conf, List<String> places) {
        String name = "spark.executor.extraClassPath";
        String all = String.join(java.io.File.pathSeparator, places);
        conf.set(name, conf.contains(name) ? all + java.io.File.pathSeparator + conf.get(name) : all);
    }

    /** What the driver's TensorFlow works with: the bits depend on it. */
    private static Optional<String> oneDnn() {
        return switch (OneDnn.asked()) {
            case BY_THE_USER -> Optional.of(System.getenv(OneDnn.VARIABLE));
            case BY_THE_TOOLKIT -> Optional.of("1");
            case NOT_HERE, FAILED -> Optional.empty();
        };
    }
}
