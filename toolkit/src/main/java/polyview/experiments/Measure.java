package polyview.experiments;

import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.metrics.Metric;
import polyview.models.Engine;

/**
 * One more number that is taken at the end of each run, from data of its own; see {@link Experiment#measure}.
 *
 * @param name as columns have it
 * @param data in its stored order
 * @param metric how the number is computed from what the model's one output gave
 */
public record Measure(String name, Dataset data, Metric metric) {

    /** The number for a trained model; the data is predicted in batches of this size. */
    double of(Engine engine, int batchSize) {
        Metric.Tally tally = metric.tally();
        int samples = 0;
        try (Epoch epoch = data.epoch(batchSize, Order.asStored())) {
            while (epoch.hasNext()) {
                Batch batch = epoch.next();
                tally.add(
                        engine.predictOnBatch(batch.inputs()).get(0),
                        batch.targets().get(0));
                samples += batch.size();
            }
        }
        if (samples == 0 || metric.dependsOnOrder() && samples != data.size()) {
            throw new IllegalStateException(
                    name + " needs all samples in their order, the data set gave " + samples + " of " + data.size());
        }
        return tally.value();
    }
}
