package polyview.experiments;

import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.metrics.Metric;
import polyview.models.Engine;

/**
 * One more number that is taken at the end of each run, from data of its own.
 *
 * @param name as columns have it
 * @param data in its stored order
 * @param metric how the number is computed from what the model's one output gave
 */
record Measure(String name, Dataset data, Metric metric) {

    double of(Engine engine, int batchSize) {
        Metric.Tally tally = metric.tally();
        try (Epoch pass = data.epoch(batchSize, Order.asStored())) {
            while (pass.hasNext()) {
                Batch batch = pass.next();
                tally.add(
                        engine.predictOnBatch(batch.inputs()).get(0),
                        batch.targets().get(0));
            }
        }
        return tally.value();
    }
}
