package polyview.data;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tensorflow.ndarray.Shape;

/**
 * A data set that is another one but for what it overrides: each method asks {@link #data}, but for {@link #recipe}, since nobody knows how
 * a wrapper of your own is made elsewhere: {@link DataRecipe#then} tells it.
 *
 * <p>Example, the same data with other names for its inputs:
 *
 * <pre>{@code
 * record Renamed(Dataset data, List<String> inputNames) implements ForwardingDataset {}
 * }</pre>
 */
public interface ForwardingDataset extends Dataset {

    /** The data set that is asked. */
    Dataset data();

    @Override
    default int size() {
        return data().size();
    }

    @Override
    default List<Shape> inputShapes() {
        return data().inputShapes();
    }

    @Override
    default List<Shape> targetShapes() {
        return data().targetShapes();
    }

    @Override
    default List<String> inputNames() {
        return data().inputNames();
    }

    @Override
    default List<String> targetNames() {
        return data().targetNames();
    }

    @Override
    default List<String> classNames() {
        return data().classNames();
    }

    @Override
    default boolean hasSampleWeights() {
        return data().hasSampleWeights();
    }

    @Override
    default List<List<String>> targetClasses() {
        return data().targetClasses();
    }

    @Override
    default DataFingerprint fingerprint() {
        return data().fingerprint();
    }

    @Override
    default Optional<SampleKeys> sampleKeys() {
        return data().sampleKeys();
    }

    @Override
    default Optional<int[]> sampleClasses() {
        return data().sampleClasses();
    }

    @Override
    default Epoch epoch(int batchSize, Order order) {
        return data().epoch(batchSize, order);
    }

    /** The same pass with each batch changed; the samples of a batch and their order must stay. */
    static Epoch changed(Epoch epoch, UnaryOperator<Batch> change) {
        return new Epoch() {
            @Override
            public boolean hasNext() {
                return epoch.hasNext();
            }

            @Override
            public Batch next() {
                return change.apply(epoch.next());
            }

            @Override
            public int skip(long batches) {
                return epoch.skip(batches);
            }

            @Override
            public Optional<int[]> samples() {
                return epoch.samples();
            }

            @Override
            public void close() {
                epoch.close();
            }
        };
    }
}
