package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.layers.Regularizer;
import polyview.layers.Weight;
import polyview.losses.Loss;
import polyview.losses.LossOps;

/** The loss of a whole model: the mean over the samples for each output, summed, and what regularisers add. */
final class ModelLoss {

    /** What makes of one loss the numbers of the samples. */
    interface PerSample {
        Operand<TFloat32> of(Loss loss, Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets);
    }

    /**
     * The loss, and what it is computed from.
     *
     * @param loss a scalar
     * @param scores one for each output
     */
    record Total(Operand<TFloat32> loss, List<Operand<TFloat32>> scores) {}

    private final Ops tf;
    private final Compilation compilation;
    private final List<Operand<TFloat32>> targets;
    private final List<Operand<TFloat32>> penalties;

    ModelLoss(Ops tf, Compilation compilation, List<Operand<TFloat32>> targets, List<Operand<TFloat32>> penalties) {
        this.tf = tf;
        this.compilation = compilation;
        this.targets = targets;
        this.penalties = penalties;
    }

    Total of(List<Operand<TFloat32>> outputs, PerSample perSample) {
        List<Operand<TFloat32>> losses = new ArrayList<>();
        List<Operand<TFloat32>> scores = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Head head = compilation.heads().get(i);
            Operand<TFloat32> score = head.loss().scores(outputs.get(i));
            scores.add(score);
            Operand<TFloat32> ofEach =
                    perSample.of(head.loss(), tf, LossOps.onePerSample(tf, score, targets.get(i)), targets.get(i));
            requireOnePerSample(head.loss(), ofEach.shape());
            Operand<TFloat32> mean = tf.math.mean(ofEach, tf.array(0));
            losses.add(head.weight() == 1 ? mean : tf.math.mul(mean, tf.constant((float) head.weight())));
        }
        losses.addAll(penalties);
        return new Total(losses.size() == 1 ? losses.get(0) : tf.math.addN(losses), scores);
    }

    private static void requireOnePerSample(Loss loss, Shape shape) {
        if (shape.numDimensions() != 1) {
            throw new IllegalArgumentException(
                    "loss " + loss.name() + " must give one number for each sample, (N), got " + Shapes.text(shape));
        }
    }

    /** What the regularisers of the weights add, of those weights that training changes. */
    static List<Operand<TFloat32>> penalties(Ops tf, Map<Weight, Network.Slot> weights, Variables variables) {
        List<Operand<TFloat32>> penalties = new ArrayList<>();
        weights.forEach((weight, slot) -> {
            if (slot.trainable() && weight.regularizer() != Regularizer.NONE) {
                Operand<TFloat32> penalty = weight.regularizer().penalty(tf, variables.value(weight));
                if (penalty.shape().numDimensions() != 0) {
                    throw new IllegalArgumentException("regularizer of weight " + slot.path()
                            + " must give a scalar, got " + Shapes.text(penalty.shape()));
                }
                penalties.add(penalty);
            }
        });
        return penalties;
    }
}
