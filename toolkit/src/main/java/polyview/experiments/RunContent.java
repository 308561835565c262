package polyview.experiments;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.metrics.Metric;
import polyview.models.Program;
import polyview.training.Callback;

/**
 * All of a run but its label and its data, which it names; what {@link polyview.travel.Bundle} makes bytes of.
 *
 * @param noData why there is no data; empty where there is
 */
record RunContent(
        Program program,
        List<List<Metric>> metrics,
        Map<String, FloatArray> weights,
        FitOptions options,
        List<Callback> callbacks,
        List<Measured> measures,
        Optional<Parts> parts,
        String noData)
        implements Serializable {

    /** A measure, with the id of its data. */
    record Measured(String name, Metric metric, String data) implements Serializable {}

    /** The ids of the parts of the data. */
    record Parts(String train, Optional<String> valid, String test) implements Serializable {}

    /** The task again, with what is found under each id. */
    RunTask task(RunLabel label, Function<String, Dataset> data) {
        return new RunTask(
                label,
                program,
                metrics,
                weights,
                options,
                callbacks,
                measures.stream()
                        .map(measure -> new Measure(measure.name(), data.apply(measure.data()), measure.metric()))
                        .toList(),
                () -> parts.map(ids ->
                                new Split(data.apply(ids.train()), ids.valid().map(data), data.apply(ids.test())))
                        .orElseThrow());
    }
}
