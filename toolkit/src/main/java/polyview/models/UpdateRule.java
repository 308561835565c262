package polyview.models;

import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How one step of training changes a weight: the contract that optimizers fulfil.
 *
 * <p>Example, plain gradient descent: {@code u -> u.tf().train.applyGradientDescent(u.weight(), u.learningRate(),
 * u.gradient())}.
 */
public interface UpdateRule {

    /** The learning rate to begin with. */
    double learningRate();

    /** Adds the ops that change the weight, and gives the last one. */
    Op apply(Update update);

    /**
     * One weight and what is known when it is to be changed.
     *
     * @param tf where the ops go; they run after all gradients are there
     * @param weight the variable
     * @param gradient of the loss with respect to the weight
     * @param learningRate a scalar
     * @param step a scalar: 1 in the first step
     * @param slot makes a variable of the weight's shape, zero at first, that belongs to the weight, by name
     */
    record Update(
            Ops tf,
            Operand<TFloat32> weight,
            Operand<TFloat32> gradient,
            Operand<TFloat32> learningRate,
            Operand<TFloat32> step,
            Function<String, Operand<TFloat32>> slot) {}
}
