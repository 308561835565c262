package polyview.data;

import java.util.List;

/**
 * Some samples of a data set: one array for each input and one for each target, samples on the first axis of all.
 *
 * <p>Shapes: inputs {@code (N, H, W, C)} for images; targets {@code (N)} for class indices and single numbers, {@code
 * (N, K)} for several numbers.
 *
 * <p>Refused: no inputs ({@code inputs must not be empty}), and arrays with different numbers of samples ({@code every
 * array of a batch must have 32 samples, got [16, 2]}).
 *
 * @param inputs one array for each input of the model, in its order
 * @param targets one array for each output of the model; empty for data to predict on
 */
public record Batch(List<FloatArray> inputs, List<FloatArray> targets) {

    /** Checks that all arrays have the same number of samples; copies of the lists are kept. */
    public Batch {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("inputs must not be empty");
        }
        long samples = samples(inputs.get(0));
        for (List<FloatArray> arrays : List.of(inputs, targets)) {
            for (FloatArray array : arrays) {
                if (samples(array) != samples) {
                    throw new IllegalArgumentException(
                            "every array of a batch must have " + samples + " samples, got " + array.shape());
                }
            }
        }
    }

    /** The number of samples. */
    public int size() {
        return inputs.get(0).size(0);
    }

    private static long samples(FloatArray array) {
        if (array.shape().isScalar()) {
            throw new IllegalArgumentException("every array of a batch needs an axis of samples, got a single number");
        }
        return array.size(0);
    }
}
