package polyview.experiments;

import java.util.List;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.metrics.Metric;
import polyview.metrics.SampleOrder;
import polyview.models.Engine;
import polyview.models.Program;

/**
 * A number that is computed at the end of each run from separate data; see {@link Experiment#measure}.
 *
 * @param name that of its column
 * @param data in its stored order
 * @param metric how the number is computed from the model's only output
 */
public record Measure(String name, Dataset data, Metric metric) {

    /** The number for a trained model; the data is predicted in batches of this size. */
    double of(Engine engine, int batchSize) {
        List<Program.HeadSpec> heads = engine.training().heads();
        if (heads.size() != 1) {
            throw new IllegalArgumentException("measure " + name + " needs a model of one output, got "
                    + heads.stream().map(Program.HeadSpec::output).toList());
        }
        Program.HeadSpec head = heads.get(0);
        Metric.Tally tally = metric.tally(head.task());
        int samples = 0;
        try (Epoch epoch = engine.matched(data).epoch(batchSize, Order.asStored())) {
            while (epoch.hasNext()) {
                Batch batch = epoch.next();
                FloatArray predicted = engine.predictOnBatch(batch.inputs()).get(0);
                head.tally(metric, tally, predicted, batch.targets().get(0));
                samples += batch.size();
            }
        }
        SampleOrder.require(metric, name, samples, data.size());
        if (samples == 0) {
            throw new IllegalStateException("measure " + name + " needs samples, the data set gave none");
        }
        return tally.value();
    }
}
