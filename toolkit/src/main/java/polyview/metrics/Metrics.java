package polyview.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The metrics that can be made for a program read from a file: those of the toolkit, and those added here.
 *
 * <pre>{@code
 * Metrics.add("rmse", settings -> new Rmse());
 * }</pre>
 */
public final class Metrics {

    private static final Map<String, Function<Map<String, String>, Metric>> MAKERS = new ConcurrentHashMap<>(Map.of(
            Accuracy.NAME, settings -> new Accuracy(),
            MeanAbsoluteError.NAME, settings -> new MeanAbsoluteError(),
            NWayAccuracy.NAME, settings -> NWayAccuracy.among(Integer.parseInt(settings.get(NWayAccuracy.AMONG)))));

    private Metrics() {}

    /** Adds a metric, made from its {@link Metric#settings()}; one of the same name is replaced. */
    public static void add(String name, Function<Map<String, String>, Metric> maker) {
        MAKERS.put(name, maker);
    }

    /** The metric of a specification; empty where no metric of this name is known, or the known one has another specification. */
    public static Optional<Metric> of(MetricSpec spec) {
        return Optional.ofNullable(MAKERS.get(spec.name()))
                .map(maker -> maker.apply(spec.settings()))
                .filter(metric -> MetricSpec.of(metric).equals(spec));
    }
}
