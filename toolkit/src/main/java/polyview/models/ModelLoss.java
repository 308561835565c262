package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.base.Shapes;
import polyview.layers.Regularizer;
import polyview.layers.Weight;
import polyview.losses.Loss;
import polyview.losses.LossOps;

/** The loss of a whole model: the mean over the samples for each output, summed, and what regularisers and layers add. */
final class ModelLoss {

    /** What makes of one loss the numbers of the samples. */
    interface PerSample {
        Operand<TFloat32> of(Loss loss, Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets);
    }

    /**
     * The loss, and what metrics are computed from.
     *
     * @param loss a scalar
     * @param scores one for each output
     */
    record Total(Operand<TFloat32> loss, List<Operand<TFloat32>> scores) {}

    private final Ops tf;
    private final List<Operand<TFloat32>> targets;
    private final List<Optional<Operand<TFloat32>>> sampleWeights;
    private final List<Operand<TFloat32>> penalties;

    ModelLoss(
            Ops tf,
            List<Operand<TFloat32>> targets,
            List<Optional<Operand<TFloat32>>> sampleWeights,
            List<Operand<TFloat32>> penalties) {
        this.tf = tf;
        this.targets = targets;
        this.sampleWeights = sampleWeights;
        this.penalties = penalties;
    }

    /** The loss of these outputs, with their ends, and what layers added; what the heads know was found before. */
    Total of(
            List<Operand<TFloat32>> outputs,
            List<OutputEnd> ends,
            List<Operand<TFloat32>> added,
            List<HeadScores> heads,
            PerSample perSample) {
        List<Operand<TFloat32>> losses = new ArrayList<>();
        List<Operand<TFloat32>> scores = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Head head = heads.get(i).head();
            Operand<TFloat32> output = heads.get(i).trusted(tf, outputs.get(i));
            scores.add(heads.get(i).fetched(ends.get(i), output));
            Operand<TFloat32> seen = heads.get(i).forLoss(tf, ends.get(i), output);
            Operand<TFloat32> target = targets.get(i);
            Operand<TFloat32> ofEach = perSample.of(head.loss(), tf, LossOps.onePerSample(tf, seen, target), target);
            Operand<TFloat32> checked = onePerSample(head.loss(), ofEach, target);
            Operand<TFloat32> weighted = sampleWeights
                    .get(i)
                    .<Operand<TFloat32>>map(w -> tf.math.mul(checked, w))
                    .orElse(checked);
            Operand<TFloat32> mean = tf.math.mean(weighted, tf.array(0));
            losses.add(head.weight() == 1 ? mean : tf.math.mul(mean, tf.constant((float) head.weight())));
        }
        losses.addAll(penalties);
        losses.addAll(added);
        return new Total(losses.size() == 1 ? losses.get(0) : tf.math.addN(losses), scores);
    }

    /** The losses, which must be (N): the rank is known when the model is compiled, the number of samples when a batch is run. */
    private Operand<TFloat32> onePerSample(Loss loss, Operand<TFloat32> ofEach, Operand<TFloat32> target) {
        String rule = "loss " + loss.name() + " must give one number for each sample, (N)";
        if (ofEach == null || ofEach.shape().numDimensions() != 1) {
            throw new IllegalArgumentException(
                    rule + ", got " + (ofEach == null ? "null" : Shapes.text(ofEach.shape())));
        }
        Operand<TInt32> samples = tf.slice(tf.shape(target), tf.array(0), tf.array(1));
        Op sameNumber = tf.assertThat(
                tf.all(tf.math.equal(tf.shape(ofEach), samples), tf.array(0)),
                List.of(tf.constant(rule + ", got"), tf.shape(ofEach), tf.constant("for"), samples));
        return tf.withControlDependencies(List.of(sameNumber)).identity(ofEach);
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
