package polyview.broken.models;

import org.knowm.xchart.internal.chartpart.IChart;

/** Breaks a rule on purpose: a model that knows XChart's internals. */
final class KnowsXChartsInternals {
    private KnowsXChartsInternals() {}

    static String all() {
        return IChart.class.getName();
    }
}
