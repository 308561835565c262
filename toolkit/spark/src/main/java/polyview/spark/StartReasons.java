package polyview.spark;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkBuildInfo;

/** Says in this package's words why Spark has refused to start, where its own words help little. */
final class StartReasons {

    private static final String UNKNOWN_MASTER = "Could not parse Master URL";
    private static final Pattern TOO_FEW_CORES = Pattern.compile("cores per executor \\(=(\\d+)\\).*per task = (\\d+)");

    private StartReasons() {}

    static String of(Spark spark, Throwable e) {
        String told = Connecting.reason(e);
        if (told.contains(UNKNOWN_MASTER)) {
            return spark.master().flatMap(StartReasons::missingJar).orElse(told);
        }
        Matcher cores = TOO_FEW_CORES.matcher(told);
        if (cores.find()) {
            return ExecutorCores.tooSmall(Integer.parseInt(cores.group(2)), Integer.parseInt(cores.group(1)))
                    + ": take fewer by coresPerTask(...), or a master with more";
        }
        return told;
    }

    /** Two kinds of masters come in jars of their own, which are the cluster's choice. */
    private static Optional<String> missingJar(Master master) {
        Optional<String> artifact = master.text().equals("yarn")
                ? Optional.of("spark-yarn_2.13")
                : master.text().startsWith("k8s://") ? Optional.of("spark-kubernetes_2.13") : Optional.empty();
        return artifact.map(name -> "Spark's jars for it are not on the class path; add org.apache.spark:" + name + ":"
                + SparkBuildInfo.spark_version());
    }
}
