package polyview.spark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.base.Checks;
import polyview.experiments.Runner;

/**
 * A cluster of Apache Spark, as a description: nothing is connected before {@link #open()}, or before an experiment runs on it.
 *
 * <pre>{@code
 * experiment.run(Spark.master("local[2]").runner());
 *
 * Spark cluster = Spark.master("spark://host:7077").executorMemory("4g").coresPerTask(2);
 * try (SparkConnection open = cluster.open()) { // once for several experiments
 *     experiment.run(cluster.runner());
 *     another.run(cluster.runner());
 * }
 * }</pre>
 *
 * <p>Masters are those of Spark: {@code local[n]} (threads of this JVM), {@code local-cluster[workers,cores,MB]} (processes that
 * this JVM starts), {@code spark://host:port} (Spark's own cluster), {@code yarn}, {@code k8s://...}, and others whose jars are on the
 * class path.
 *
 * <p>Spark allows one context in a JVM. Where one is active with the same master, it is used as it is, a user's own too, and it stays
 * open; where it has another master, this is refused. {@link #active()} uses the active one, whatever its master.
 *
 * <p><b>Class path.</b> Executors need the toolkit, TensorFlow and this package. For executors on this machine ({@code
 * local-cluster}, or a master at a loopback address) they take the class path of this JVM where it lies. For others it travels,
 * but for Spark's own jars: each executor fetches it once, about 190 MB with the library for Linux. {@link #classPath} names where it lies
 * already, at the same place on all machines.
 */
public final class Spark {

    /** The environment variable that {@link #fromEnvironment} reads. */
    public static final String VARIABLE = "POLYVIEW_SPARK";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Optional<Master> master;
    private final Map<String, String> settings;
    private final List<String> classPath;
    private final boolean travelling;
    private final Duration patience;

    private Spark(
            Optional<Master> master,
            Map<String, String> settings,
            List<String> classPath,
            boolean travelling,
            Duration patience) {
        this.master = master;
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        this.classPath = List.copyOf(classPath);
        this.travelling = travelling;
        this.patience = patience;
    }

    /**
     * A cluster by its master.
     *
     * <p>Refused: an empty text; {@code master must be spark://host:port, got spark://host:x}. What Spark itself refuses is told by {@link #open()}.
     */
    public static Spark master(String master) {
        Master parsed = new Master(master);
        parsed.addresses();
        return new Spark(Optional.of(parsed), Map.of(), List.of(), false, PATIENCE);
    }

    /** The context of Spark that is active in this JVM when it is needed, as it is. */
    public static Spark active() {
        return new Spark(Optional.empty(), Map.of(), List.of(), false, PATIENCE);
    }

    /**
     * The cluster whose master the environment variable {@value #VARIABLE} names, as {@code notebooks/launch --spark MASTER} sets it.
     *
     * <p>Refused: {@code POLYVIEW_SPARK must name a master of Spark, such as local[2]; it is not set}.
     */
    public static Spark fromEnvironment() {
        String master = System.getenv(VARIABLE);
        if (master == null || master.isBlank()) {
            throw new IllegalStateException(VARIABLE + " must name a master of Spark, such as local[2]; it is not set");
        }
        return master(master);
    }

    /**
     * With a setting of Spark.
     *
     * <p>Example: {@code set("spark.ui.enabled", "true")}. Refused: {@code name must begin with spark., got ui.enabled}; {@code
     * spark.executor.memory must be a size such as 4g or 2048m, got lots}; {@code spark.task.cpus must be a positive number, got x}.
     */
    public Spark set(String name, String value) {
        if (!name.startsWith("spark.")) {
            throw new IllegalArgumentException("name must begin with spark., got " + name);
        }
        SettingForms.require(name, value);
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(name, value);
        return new Spark(master, all, classPath, travelling, patience);
    }

    /**
     * The heap of each executor, such as {@code 4g}; Spark's own choice is {@code 1g}. TensorFlow's memory comes on top.
     *
     * <p>Refused: {@code spark.executor.memory must be a size such as 4g or 2048m, got lots}.
     */
    public Spark executorMemory(String size) {
        return set("spark.executor.memory", size);
    }

    /**
     * The cores that a task reserves; 1 without it. An executor must have that many: a run is never on two.
     *
     * <p>Refused: {@code cores must be positive, got 0}; when it connects, {@code no executor has 9 cores for one task (largest: 1)}.
     */
    public Spark coresPerTask(int cores) {
        return set("spark.task.cpus", String.valueOf(Checks.requirePositive("cores", cores)));
    }

    /** Jars and folders that lie at these places on all machines; nothing travels then. */
    public Spark classPath(List<Path> places) {
        List<String> names = places.stream().map(Path::toString).toList();
        return new Spark(master, settings, names, false, patience);
    }

    /** The class path travels, also to executors on this machine; folders in it are packed into jars. */
    public Spark travelling() {
        return new Spark(master, settings, List.of(), true, patience);
    }

    /**
     * The most time to connect in, and to wait for the first executor that has the cores of a task; three minutes without it.
     *
     * <p>Refused: {@code patience must be positive, got PT0S}.
     */
    public Spark patience(Duration most) {
        if (most.isZero() || most.isNegative()) {
            throw new IllegalArgumentException("patience must be positive, got " + most);
        }
        return new Spark(master, settings, classPath, travelling, most);
    }

    /**
     * So many parts of the data, for a training that executors share; what they average comes next.
     *
     * <p>One for each task that runs at once keeps all cores busy, where a fit has {@code threads(1)}. The result of a training depends on
     * the parts, and not on how many executors there are. Refused: {@code parts must be positive, got 0}.
     */
    public SparkParts parts(int count) {
        return new SparkParts(this, count);
    }

    /**
     * Connects; the connection is closed by whoever opened it.
     *
     * <p>Refused: {@code Spark cannot start with master foo: Could not parse Master URL: 'foo'}; {@code yarn} and {@code k8s://...} without
     * Spark's jar for them, which is named; {@code nothing answers at host:7077 (Connection refused)...}; {@code there is no host named host};
     * a master that does not take the application, or has no executor for it, in the time of {@link #patience}; executors that are all too
     * small for a task, {@code no executor has 9 cores for one task (largest: 1)}; another master than that of the active context. Spark asks
     * a master that does not take an application for a minute, and until then begins nothing else in this JVM: the next connection waits for
     * it as long as its patience lasts, and is then refused ({@code an earlier attempt at spark://host:7077 is still ending; try again in
     * 40 s}).
     */
    public SparkConnection open() {
        return Connecting.to(this);
    }

    /**
     * Executes the runs of an experiment on this cluster; see the package for what travels, and what happens to runs that are lost.
     *
     * <p>It connects when the experiment runs and closes the connection at its end; one that is open already is used, and stays open. A
     * search holds one connection from its first runs to its end, by {@link Runner#session}. What cannot travel is refused before it
     * connects.
     */
    public Runner runner() {
        return new SparkRunner(this);
    }

    Optional<Master> master() {
        return master;
    }

    Map<String, String> settings() {
        return settings;
    }

    List<String> classPath() {
        return classPath;
    }

    boolean travels() {
        return travelling;
    }

    Duration patience() {
        return patience;
    }

    /** Its master: {@code Spark[spark://host:7077]}. */
    @Override
    public String toString() {
        return "Spark[" + master.map(Master::text).orElse("active") + "]";
    }
}
