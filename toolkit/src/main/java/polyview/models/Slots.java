package polyview.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** The variables that the optimizer keeps for weights, zero at first. */
final class Slots {

    private final Ops tf;
    private final Map<Shape, Operand<TInt64>> shapes = new HashMap<>();
    private final Map<String, VariableOps.Made> made = new LinkedHashMap<>();
    private Optional<Operand<TFloat32>> zero = Optional.empty();

    Slots(Ops tf) {
        this.tf = tf;
    }

    /** The slot of a weight, made where it is not there yet. */
    Operand<TFloat32> of(Program.Variable weight, String name) {
        String path = weight.path() + "/" + name;
        VariableOps.Made slot = made.get(path);
        if (slot == null) {
            slot = VariableOps.add(tf, path, weight.shape(), zeros(weight.shape()), Program.Role.OPTIMIZER);
            made.put(path, slot);
        }
        return slot.operand();
    }

    /** One op for each slot, of few constants: a deep network has many slots of few shapes. */
    private Operand<TFloat32> zeros(Shape shape) {
        if (zero.isEmpty()) {
            zero = Optional.of(tf.constant(0f));
        }
        return tf.fill(shapes.computeIfAbsent(shape, s -> tf.constant(s.asArray())), zero.get());
    }

    /** All of them, in the order in which they were made. */
    List<VariableOps.Made> all() {
        return new ArrayList<>(made.values());
    }
}
