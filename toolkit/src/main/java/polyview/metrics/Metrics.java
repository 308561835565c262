package polyview.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The metrics that a program can have which was read from a file: those of the toolkit, and those that were added here.
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

    /** The metric of a specification; empty where none of this name is known, or the one known says other things of itself. */
    public static Optional<Metric> of(MetricSpec spec) {
        return Optional.ofNullable(MAKERS.get(spec.name()))
                .map(maker -> maker.apply(spec.settings()))
                .filter(metric -> MetricSpec.of(metric).equals(spec));
    }
}
