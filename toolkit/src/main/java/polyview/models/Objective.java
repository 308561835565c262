package polyview.models;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/** What training makes small for one output of a model: the contract that losses fulfil. */
public interface Objective {

    /** The name, as tables show it. */
    String name();

    /**
     * The shape of one sample's target, without the batch dimension, for an output of this shape.
     *
     * <p>Refuses an output that the loss cannot use.
     *
     * @param output the output's shape, batch dimension first
     */
    Shape targetShape(Shape output);

    /** What the loss and the metrics are computed from: the output, or what came before its softmax or sigmoid. */
    default Operand<TFloat32> scores(Operand<TFloat32> output) {
        return output;
    }

    /** The loss of each sample, as evaluation sees it: {@code (N, ...) and targets -> (N)}. */
    Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets);

    /**
     * The same as a training step counts it; the gradients come from this one.
     *
     * <p>It is {@link #perSample} unless some samples are to count more in training than they do in evaluation.
     */
    default Operand<TFloat32> perTrainingSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return perSample(tf, scores, targets);
    }

    /**
     * Refuses targets that the loss cannot use, such as labels outside the classes.
     *
     * @param targets the targets of a batch
     * @param output the output's shape, batch dimension first
     */
    void check(FloatArray targets, Shape output);
}
