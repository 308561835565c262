package polyview.ops;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.base.Messages;
import polyview.base.Shapes;
import polyview.base.Startup;

/**
 * A user's backward function, run in a graph of its own to become a function of TensorFlow.
 *
 * <p>It is not run inside {@code addGradients}: there the graph is locked, and a function that asks for the shape of an operand
 * would wait for ever.
 *
 * @param name what messages call the function
 * @param backward the user's function
 */
record TracedBackward(String name, GradientFunction.Backward backward) {

    static {
        Startup.begin();
    }

    /** The TensorFlow function from {@code x1, ..., y, dy} to {@code dx1, ...}, which the caller closes. */
    ConcreteFunction trace(List<Shape> inputs, Shape output) {
        return ConcreteFunction.create(tf -> {
            // The name of the TensorFlow function is this key and a hash of what it does: equal functions share it.
            Signature.Builder signature = Signature.builder("backward_of_" + name);
            List<Operand<TFloat32>> in = new ArrayList<>();
            inputs.forEach(shape -> in.add(argument(tf, signature, "x" + in.size(), shape)));
            Operand<TFloat32> y = argument(tf, signature, "y", output);
            Operand<TFloat32> dy = argument(tf, signature, "dy", output);
            List<? extends Operand<TFloat32>> gradients = run(tf, List.copyOf(in), y, dy);
            requireAll(gradients, inputs.size());
            for (int i = 0; i < inputs.size(); i++) {
                requireGradient(tf.scope().env(), i, gradients.get(i), inputs.get(i));
                // A separate op: a gradient may be an argument itself, or the same for two inputs.
                signature.output("dx" + i, tf.withName("dx" + i).identity(gradients.get(i)));
            }
            return signature.build();
        });
    }

    private List<? extends Operand<TFloat32>> run(
            Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> y, Operand<TFloat32> dy) {
        try {
            return backward.of(tf, inputs, y, dy);
        } catch (RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : Messages.reason(e.getMessage());
            String hint = reason.contains("different graph") ? " Backward may use nothing but its arguments." : "";
            throw new IllegalArgumentException("backward of " + name + " failed: " + reason + hint, e);
        }
    }

    private static Operand<TFloat32> argument(Ops tf, Signature.Builder signature, String name, Shape shape) {
        Operand<TFloat32> argument = tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(shape));
        signature.input(name, argument);
        return argument;
    }

    private void requireAll(List<?> gradients, int expected) {
        if (gradients == null || gradients.size() != expected) {
            throw new IllegalArgumentException("backward of " + name + " must give "
                    + Shapes.count(expected, "gradient") + ", got " + (gradients == null ? "null" : gradients.size()));
        }
    }

    private void requireGradient(ExecutionEnvironment graph, int index, Operand<TFloat32> gradient, Shape input) {
        String which = "gradient " + index + " of " + name;
        if (gradient == null) {
            throw new IllegalArgumentException(which + " must not be null: give zerosLike(x) where nothing flows");
        }
        if (gradient.env() != graph) {
            throw new IllegalArgumentException(
                    which + " must be made with the ops and operands that backward is given, got one of another graph");
        }
        if (!input.isCompatibleWith(gradient.shape())) {
            throw new IllegalArgumentException(
                    which + " must have shape " + Shapes.text(input) + ", got " + Shapes.text(gradient.shape()));
        }
    }
}
