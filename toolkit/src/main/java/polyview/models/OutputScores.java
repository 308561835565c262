package polyview.models;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.base.Startup;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/**
 * The scores of one output as logits or as probabilities, as {@code (N, K)}, and what is known of them.
 *
 * @param scores the operand
 * @param form what they are
 * @param task what they decide
 */
record OutputScores(Operand<TFloat32> scores, ScoreForm form, Task task) {

    static {
        Startup.begin();
    }

    /** Of what an output predicts; compile tells more than its last op, where the model is compiled. */
    static OutputScores of(
            Ops tf, String name, Operand<TFloat32> predicted, Optional<Program.HeadSpec> head, boolean probabilities) {
        Shape shape = predicted.shape();
        if (shape.numDimensions() < 1 || shape.numDimensions() > 2 || shape.numDimensions() == 2 && shape.get(1) < 0) {
            throw new IllegalArgumentException("scores are (N) or (N, K), output " + name + " is " + Shapes.text(shape)
                    + ": make numbers of its pixels, by a GlobalAveragePooling2D behind model.asLayer(), and explain"
                    + " that model");
        }
        long size = shape.numDimensions() == 1 ? 1 : shape.get(1);
        OutputEnd end = OutputEnd.of(tf, predicted);
        Task task = head.map(Program.HeadSpec::task).orElse(task(end, size));
        ScoreForm form = head.map(Program.HeadSpec::predicted)
                .filter(known -> known != ScoreForm.OUTPUT)
                .orElse(isBounded(end) ? ScoreForm.PROBABILITIES : ScoreForm.OUTPUT);
        Operand<TFloat32> scores = predicted;
        if (probabilities) {
            scores = probabilities(tf, name, predicted, form, task);
            form = ScoreForm.PROBABILITIES;
        } else if (isBounded(end)) {
            scores = end.before();
            form = ScoreForm.LOGITS;
        }
        return new OutputScores(tf.reshape(scores, tf.array(-1, Math.toIntExact(size))), form, task);
    }

    private static Operand<TFloat32> probabilities(
            Ops tf, String name, Operand<TFloat32> predicted, ScoreForm form, Task task) {
        return switch (form) {
            case PROBABILITIES -> predicted;
            case LOGITS -> task == Task.CLASSES ? tf.nn.softmax(predicted) : tf.math.sigmoid(predicted);
            case OUTPUT ->
                throw new IllegalArgumentException("it is not known whether output " + name
                        + " holds logits or probabilities: compile the model with a loss that tells, or end it in a"
                        + " softmax or a sigmoid");
        };
    }

    private static boolean isBounded(OutputEnd end) {
        return end.kind() == OutputEnd.Kind.SIGMOID || end.kind() == OutputEnd.Kind.SOFTMAX;
    }

    private static Task task(OutputEnd end, long size) {
        return switch (end.kind()) {
            case SOFTMAX -> Task.CLASSES;
            case SIGMOID -> size == 1 ? Task.LABELS : Task.NUMBERS;
            default -> Task.NUMBERS;
        };
    }
}
