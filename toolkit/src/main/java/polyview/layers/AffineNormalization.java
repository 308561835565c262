package polyview.layers;

import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * The options of normalising layers, with Keras' names and defaults: a factor gamma and an offset beta that are applied afterwards.
 *
 * @param <T> the layer's own type
 */
public abstract class AffineNormalization<T extends AffineNormalization<T>> extends StandardLayer<T> {

    private boolean center = true;
    private boolean scale = true;
    private Initializer gammaInitializer = Initializer.ones();
    private Initializer betaInitializer = Initializer.zeros();
    private Regularizer gammaRegularizer = Regularizer.NONE;
    private Regularizer betaRegularizer = Regularizer.NONE;
    private Optional<Weight> gamma = Optional.empty();
    private Optional<Weight> beta = Optional.empty();

    /** Whether there is an offset beta; true by default. */
    public T center(boolean newCenter) {
        mustNotBeBuilt("center");
        this.center = newCenter;
        return self();
    }

    /** Whether there is a factor gamma; true by default. */
    public T scale(boolean newScale) {
        mustNotBeBuilt("scale");
        this.scale = newScale;
        return self();
    }

    /** How gamma is initialised; ones by default. */
    public T gammaInitializer(Initializer newInitializer) {
        mustNotBeBuilt("gammaInitializer");
        this.gammaInitializer = newInitializer;
        return self();
    }

    /** How beta is initialised; zeros by default. */
    public T betaInitializer(Initializer newInitializer) {
        mustNotBeBuilt("betaInitializer");
        this.betaInitializer = newInitializer;
        return self();
    }

    /** The regulariser of gamma; none by default. */
    public T gammaRegularizer(Regularizer newRegularizer) {
        mustNotBeBuilt("gammaRegularizer");
        this.gammaRegularizer = newRegularizer;
        return self();
    }

    /** The regulariser of beta; none by default. */
    public T betaRegularizer(Regularizer newRegularizer) {
        mustNotBeBuilt("betaRegularizer");
        this.betaRegularizer = newRegularizer;
        return self();
    }

    /** Declares gamma and beta where they are turned on. */
    final void declare(Build b, Shape shape) {
        gamma = scale ? Optional.of(b.weight("gamma", shape, gammaInitializer, gammaRegularizer)) : Optional.empty();
        beta = center ? Optional.of(b.weight("beta", shape, betaInitializer, betaRegularizer)) : Optional.empty();
    }

    /** The weight gamma, if there is one. */
    final Optional<Weight> gamma() {
        return gamma;
    }

    /** The weight beta, if there is one. */
    final Optional<Weight> beta() {
        return beta;
    }
}
