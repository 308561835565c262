package polyview.experiments;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;

/** A data set that remembers the first input of every batch that it gave. */
final class RecordingDataset implements Dataset {

    private final Dataset data;
    private List<FloatArray> seen = new ArrayList<>();

    RecordingDataset(Dataset data) {
        this.data = data;
    }

    /** What was given since the last call. */
    List<FloatArray> take() {
        List<FloatArray> all = seen;
        seen = new ArrayList<>();
        return all;
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
        Epoch pass = data.epoch(batchSize, order);
        return new Epoch() {
            @Override
            public boolean hasNext() {
                return pass.hasNext();
            }

            @Override
            public Batch next() {
                Batch batch = pass.next();
                seen.add(batch.inputs().get(0));
                return batch;
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }
}
