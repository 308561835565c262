package polyview.models;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;
import polyview.metrics.Metric;

/**
 * What the loss and the metrics of one output are computed from: known from the end of the graph, or from the loss's word.
 *
 * @param head what the output is trained for
 * @param kind what its last op tells
 * @param output what the output itself is
 */
record HeadScores(Head head, OutputEnd.Kind kind, ScoreForm output) {

    private static final float CUT = Math.ulp(1f);

    /**
     * Looks at the ends in prediction and in training; where they tell different things, nothing is known.
     *
     * <p>Refuses a word that the end contradicts, and metrics that want what is not known.
     */
    static HeadScores of(Head head, OutputEnd predicted, OutputEnd trained) {
        Loss loss = head.loss();
        OutputEnd.Kind kind = predicted.kind() == trained.kind() ? predicted.kind() : OutputEnd.Kind.UNKNOWN;
        ScoreForm output = output(head, kind, loss.fromLogits());
        if (kind == OutputEnd.Kind.SOFTMAX && predicted.before().shape().get(-1) == 1) {
            throw new IllegalArgumentException("output " + head.output()
                    + " ends in a softmax over one number, which is always 1: take a sigmoid, or more units");
        }
        HeadScores scores = new HeadScores(head, kind, output);
        if (kind == OutputEnd.Kind.SIGMOID && loss.task() == Task.CLASSES && loss.wants() != ScoreForm.OUTPUT) {
            throw new IllegalArgumentException("loss " + loss.name() + " is for classes, and output " + head.output()
                    + " ends in a sigmoid: take a softmax, or no activation");
        }
        if (loss.wants() != ScoreForm.OUTPUT && output == ScoreForm.OUTPUT) {
            throw new IllegalArgumentException("loss " + loss.name() + " must know whether output " + head.output()
                    + " holds logits or probabilities, which its last op " + predicted.op()
                    + " does not tell: say fromLogits(true) or fromLogits(false)");
        }
        head.metrics().forEach(scores::requireKnown);
        return scores;
    }

    private static ScoreForm output(Head head, OutputEnd.Kind kind, Optional<Boolean> fromLogits) {
        boolean bounded = kind == OutputEnd.Kind.SIGMOID || kind == OutputEnd.Kind.SOFTMAX;
        if (bounded && fromLogits.equals(Optional.of(true))) {
            throw new IllegalArgumentException("fromLogits(true) is wrong: output " + head.output() + " ends in a "
                    + (kind == OutputEnd.Kind.SIGMOID ? "sigmoid" : "softmax") + ", so it holds probabilities");
        }
        if (kind == OutputEnd.Kind.LINEAR && fromLogits.equals(Optional.of(false))) {
            throw new IllegalArgumentException("fromLogits(false) is wrong: output " + head.output()
                    + " ends without an activation, so it holds logits");
        }
        if (bounded) {
            return ScoreForm.PROBABILITIES;
        }
        if (kind == OutputEnd.Kind.LINEAR) {
            return head.loss().task().isClassification() ? ScoreForm.LOGITS : ScoreForm.OUTPUT;
        }
        return fromLogits
                .map(logits -> logits ? ScoreForm.LOGITS : ScoreForm.PROBABILITIES)
                .orElse(ScoreForm.OUTPUT);
    }

    /** What the scores are that a step gives. */
    ScoreForm form() {
        return isExact() ? ScoreForm.LOGITS : output;
    }

    /** Whether what came before the last op are the logits that the task means. */
    private boolean isExact() {
        Task task = head.loss().task();
        return kind == OutputEnd.Kind.SIGMOID && task == Task.LABELS
                || kind == OutputEnd.Kind.SOFTMAX && task == Task.CLASSES;
    }

    private void requireKnown(Metric metric) {
        boolean found = metric.wants() == ScoreForm.OUTPUT
                || metric.wants() == output
                || output != ScoreForm.OUTPUT && head.loss().task().isClassification();
        if (!found) {
            throw new IllegalArgumentException("metric " + metric.name() + " wants " + metric.wants()
                    + ", and whether output " + head.output()
                    + " holds logits or probabilities is not known: say so with"
                    + " fromLogits(true) or fromLogits(false) of loss "
                    + head.loss().name());
        }
    }

    /** The output; where nothing but the word of the loss tells that it holds probabilities, it is checked in each batch. */
    Operand<TFloat32> trusted(Ops tf, Operand<TFloat32> of) {
        boolean onlySaid = kind == OutputEnd.Kind.UNKNOWN && output == ScoreForm.PROBABILITIES;
        return onlySaid ? checked(tf, head.loss().task(), of) : of;
    }

    /** What a step gives for the metrics, of a trusted output. */
    Operand<TFloat32> fetched(OutputEnd end, Operand<TFloat32> of) {
        return isExact() ? end.before() : of;
    }

    /** What the loss is computed from, of a trusted output. */
    Operand<TFloat32> forLoss(Ops tf, OutputEnd end, Operand<TFloat32> of) {
        Task task = head.loss().task();
        ScoreForm wanted = head.loss().wants();
        if (wanted == ScoreForm.OUTPUT) {
            return of;
        }
        if (output == ScoreForm.LOGITS) {
            return wanted == ScoreForm.LOGITS ? of : probabilities(tf, task, of);
        }
        if (wanted == ScoreForm.LOGITS) {
            return isExact() ? end.before() : logits(tf, task, of);
        }
        return of;
    }

    private static Operand<TFloat32> probabilities(Ops tf, Task task, Operand<TFloat32> logits) {
        return task == Task.CLASSES ? tf.nn.softmax(logits) : tf.math.sigmoid(logits);
    }

    /** The inverse; what is cut off would be infinite. The step between floats below 1 is exact on both sides. */
    private static Operand<TFloat32> logits(Ops tf, Task task, Operand<TFloat32> probabilities) {
        Operand<TFloat32> p = tf.math.minimum(tf.math.maximum(probabilities, tf.constant(CUT)), tf.constant(1 - CUT));
        Operand<TFloat32> logP = tf.math.log(p);
        return task == Task.CLASSES ? logP : tf.math.sub(logP, tf.math.log1p(tf.math.neg(p)));
    }

    /** Probabilities that were only said to be such; small excess comes of sums in 32 bits. */
    private static Operand<TFloat32> checked(Ops tf, Task task, Operand<TFloat32> said) {
        Operand<TFloat32> away = tf.math.abs(tf.math.sub(said, tf.constant(0.5f)));
        Ops checked =
                tf.withControlDependencies(List.of(asserted(tf, away, 0.50001f, "probabilities must lie in [0, 1]")));
        if (task == Task.CLASSES) {
            Operand<TFloat32> sum = tf.sum(said, tf.array(-1));
            Operand<TFloat32> off = tf.math.abs(tf.math.sub(sum, tf.constant(1f)));
            checked = checked.withControlDependencies(
                    List.of(asserted(tf, off, 1e-3f, "probabilities of a sample must sum to 1")));
        }
        return checked.identity(said);
    }

    private static Op asserted(Ops tf, Operand<TFloat32> values, float largest, String rule) {
        return tf.assertThat(
                tf.all(tf.reshape(tf.math.lessEqual(values, tf.constant(largest)), tf.array(-1)), tf.array(0)),
                List.of(tf.constant(rule + ": fromLogits(false) is wrong")));
    }
}
