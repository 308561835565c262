package polyview.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.layers.Weight;

/** The weights of a network as variables of a graph, and how they begin. */
final class Variables {

    private final Ops tf;
    private final Operand<TInt64> seed;
    private final Map<Weight, Entry> weights = new LinkedHashMap<>();
    private final Set<String> firstValues = new HashSet<>();

    /** A variable, and the reading of it that the layers take. */
    private record Entry(VariableOps.Made made, Operand<TFloat32> value) {}

    Variables(Ops tf, Operand<TInt64> seed) {
        this.tf = tf;
        // Stateless draws take two numbers: the first tells weights apart, the second tells them from draws in a step.
        this.seed = tf.stack(List.of(seed, tf.constant(-1L)));
    }

    void add(Weight weight, Network.Slot slot) {
        long place = (weights.size() + 1) * 0xD1B54A32D192ED03L;
        Operand<TInt64> own = tf.math.add(seed, tf.constant(new long[] {place, 0}));
        Operand<TFloat32> first = ownOp(weight.initializer().draw(tf.withSubScope("initial"), weight.shape(), own));
        Program.Role role = slot.trainable() ? Program.Role.TRAINABLE : Program.Role.FIXED;
        VariableOps.Made made = VariableOps.add(tf, slot.path(), weight.shape(), first, role);
        // Some gradients, such as that of a square, crash the JVM where they meet a variable itself.
        Operand<TFloat32> value =
                tf.withName("value." + VariableOps.dotted(slot.path())).identity(made.operand());
        weights.put(weight, new Entry(made, value));
    }

    /** An initializer may give one op for two weights, or the second output of an op. */
    private Operand<TFloat32> ownOp(Operand<TFloat32> first) {
        Output<TFloat32> output = first.asOutput();
        boolean own = output.index() == 0 && firstValues.add(output.op().name());
        return own ? first : tf.identity(first);
    }

    /** What layers compute with, and what gradients are taken of. */
    Operand<TFloat32> value(Weight weight) {
        return entry(weight).value();
    }

    /** The path of a weight in the model. */
    String path(Weight weight) {
        return entry(weight).made().variable().path();
    }

    private Entry entry(Weight weight) {
        Entry entry = weights.get(weight);
        if (entry == null) {
            throw new IllegalStateException("weight " + weight + " belongs to no layer of the model: a layer that uses"
                    + " others must make them once, in its fields, not in call");
        }
        return entry;
    }

    /** All of them, in the order in which they were added. */
    List<Forward.Held> all() {
        List<Forward.Held> all = new ArrayList<>();
        weights.values().forEach(e -> all.add(new Forward.Held(e.made().variable(), VariableOps.name(e.value()))));
        return all;
    }
}
