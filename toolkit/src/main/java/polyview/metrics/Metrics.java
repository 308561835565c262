package polyview.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The metrics that can be made for a program read from a file: those of the toolkit, and those added here.
 *
 * <pre>{@code
 * Metrics.add("largestError", settings -> new LargestError());
 * }</pre>
 */
public final class Metrics {

    private static final Map<String, Function<Map<String, String>, Metric>> ADDED = new ConcurrentHashMap<>();

    private Metrics() {}

    /**
     * Adds a metric, made from its {@link Metric#settings()}; one of the same name is replaced. It goes before one of the toolkit
     * that has the same name.
     */
    public static void add(String name, Function<Map<String, String>, Metric> maker) {
        ADDED.put(name, maker);
    }

    /** The metric of a specification; empty where no metric of this name is known, or the known one has another specification. */
    public static Optional<Metric> of(MetricSpec spec) {
        return Optional.ofNullable(ADDED.get(spec.name()))
                .map(maker -> maker.apply(spec.settings()))
                .filter(metric -> MetricSpec.of(metric).equals(spec))
                .or(() -> ToolkitMetrics.of(spec));
    }
}
