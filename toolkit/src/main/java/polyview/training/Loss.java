package polyview.training;

import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.data.FloatArray;
import polyview.layers.Shapes;
import polyview.models.Objective;

/** What training makes small; each is the mean over the samples of a batch. */
public sealed interface Loss extends Objective {

    /**
     * For classes given as indices: {@code -log softmax(x)[label]}.
     *
     * <p>Output {@code (N, K)}, targets {@code (N)}; or {@code (N, H, W, K)} and {@code (N, H, W)}, averaged over the
     * positions. The output holds any numbers (logits); where it ends in a softmax, what came before it is used, which is
     * exact where the softmax underflows.
     *
     * <p>Refused: {@code label must be one of the classes 0 to 9, got 10.0 at sample 3 of the batch}.
     *
     * <p>Example: logits (0, 0) give log 2 = 0.6931 for either label.
     */
    static Loss softmaxCrossEntropy() {
        return new SoftmaxCrossEntropy();
    }

    /**
     * For yes or no: {@code log(1 + exp(x)) - x y}, with y in 0 to 1.
     *
     * <p>Output {@code (N, 1)} and targets {@code (N)}, or both {@code (N, K)} or {@code (N, H, W, C)}, averaged over all
     * but the samples. The output holds any numbers (logits); where it ends in a sigmoid, what came before it is used.
     *
     * <p>Refused: {@code label must lie in [0, 1], got 2.0 at sample 3 of the batch}.
     *
     * <p>Example: logit 0 gives log 2 = 0.6931 for either label.
     */
    static Loss binaryCrossEntropy() {
        return new BinaryCrossEntropy();
    }

    /**
     * For numbers: {@code (x - y)^2}, averaged over all but the samples.
     *
     * <p>Output {@code (N, 1)} and targets {@code (N)}, or both of one shape.
     *
     * <p>Example: (1, 2) against (1, 4) gives 2.
     */
    static Loss meanSquaredError() {
        return new MeanSquaredError();
    }
}
