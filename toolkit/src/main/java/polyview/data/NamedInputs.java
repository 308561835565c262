package polyview.data;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/** The same data under other names; see {@link Dataset#named}. */
record NamedInputs(Dataset data, List<String> inputNames) implements Dataset {

    NamedInputs {
        inputNames = List.copyOf(inputNames);
        if (inputNames.size() != data.inputShapes().size()
                || inputNames.stream().distinct().count() != inputNames.size()) {
            throw new IllegalArgumentException("names must be "
                    + data.inputShapes().size() + " different ones, one for each input, got " + inputNames);
        }
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
    public List<String> classNames() {
        return data.classNames();
    }

    @Override
    public List<String> targetNames() {
        return data.targetNames();
    }

    @Override
    public boolean hasSampleWeights() {
        return data.hasSampleWeights();
    }

    @Override
    public List<List<String>> targetClasses() {
        return data.targetClasses();
    }

    @Override
    public DataFingerprint fingerprint() {
        return data.fingerprint();
    }

    @Override
    public Epoch epoch(int batchSize, Order order) {
        return data.epoch(batchSize, order);
    }
}
