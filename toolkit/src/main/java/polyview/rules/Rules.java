package polyview.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules that a model is compiled with, in their order.
 *
 * <p>Those that every model has, {@link #standard}:
 *
 * <table>
 * <caption>Rules</caption>
 * <tr><td>{@link MaxPoolByAttributes}</td><td>{@code tf.nn.maxPool} by the op that has a fast gradient</td></tr>
 * <tr><td>{@link MaxPoolBeforeConcat}</td><td>max pooling of each map before they are put side by side</td></tr>
 * <tr><td>{@link ActivationAfterMaxPool}</td><td>ReLU and the like behind max pooling</td></tr>
 * <tr><td>{@link ActivationBeforeReshape}</td><td>ReLU and the like directly behind the bias</td></tr>
 * <tr><td>{@link BiasWithinBatchNorm}</td><td>in prediction, a bias within the batch normalisation that follows</td></tr>
 * <tr><td>{@link NoDeadBranches}</td><td>nothing that no output needs</td></tr>
 * <tr><td>{@link SplitConcatGradient}</td><td>the gradient of a concatenation split once</td></tr>
 * <tr><td>{@link ReluGradientOfOutput}</td><td>the gradient of ReLU and the like by its output</td></tr>
 * </table>
 *
 * <p>A training comes out the same, to the bit, with and without them, but for what {@link ActivationAfterMaxPool} says of leaky
 * ReLU and {@link MaxPoolBeforeConcat} of activations with exponentials; predictions may differ in their last digits.
 *
 * <pre>{@code
 * model.rules(Rules.standard().without(BiasWithinBatchNorm.class));   // all but one
 * model.rules(Rules.none());                                      // the graph as the layers made it
 * model.rules(Rules.none().with(new MaxPoolBeforeConcat()));      // one alone
 * model.rules(new Halved());                                      // one of your own, then the standard ones
 * }</pre>
 *
 * @param all the rules, in the order in which they run
 */
public record Rules(List<GraphRule> all) {

    /** Copies the list. */
    public Rules {
        all = List.copyOf(all);
    }

    /** The rules of every model. */
    public static Rules standard() {
        return new Rules(List.of(
                new MaxPoolByAttributes(),
                new MaxPoolBeforeConcat(),
                new ActivationAfterMaxPool(),
                new ActivationBeforeReshape(),
                new BiasWithinBatchNorm(),
                new NoDeadBranches(),
                new SplitConcatGradient(),
                new ReluGradientOfOutput()));
    }

    /** No rule. */
    public static Rules none() {
        return new Rules(List.of());
    }

    /** These rules, then the ones of this object. */
    public Rules after(GraphRule... first) {
        return new Rules(Stream.concat(Stream.of(first), all.stream()).toList());
    }

    /** The rules of this object, then these. */
    public Rules with(GraphRule... last) {
        return new Rules(Stream.concat(all.stream(), Stream.of(last)).toList());
    }

    /** All but those of a class; refused: {@code there is no rule Halved, only [MaxPoolBeforeConcat]}. */
    public Rules without(Class<? extends GraphRule> type) {
        List<GraphRule> left = new ArrayList<>(all);
        if (!left.removeIf(type::isInstance)) {
            throw new IllegalArgumentException("there is no rule " + type.getSimpleName() + ", only "
                    + all.stream().map(GraphRule::name).toList());
        }
        return new Rules(left);
    }
}
