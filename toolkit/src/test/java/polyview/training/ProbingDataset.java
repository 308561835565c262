package polyview.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.MemoryDataset;
import polyview.data.Order;

/** A data set that remembers what it was asked. */
public final class ProbingDataset implements Dataset {

    public final List<int[]> orders = new ArrayList<>();
    public final List<Integer> batchSizes = new ArrayList<>();
    int opened;
    int closed;
    int batches;

    private final MemoryDataset data;
    private final IntConsumer beforeBatch;

    /** Gives what this one gives. */
    public ProbingDataset(MemoryDataset data) {
        this(data, batch -> {});
    }

    /** Calls with the number of the batch, from 1 and over all epochs, before it is given out. */
    ProbingDataset(MemoryDataset data, IntConsumer beforeBatch) {
        this.data = data;
        this.beforeBatch = beforeBatch;
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public List<Shape> inputShapes() {
        return data.inputShapes();
    }

    @Override
    public List<Shape> targetShapes() {
        return data.targetShapes();
    }

    @Override
    public Epoch epoch(int batchSize, Order order) {
        batchSizes.add(batchSize);
        orders.add(order.permutation(size()));
        Epoch pass = data.epoch(batchSize, order);
        opened++;
        return new Epoch() {
            @Override
            public boolean hasNext() {
                return pass.hasNext();
            }

            @Override
            public Batch next() {
                batches++;
                beforeBatch.accept(batches);
                return pass.next();
            }

            @Override
            public void close() {
                closed++;
                pass.close();
            }
        };
    }
}
