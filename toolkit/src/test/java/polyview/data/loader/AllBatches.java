package polyview.data.loader;

import java.util.ArrayList;
import java.util.List;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;

/** All batches of an epoch. */
record AllBatches(List<Batch> batches) {

    static AllBatches of(Dataset data, int batchSize, Order order) {
        List<Batch> batches = new ArrayList<>();
        try (Epoch epoch = data.epoch(batchSize, order)) {
            epoch.forEachRemaining(batches::add);
        }
        return new AllBatches(batches);
    }

    List<Integer> sizes() {
        return batches.stream().map(Batch::size).toList();
    }

    /** The only target of every sample, in the order in which they came. */
    List<Integer> ids() {
        List<Integer> ids = new ArrayList<>();
        for (Batch batch : batches) {
            for (float id : batch.targets().get(0).values()) {
                ids.add((int) id);
            }
        }
        return ids;
    }

    /** One input of one sample, found by its id. */
    FloatArray image(int id, int input) {
        for (Batch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                if (batch.targets().get(0).get(i) == id) {
                    return batch.inputs().get(input).row(i);
                }
            }
        }
        throw new AssertionError("no sample " + id);
    }
}
