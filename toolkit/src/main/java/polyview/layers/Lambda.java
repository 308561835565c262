package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A user's function as a layer, for ops that no layer has: {@code new Lambda((tf, x) -> tf.math.square(x))}.
 *
 * <p>Two inputs: {@code new Lambda((tf, a, b) -> tf.math.sub(a, b))}. Any number of inputs, other layers, randomness, or a
 * function that differs in training: {@code Lambda.of((c, inputs) -> c.tf().math.addN(inputs))}, see {@link Call}. A layer used
 * inside, as in {@code Lambda.of((c, in) -> c.apply(dense, in.get(0)))}, is created outside the function and gives this layer its
 * weights.
 *
 * <p>Refused: another number of inputs than the function takes ({@code lambda takes one input, got 2}).
 *
 * <p>Example: the square of (1, -2) is (1, 4).
 */
public final class Lambda extends StandardLayer<Lambda> {

    /** A function of one input. */
    @FunctionalInterface
    public interface OfOne {
        /** Adds the ops of the function. */
        Operand<TFloat32> of(Ops tf, Operand<TFloat32> x);
    }

    /** A function of two inputs. */
    @FunctionalInterface
    public interface OfTwo {
        /** Adds the ops of the function. */
        Operand<TFloat32> of(Ops tf, Operand<TFloat32> first, Operand<TFloat32> second);
    }

    /** A function of any number of inputs, with all that a layer has. */
    @FunctionalInterface
    public interface OfAny {
        /** Adds the ops of the function. */
        Operand<TFloat32> of(Call c, List<Operand<TFloat32>> inputs);
    }

    private final OfAny function;

    /** The layer of a function of one input. */
    public Lambda(OfOne function) {
        this.function = (c, inputs) -> {
            requireInputs(inputs, 1, "one input");
            return function.of(c.tf(), inputs.get(0));
        };
    }

    /** The layer of a function of two inputs. */
    public Lambda(OfTwo function) {
        this.function = (c, inputs) -> {
            requireInputs(inputs, 2, "two inputs");
            return function.of(c.tf(), inputs.get(0), inputs.get(1));
        };
    }

    private Lambda(OfAny function) {
        this.function = function;
    }

    /** The layer of a function of any number of inputs. */
    public static Lambda of(OfAny function) {
        return new Lambda(function);
    }

    @Override
    protected Lambda self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        return function.of(c, inputs);
    }

    private void requireInputs(List<Operand<TFloat32>> inputs, int number, String told) {
        if (inputs.size() != number) {
            throw new IllegalArgumentException(displayName() + " takes " + told + ", got " + inputs.size());
        }
    }
}
