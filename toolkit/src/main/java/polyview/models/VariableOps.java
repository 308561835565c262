package polyview.models;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The ops of one variable: what holds it and what sets it.
 *
 * <p>One op sets it, to its first value or to what is fed in the place of that: TensorFlow takes a fed value in the place of
 * any tensor, and two ops less for each variable are an eighth of the graph of a deep network.
 */
final class VariableOps {

    /**
     * A variable in a graph.
     *
     * @param variable as the program tells it
     * @param operand what is assigned to
     */
    record Made(Program.Variable variable, Operand<TFloat32> operand) {}

    private VariableOps() {}

    /**
     * Adds them.
     *
     * @param first its first value, an op of this variable alone
     */
    static Made add(Ops tf, String path, Shape shape, Operand<TFloat32> first, Program.Role role) {
        String name = dotted(path);
        Operand<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
        Op assign = tf.withName("set." + name).assign(variable, first);
        return new Made(new Program.Variable(path, shape, name(variable), name(first), name(assign), role), variable);
    }

    /** A path as a part of the name of an op, which can hold no slash. */
    static String dotted(String path) {
        return path.replace('/', '.');
    }

    static String name(Op op) {
        return op.op().name();
    }

    static List<String> names(List<? extends Op> ops) {
        return ops.stream().map(VariableOps::name).toList();
    }
}
