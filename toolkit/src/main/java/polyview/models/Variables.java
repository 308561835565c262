package polyview.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.layers.Weight;

/** The variables of a graph: the weights, what the optimizer keeps, how they begin and how they are set. */
final class Variables {

    private final Ops tf;
    private final Operand<TInt64> seed;
    private final Map<Weight, Entry> weights = new LinkedHashMap<>();
    private final List<Program.Variable> all = new ArrayList<>();
    private final List<Op> initialisers = new ArrayList<>();

    /** A variable, and the reading of it that the layers take. */
    private record Entry(Operand<TFloat32> variable, Operand<TFloat32> value, String path) {}

    Variables(Ops tf, Operand<TInt64> seed) {
        this.tf = tf;
        this.seed = seed;
    }

    void add(Weight weight, Network.Slot slot) {
        // Stateless draws take two numbers: the first tells weights apart, the second tells them from draws in a step.
        long place = (weights.size() + 1) * 0xD1B54A32D192ED03L;
        Operand<TInt64> own = tf.stack(List.of(tf.math.add(seed, tf.constant(place)), tf.constant(-1L)));
        Operand<TFloat32> first = weight.initializer().draw(tf.withSubScope("initial"), weight.shape(), own);
        Program.Role role = slot.trainable() ? Program.Role.TRAINABLE : Program.Role.FIXED;
        Operand<TFloat32> variable = variable(slot.path(), weight.shape(), first, role);
        // Some gradients, such as that of a square, end the JVM where they meet a variable itself.
        Operand<TFloat32> value =
                tf.withName("value." + slot.path().replace('/', '.')).identity(variable);
        weights.put(weight, new Entry(variable, value, slot.path()));
    }

    /** What layers compute with, and what gradients are taken of. */
    Operand<TFloat32> value(Weight weight) {
        return entry(weight).value();
    }

    /** What is assigned to. */
    Operand<TFloat32> variable(Weight weight) {
        return entry(weight).variable();
    }

    private Entry entry(Weight weight) {
        Entry entry = weights.get(weight);
        if (entry == null) {
            throw new IllegalStateException("weight " + weight + " belongs to no layer of the model: a layer that uses"
                    + " others must make them once, in its fields, not in call");
        }
        return entry;
    }

    /** A variable of the weight's shape, zero at first, that the optimizer keeps. */
    Operand<TFloat32> slot(Weight weight, String name) {
        Shape shape = weight.shape();
        Operand<TFloat32> zeros = tf.fill(tf.constant(shape.asArray()), tf.constant(0f));
        return variable(weights.get(weight).path() + "/" + name, shape, zeros, Program.Role.OPTIMIZER);
    }

    List<Program.Variable> all() {
        return List.copyOf(all);
    }

    Op initialise() {
        return tf.withControlDependencies(initialisers).withName("initialise").noOp();
    }

    private Operand<TFloat32> variable(String path, Shape shape, Operand<TFloat32> first, Program.Role role) {
        String name = path.replace('/', '.');
        Operand<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
        Operand<TFloat32> fed = tf.withName("fed." + name).placeholder(TFloat32.class, Placeholder.shape(shape));
        Op assign = tf.withName("set." + name).assign(variable, fed);
        initialisers.add(tf.assign(variable, first));
        all.add(new Program.Variable(
                path,
                shape,
                ProgramBuilder.name(variable),
                ProgramBuilder.name(fed),
                ProgramBuilder.name(assign),
                role));
        return variable;
    }
}
