package polyview.models;

import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.layers.SymbolicTensor;

/**
 * How many samples are predicted at once where nobody says it: as many as fit into {@link #BYTES} with what a layer takes and gives,
 * at most {@link #MOST}. More of them gain nothing: small networks are then as fast as they get, and those with
 * large images would need memory that a laptop lacks.
 */
final class PredictionBatch {

    static final long BYTES = 64L << 20;

    static final int MOST = 512;

    /** Where a shape is not known before an image is there. */
    static final int UNKNOWN = 32;

    private PredictionBatch() {}

    static int of(Network network) {
        long largest = 1;
        for (List<SymbolicTensor> tensors : List.of(network.inputs(), network.applications())) {
            for (SymbolicTensor tensor : tensors) {
                Shape sample = Shapes.ofSample(tensor.shape());
                if (sample.hasUnknownDimension()) {
                    return UNKNOWN;
                }
                largest = Math.max(largest, sample.size());
            }
        }
        // A layer holds what comes in and what goes out.
        return (int) Math.max(1, Math.min(MOST, BYTES / (2 * largest * Float.BYTES)));
    }
}
