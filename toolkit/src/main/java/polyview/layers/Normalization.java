package polyview.layers;

import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * The options that layers share which normalise, with Keras' names and defaults: what multiplies afterwards, gamma, and what is
 * added, beta.
 *
 * @param <T> the layer's own type
 */
public abstract class Normalization<T extends Normalization<T>> extends StandardLayer<T> {

    private boolean center = true;
    private boolean scale = true;
    private Initializer gammaInitializer = Initializer.ones();
    private Initializer betaInitializer = Initializer.zeros();
    private Regularizer gammaRegularizer = Regularizer.NONE;
    private Regularizer betaRegularizer = Regularizer.NONE;
    private Optional<Weight> gamma = Optional.empty();
    private Optional<Weight> beta = Optional.empty();

    /** Whether beta is added; true by default. */
    public T center(boolean newCenter) {
        mustNotBeBuilt("center");
        this.center = newCenter;
        return self();
    }

    /** Whether gamma multiplies; true by default. */
    public T scale(boolean newScale) {
        mustNotBeBuilt("scale");
        this.scale = newScale;
        return self();
    }

    /** The first values of gamma; ones by default. */
    public T gammaInitializer(Initializer newInitializer) {
        mustNotBeBuilt("gammaInitializer");
        this.gammaInitializer = newInitializer;
        return self();
    }

    /** The first values of beta; zeros by default. */
    public T betaInitializer(Initializer newInitializer) {
        mustNotBeBuilt("betaInitializer");
        this.betaInitializer = newInitializer;
        return self();
    }

    /** What gamma adds to the loss; nothing by default. */
    public T gammaRegularizer(Regularizer newRegularizer) {
        mustNotBeBuilt("gammaRegularizer");
        this.gammaRegularizer = newRegularizer;
        return self();
    }

    /** What beta adds to the loss; nothing by default. */
    public T betaRegularizer(Regularizer newRegularizer) {
        mustNotBeBuilt("betaRegularizer");
        this.betaRegularizer = newRegularizer;
        return self();
    }

    /** Declares gamma and beta, those that are wanted. */
    final void declare(Build b, Shape shape) {
        gamma = scale ? Optional.of(b.weight("gamma", shape, gammaInitializer, gammaRegularizer)) : Optional.empty();
        beta = center ? Optional.of(b.weight("beta", shape, betaInitializer, betaRegularizer)) : Optional.empty();
    }

    /** What multiplies, where anything does. */
    final Optional<Weight> gamma() {
        return gamma;
    }

    /** What is added, where anything is. */
    final Optional<Weight> beta() {
        return beta;
    }
}
