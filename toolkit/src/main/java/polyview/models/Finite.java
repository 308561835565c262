package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/**
 * The checks in a training graph that numbers are finite, and what is said where one is not.
 *
 * <p>The loss is checked before any gradient goes on, and every gradient and every next state before any weight changes: so
 * a step that would spoil weights ends with an error and has changed nothing. An update may still overflow, as with a rate of
 * 1e38: weights and what the optimizer keeps have a check of their own, {@code all_finite}, for the end of each epoch.
 */
final class Finite {

    /** Begins the message of each check, to be known among errors of other ops. */
    private static final String MARK = "polyview finite: ";

    private Finite() {}

    /** The value itself, or an error when it is not finite. */
    static Operand<TFloat32> checked(Ops tf, String name, Operand<TFloat32> value) {
        return tf.withName(name).debugging.checkNumerics(value, MARK + name);
    }

    /** Adds the op that fails where a variable is not finite; gives its name. */
    static String addAll(Ops tf, List<VariableOps.Made> slots, Map<Program.Variable, Operand<TFloat32>> weights) {
        List<Op> checks = new ArrayList<>();
        weights.forEach((variable, operand) ->
                checks.add(checked(tf, "finite." + VariableOps.dotted(variable.path()), operand)));
        slots.forEach(slot -> checks.add(
                checked(tf, "finite." + VariableOps.dotted(slot.variable().path()), slot.operand())));
        return VariableOps.name(
                tf.withControlDependencies(checks).withName("all_finite").noOp());
    }

    /** Whether an error of TensorFlow is that of a check here. */
    static boolean failed(RuntimeException e) {
        return String.valueOf(e.getMessage()).contains(MARK);
    }

    /** The first number of an array that is not finite. */
    static Optional<Float> firstBad(FloatArray array) {
        int place = placeOfBad(array);
        return place < 0 ? Optional.empty() : Optional.of(array.values()[place]);
    }

    /** Its place among the values; -1 where all are finite. */
    static int placeOfBad(FloatArray array) {
        float[] values = array.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    /** What to throw for the first array that is not finite, in the order of the ports. */
    static Optional<NotFiniteException> firstBad(
            NotFiniteException.Kind kind, String what, List<Program.Port> ports, List<FloatArray> arrays) {
        for (int i = 0; i < ports.size(); i++) {
            Optional<Float> bad = firstBad(arrays.get(i));
            if (bad.isPresent()) {
                return Optional.of(
                        new NotFiniteException(kind, what + ports.get(i).name(), bad.get()));
            }
        }
        return Optional.empty();
    }
}
