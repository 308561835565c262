package polyview.models;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Another form of an op: the same function of the same inputs, by other kernels. */
@FunctionalInterface
interface Substitute {

    /** Adds the ops; the last one gives what the op gave, as its first output. */
    Operand<TFloat32> of(Ops tf, List<Output<?>> inputs);
}
