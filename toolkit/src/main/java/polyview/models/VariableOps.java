package polyview.models;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The ops of one variable: what holds it, what sets it, and what gives it its first value. */
final class VariableOps {

    /**
     * A variable in a graph.
     *
     * @param variable as the program tells it
     * @param operand what is assigned to
     * @param initial the name of the op that gives it its first value
     */
    record Made(Program.Variable variable, Operand<TFloat32> operand, String initial) {}

    private VariableOps() {}

    static Made add(Ops tf, String path, Shape shape, Operand<TFloat32> first, Program.Role role) {
        String name = dotted(path);
        Operand<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
        Operand<TFloat32> fed = tf.withName("fed." + name).placeholder(TFloat32.class, Placeholder.shape(shape));
        Op assign = tf.withName("set." + name).assign(variable, fed);
        Op initial = tf.withName("initial." + name).assign(variable, first);
        Program.Variable made = new Program.Variable(path, shape, name(variable), name(fed), name(assign), role);
        return new Made(made, variable, name(initial));
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
