package polyview.metrics;

import java.util.Map;
import polyview.base.Settings;

/**
 * A metric as data: what a program that was written to a file knows of it.
 *
 * <p>Example: prints {@code nWayAccuracy among 20}.
 *
 * @param name as columns of tables have it
 * @param higherIsBetter which way is better
 * @param settings by name
 */
public record MetricSpec(String name, boolean higherIsBetter, Map<String, String> settings) {

    /** A copy of the settings is kept. */
    public MetricSpec {
        settings = Map.copyOf(settings);
    }

    /** What a metric says of itself. */
    public static MetricSpec of(Metric metric) {
        return new MetricSpec(metric.name(), metric.higherIsBetter(), metric.settings());
    }

    @Override
    public String toString() {
        return Settings.text(name, settings);
    }
}
