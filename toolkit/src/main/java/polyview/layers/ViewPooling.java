package polyview.layers;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * Pools over views, independent of their order: the largest value, the mean, or a mean with learned weights.
 *
 * <p>{@code (N, ..., V) -> (N, ...)}: the views are the last axis, as {@link PerChannel} makes it. With {@link #views}
 * the last axis is V views side by side, as {@link SharedConv2D} and {@link Concatenate} make it: {@code (N, ..., V F)
 * -> (N, ..., F)}.
 *
 * <p>Attention: {@code y = sum_v a_v h_v} with {@code a = softmax over v of w . tanh(U h_v)}, where h_v is the vector
 * of the F features of view v, which is the axis before the views: {@code (N, ..., F, V) -> (N, ..., F)}. Each position of an
 * image has its own weights. Weights: {@code hidden/kernel (F, L)} and {@code score/kernel (L, 1)}. Source: Ilse et al. 2018,
 * equation 8.
 *
 * <p>Refused: too few axes ({@code view_pooling takes (N, ..., V), got (N)}; attention, which needs features: {@code
 * view_pooling takes (N, ..., F, V), got (N, 4)}), channels that do not divide by the views ({@code view_pooling of 4
 * views needs channels that are a multiple of 4, got (N, 8, 8, 6)}), and options of attention with another pooling ({@code units
 * is an option of attention, this is max}).
 *
 * <p>Example: of three views (1, 5, 3), max gives 5 and mean 3; attention with parameters of zero also gives the mean.
 */
public final class ViewPooling extends StandardLayer<ViewPooling> {

    /** How the views on one axis are pooled. */
    private interface Pool {
        Operand<TFloat32> of(Call c, Operand<TFloat32> x, int axis);
    }

    private final String name;
    private final Pool pool;
    private final Optional<ViewAttention> attention;
    private Optional<Integer> views = Optional.empty();

    private ViewPooling(String name, Pool pool, Optional<ViewAttention> attention) {
        this.name = name;
        this.pool = pool;
        this.attention = attention;
    }

    /** The largest value of all views. */
    public static ViewPooling max() {
        return new ViewPooling("max", (c, x, axis) -> c.tf().reduceMax(x, c.tf().constant(axis)), Optional.empty());
    }

    /** The mean of all views. */
    public static ViewPooling mean() {
        return new ViewPooling("mean", (c, x, axis) -> c.tf().math.mean(x, c.tf().constant(axis)), Optional.empty());
    }

    /** The weighted mean of all views, with weights from a small trained network. */
    public static ViewPooling attention() {
        ViewAttention attention = new ViewAttention();
        return new ViewPooling("attention", attention::pool, Optional.of(attention));
    }

    /** The last axis is this many views side by side, view by view; refused: {@code views must be positive, got 0}. */
    public ViewPooling views(int count) {
        mustNotBeBuilt("views");
        this.views = Optional.of(Checks.requirePositive("views", count));
        return this;
    }

    /**
     * The number L of hidden units of attention; 128 by default, as in the paper. Refused: {@code units must be positive, got 0}.
     */
    public ViewPooling units(int count) {
        requireAttention("units").units(Checks.requirePositive("units", count));
        return this;
    }

    /** How both kernels of attention are initialised; Glorot uniform by default. */
    public ViewPooling kernelInitializer(Initializer initializer) {
        requireAttention("kernelInitializer").kernelInitializer(initializer);
        return this;
    }

    /** The regulariser of both kernels of attention; none by default. */
    public ViewPooling kernelRegularizer(Regularizer regularizer) {
        requireAttention("kernelRegularizer").kernelRegularizer(regularizer);
        return this;
    }

    private ViewAttention requireAttention(String option) {
        mustNotBeBuilt(option);
        return attention.orElseThrow(
                () -> new IllegalArgumentException(option + " is an option of attention, this is " + name));
    }

    @Override
    protected ViewPooling self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        requireViews(input);
        if (attention.isPresent()) {
            int last = input.numDimensions() - 1;
            attention
                    .get()
                    .build(
                            views.isPresent()
                                    ? input.get(last) / views.get()
                                    : LayerChecks.requireKnown(this, input, last - 1, "features"));
        }
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        requireViews(x.shape());
        int last = x.shape().numDimensions() - 1;
        if (views.isEmpty()) {
            attention.ifPresent(a -> LayerChecks.requireSize(this, x.shape(), last - 1, a.features(), "feature"));
            return pool.of(c, x, last);
        }
        attention.ifPresent(a -> LayerChecks.requireSize(this, x.shape(), last, a.features() * views.get(), "channel"));
        return pool.of(c, ChannelFold.split(c.tf(), x, views.get()), last);
    }

    /** Refuses an input without an axis of views, or of features for attention. */
    private void requireViews(Shape shape) {
        boolean withFeatures = attention.isPresent() && views.isEmpty();
        if (shape.numDimensions() < (withFeatures ? 3 : 2)) {
            String form = views.isPresent() ? "(N, ..., V F)" : withFeatures ? "(N, ..., F, V)" : "(N, ..., V)";
            throw new IllegalArgumentException(displayName() + " takes " + form + ", got " + Shapes.text(shape));
        }
        int last = shape.numDimensions() - 1;
        if (withFeatures) {
            LayerChecks.requireKnown(this, shape, last, "views");
        }
        if (views.isPresent() && LayerChecks.requireKnown(this, shape, last, "channels") % views.get() != 0) {
            throw new IllegalArgumentException(displayName() + " of " + Shapes.count(views.get(), "view")
                    + " needs channels that are a multiple of " + views.get() + ", got " + Shapes.text(shape));
        }
    }
}
