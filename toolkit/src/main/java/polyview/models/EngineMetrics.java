package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyview.metrics.Metric;
import polyview.metrics.MetricSpec;
import polyview.metrics.Metrics;

/** The metrics of a program that has only their specifications. */
final class EngineMetrics {

    private static final System.Logger LOG = System.getLogger("polyview.models");

    private EngineMetrics() {}

    /** Those that are known in this process; the others are named in a warning. */
    static List<List<Metric>> known(Program program) {
        List<List<Metric>> all = new ArrayList<>();
        program.training().ifPresent(training -> training.heads().forEach(head -> {
            List<Metric> known = new ArrayList<>();
            for (MetricSpec spec : head.metrics()) {
                Optional<Metric> metric = Metrics.of(spec);
                metric.ifPresent(known::add);
                if (metric.isEmpty()) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "metric {0} of output {1} is not known here and is left out: Metrics.add makes it known",
                            spec,
                            head.output());
                }
            }
            all.add(known);
        }));
        return copy(all);
    }

    static List<List<Metric>> copy(List<List<Metric>> metrics) {
        return metrics.stream().map(List::copyOf).toList();
    }
}
