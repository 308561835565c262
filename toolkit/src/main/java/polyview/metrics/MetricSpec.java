package polyview.metrics;

import java.util.Map;
import polyview.base.Settings;

/**
 * A metric as plain data, as a program in a file holds it.
 *
 * <p>Example: prints {@code nWayAccuracy among 20}.
 *
 * @param name that of its column
 * @param higherIsBetter which way is better
 * @param settings by name
 */
public record MetricSpec(String name, boolean higherIsBetter, Map<String, String> settings) {

    /** A copy of the settings is kept. */
    public MetricSpec {
        settings = Map.copyOf(settings);
    }

    /** The specification of a metric. */
    public static MetricSpec of(Metric metric) {
        return new MetricSpec(metric.name(), metric.higherIsBetter(), metric.settings());
    }

    @Override
    public String toString() {
        return Settings.text(name, settings);
    }
}
