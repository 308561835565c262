package polyview.experiments;

import java.util.Optional;
import java.util.ServiceLoader;
import polyview.base.Machine;

/** Looks for what runs on a cluster, which is an artifact of its own. */
final class ClusterRunners {

    private static final String MASTER = "POLYVIEW_SPARK";

    private ClusterRunners() {}

    /** The first one that this thread's class loader finds, as in notebooks that load jars later, or that of the toolkit. */
    static ClusterRunner first() {
        return in(Thread.currentThread().getContextClassLoader())
                .or(() -> in(ClusterRunners.class.getClassLoader()))
                .orElseThrow(() -> new IllegalStateException(missing(Machine.toolkitVersion())));
    }

    /** Refused where it is not set. */
    static String masterOfEnvironment() {
        return Optional.ofNullable(System.getenv(MASTER))
                .filter(master -> !master.isBlank())
                .orElseThrow(() -> new IllegalStateException(
                        MASTER + " must name a master of Spark, such as local[2]; it is not set"));
    }

    private static Optional<ClusterRunner> in(ClassLoader loader) {
        return ServiceLoader.load(ClusterRunner.class, loader).findFirst();
    }

    private static String missing(String version) {
        return "Runner.spark needs the artifact io.github.polyview:polyview-spark:" + version
                + ": in a notebook, %maven io.github.polyview:polyview-spark:" + version
                + " or notebooks/launch --spark MASTER; with Maven, <dependency><groupId>io.github.polyview</groupId>"
                + "<artifactId>polyview-spark</artifactId><version>" + version + "</version></dependency>";
    }
}
