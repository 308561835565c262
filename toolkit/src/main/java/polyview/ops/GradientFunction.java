package polyview.ops;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Names;

/**
 * A function whose gradient is written by hand: {@code y = forward(x1, ...)} and {@code dx1, ... = backward(x1, ..., y, dy)}.
 *
 * <p>{@code dy} is the gradient of the loss with respect to {@code y}, of the shape of {@code y}; {@code dx} is the gradient with
 * respect to {@code x} and has the shape of {@code x}. The ops of the forward function need no gradients. For an input without a
 * gradient, backward gives {@code tf.zerosLike(x)}. TensorFlow calls this a custom gradient, PyTorch an autograd function.
 *
 * <p>A sign with a straight-through gradient, and a product of two inputs:
 *
 * <pre>{@code
 * var sign = GradientFunction.of((tf, x) -> tf.math.sign(x), (tf, x, y, dy) -> dy);
 * var product = GradientFunction.of(
 *         (tf, a, b) -> tf.math.mul(a, b),
 *         (tf, a, b, y, dy) -> List.of(tf.math.mul(dy, b), tf.math.mul(dy, a)));
 * new Dense(8).activation(sign::apply)       // as an activation
 * sign.apply(c.tf(), x)                      // inside any layer's call
 * }</pre>
 *
 * <p>Of x = (-0.5, 2), sign gives y = (-1, 1); with the loss {@code 3 y1 + 4 y2} its gradient is (3, 4).
 *
 * <p>The backward function is called at each application, in a separate graph. So its errors are reported at once, and it may use
 * only its arguments: a weight that it needs must be an input. A compiled model holds the ops of the gradient and runs without the
 * function. Second derivatives are not defined.
 *
 * <p>Refused: another number of inputs ({@code product takes two inputs, got 1}) or of gradients ({@code backward of
 * product must give 2 gradients, got 1}), another shape ({@code gradient 0 of clipped must have shape (N, 3), got
 * (N)}), and an operand of another graph; an exception of backward is reported as {@code backward of clipped failed: ...}.
 * TensorFlow Java cannot register gradients on Windows: there an application throws {@link
 * UnsupportedOperationException}.
 */
public final class GradientFunction {

    /** A function of one input. */
    @FunctionalInterface
    public interface Forward1 {
        /** Adds the ops of the function. */
        Operand<TFloat32> of(Ops tf, Operand<TFloat32> x);
    }

    /** The gradient of a function of one input. */
    @FunctionalInterface
    public interface Backward1 {
        /** Adds the ops of the gradient with respect to {@code x}. */
        Operand<TFloat32> of(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y, Operand<TFloat32> dy);
    }

    /** A function of two inputs. */
    @FunctionalInterface
    public interface Forward2 {
        /** Adds the ops of the function. */
        Operand<TFloat32> of(Ops tf, Operand<TFloat32> first, Operand<TFloat32> second);
    }

    /** The gradients of a function of two inputs. */
    @FunctionalInterface
    public interface Backward2 {
        /** Adds the ops of the two gradients. */
        List<? extends Operand<TFloat32>> of(
                Ops tf, Operand<TFloat32> first, Operand<TFloat32> second, Operand<TFloat32> y, Operand<TFloat32> dy);
    }

    /** A function of a list of inputs. */
    @FunctionalInterface
    public interface Forward {
        /** Adds the ops of the function. */
        Operand<TFloat32> of(Ops tf, List<Operand<TFloat32>> inputs);
    }

    /** The gradients of a function of a list of inputs. */
    @FunctionalInterface
    public interface Backward {
        /** Adds the ops of the gradients, one for each input. */
        List<? extends Operand<TFloat32>> of(
                Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> y, Operand<TFloat32> dy);
    }

    private final String name;
    private final Optional<Integer> arity;
    private final Forward forward;
    private final Backward backward;

    private GradientFunction(String name, Optional<Integer> arity, Forward forward, Backward backward) {
        this.name = Names.check("name", name);
        this.arity = arity;
        this.forward = forward;
        this.backward = backward;
    }

    /** Of one input. */
    public static GradientFunction of(Forward1 forward, Backward1 backward) {
        Objects.requireNonNull(forward, "forward");
        Objects.requireNonNull(backward, "backward");
        return unnamed(
                Optional.of(1),
                (tf, in) -> forward.of(tf, in.get(0)),
                (tf, in, y, dy) -> one(backward.of(tf, in.get(0), y, dy)));
    }

    /** Of two inputs, such as an image and a kernel. */
    public static GradientFunction of(Forward2 forward, Backward2 backward) {
        Objects.requireNonNull(forward, "forward");
        Objects.requireNonNull(backward, "backward");
        return unnamed(
                Optional.of(2),
                (tf, in) -> forward.of(tf, in.get(0), in.get(1)),
                (tf, in, y, dy) -> backward.of(tf, in.get(0), in.get(1), y, dy));
    }

    /** Of any number of inputs from one up: {@code ofList((tf, in) -> tf.math.addN(in), (tf, in, y, dy) -> ...)}. */
    public static GradientFunction ofList(Forward forward, Backward backward) {
        return unnamed(
                Optional.empty(),
                Objects.requireNonNull(forward, "forward"),
                Objects.requireNonNull(backward, "backward"));
    }

    private static GradientFunction unnamed(Optional<Integer> arity, Forward forward, Backward backward) {
        return new GradientFunction("gradient_function", arity, forward, backward);
    }

    private static List<Operand<TFloat32>> one(Operand<TFloat32> gradient) {
        return Collections.singletonList(gradient); // null is refused later, with the name
    }

    /**
     * The same function with a name, for messages and ops; {@code gradient_function} by default.
     *
     * <p>Refused: {@code name must be letters, digits, '_', '-' or '.' and begin with a letter, got "a/b"}.
     */
    public GradientFunction name(String newName) {
        return new GradientFunction(newName, arity, forward, backward);
    }

    /** The name, for messages and ops. */
    public String name() {
        return name;
    }

    /** Adds the function of one input to a graph. */
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
        return apply(tf, List.of(x));
    }

    /** Adds the function of two inputs to a graph. */
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> first, Operand<TFloat32> second) {
        return apply(tf, List.of(first, second));
    }

    /** Adds the function of a list of inputs to a graph. */
    public Operand<TFloat32> apply(Ops tf, List<? extends Operand<TFloat32>> inputs) {
        List<Operand<TFloat32>> in = List.copyOf(inputs);
        requireInputs(in.size());
        if (!(tf.scope().env() instanceof Graph graph)) {
            throw new IllegalArgumentException(name + " needs the ops of a graph: gradients are taken in graphs only");
        }
        Ops scope = tf.withSubScope(name);
        Operand<TFloat32> y = Objects.requireNonNull(
                forward.of(scope, in), () -> "forward of " + name + " must give an output, got null");
        return CustomGradient.add(scope, graph, in, y, new TracedBackward(name, backward));
    }

    private void requireInputs(int got) {
        if (arity.isPresent() ? arity.get() != got : got == 0) {
            String takes = arity.map(n -> n == 1 ? "one input" : "two inputs").orElse("at least one input");
            throw new IllegalArgumentException(name + " takes " + takes + ", got " + got);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
