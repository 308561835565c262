package polyview.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/** The same data with a weight for each sample as its last target; see {@link Dataset#weighted}. */
record WeightedSamples(Dataset data, FloatArray weights) implements ForwardingDataset {

    WeightedSamples {
        if (weights.shape().numDimensions() != 1 || weights.size(0) != data.size()) {
            throw new IllegalArgumentException("weights must hold one for each of the " + data.size() + " samples, got "
                    + weights.values().length);
        }
    }

    /** The weights as floats; refused: {@code sample weight must be a finite float of at least 0, got -1.0 for sample 3}. */
    static FloatArray checked(double... weights) {
        float[] values = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            values[i] = (float) weights[i];
            if (!(weights[i] >= 0 && values[i] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "sample weight must be a finite float of at least 0, got " + weights[i] + " for sample " + i);
            }
        }
        return FloatArray.of(values, weights.length);
    }

    @Override
    public List<Shape> targetShapes() {
        return Stream.concat(data.targetShapes().stream(), Stream.of(Shape.scalar()))
                .toList();
    }

    @Override
    public List<String> targetNames() {
        List<String> names = data.targetNames();
        return names.equals(Dataset.unnamedTargets(names.size()))
                ? Dataset.unnamedTargets(names.size() + 1)
                : Stream.concat(names.stream(), Stream.of("sample weight")).toList();
    }

    @Override
    public boolean hasSampleWeights() {
        return true;
    }

    @Override
    public List<List<String>> targetClasses() {
        return Stream.concat(data.targetClasses().stream(), Stream.of(List.<String>of()))
                .toList();
    }

    @Override
    public DataFingerprint fingerprint() {
        DataFingerprint own = DataFingerprint.ofValues(size(), List.of(weights));
        DataFingerprint both =
                DataFingerprint.ofRows(size(), List.of(data.fingerprint().sha256(), own.sha256()));
        return data.fingerprint().sha256().isEmpty()
                ? data.fingerprint()
                : new DataFingerprint(size(), data.fingerprint().of(), both.sha256());
    }

    @Override
    public Optional<DataRecipe> recipe() {
        return data.recipe().map(first -> new WeightedRecipe(first, weights));
    }

    @Override
    public Epoch epoch(int batchSize, Order order) {
        int[] visit = order.permutation(size());
        Epoch epoch = data.epoch(batchSize, order);
        return new Epoch() {
            private int done;

            @Override
            public boolean hasNext() {
                return epoch.hasNext();
            }

            @Override
            public Batch next() {
                Batch batch = epoch.next();
                int from = done;
                done += batch.size();
                // An epoch that leaves out samples tells which it gave; one that does not gives all in the order of the
                // visit.
                int[] samples = epoch.samples().orElseGet(() -> IntStream.range(from, from + batch.size())
                        .map(i -> visit[i])
                        .toArray());
                return new Batch(
                        batch.inputs(),
                        Stream.concat(batch.targets().stream(), Stream.of(weights.rows(samples)))
                                .toList());
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
