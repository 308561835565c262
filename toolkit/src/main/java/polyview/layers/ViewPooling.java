package polyview.layers;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * Pools over views, independent of their order: the largest value, the mean, or a mean with learned weights.
 *
 * <p>{@code (N, ..., V) -> (N, ...)}: the views are the last axis, as {@link PerChannel} makes it. With {@link #views}
 * the last axis is V views side by side, as {@link SharedConv2D} and {@link Concatenate} make it: {@code (N, ..., V F)
 * -> (N, ..., F)}. With {@link #viewsFirst} they are the axis behind the batch, as {@link PerView} makes it: {@code (N, V, ...) ->
 * (N, ...)}.
 *
 * <p>With a second input, the presence {@code (N, V)} of 0 and 1 (above one half counts as 1), views are first, and only those that
 * are present count: {@code max_v h_v}, {@code sum_v h_v / k} for k views present, and a softmax over these. What stands in a missing
 * view, a NaN too, changes neither value nor gradient. A sample without any view is pooled to 0, with gradient 0.
 *
 * <p>Attention: {@code y = sum_v a_v h_v} with {@code a = softmax over v of w . tanh(U h_v)}, where h_v is the vector
 * of the F features of view v, which is the axis before the views: {@code (N, ..., F, V) -> (N, ..., F)}, or, views first, the last
 * axis: {@code (N, V, ..., F) -> (N, ..., F)}. Each position of an image has its own weights. Weights: {@code hidden/kernel (F, L)}
 * and {@code score/kernel (L, 1)}. Source: Ilse et al. 2018, equation 8.
 *
 * <p>Refused: too few axes ({@code view_pooling takes (N, ..., V), got (N)}; attention, which needs features: {@code
 * view_pooling takes (N, ..., F, V), got (N, 4)}), channels that do not divide by the views ({@code view_pooling of 4
 * views needs channels that are a multiple of 4, got (N, 8, 8, 6)}), options of attention with another pooling ({@code units
 * is an option of attention, this is max}), and a presence of another form ({@code view_pooling takes views and the presence of as
 * many, got (N, 4, 8) and (N, 3)}) or of views side by side ({@code view_pooling of views side by side takes no presence}).
 *
 * <p>Example: of three views (1, 5, 3), max gives 5 and mean 3; attention with parameters of zero also gives the mean. With the
 * presence (1, 0, 1) max gives 3 and mean 2.
 *
 * <pre>{@code
 * var features = new PerView(model.asLayer()).apply(views, presence);   // (N, V, 64)
 * var pooled = ViewPooling.attention().apply(features, presence);       // (N, 64)
 * }</pre>
 */
public final class ViewPooling extends StandardLayer<ViewPooling> {

    /** How the views on one axis are pooled; the mask of those that are present, {@code (N, V, 1, ...)}, where some may be missing. */
    private interface Pool {
        Operand<TFloat32> of(Call c, Operand<TFloat32> x, int axis, Optional<Operand<TBool>> present);
    }

    private final String name;
    private final Pool pool;
    private final Optional<ViewAttention> attention;
    private Optional<Integer> views = Optional.empty();
    private boolean viewsFirst;

    private ViewPooling(String name, Pool pool, Optional<ViewAttention> attention) {
        this.name = name;
        this.pool = pool;
        this.attention = attention;
    }

    /** The largest value of all views. */
    public static ViewPooling max() {
        return new ViewPooling("max", PresentViews::max, Optional.empty());
    }

    /** The mean of all views. */
    public static ViewPooling mean() {
        return new ViewPooling("mean", PresentViews::mean, Optional.empty());
    }

    /** The weighted mean of all views, with weights from a small trained network. */
    public static ViewPooling attention() {
        ViewAttention attention = new ViewAttention();
        return new ViewPooling("attention", attention::pool, Optional.of(attention));
    }

    /**
     * The last axis is this many views side by side, view by view; refused: {@code views must be positive, got 0}, and {@code
     * views are first or side by side, not both}.
     */
    public ViewPooling views(int count) {
        mustNotBeBuilt("views");
        requireOneForm(viewsFirst);
        this.views = Optional.of(Checks.requirePositive("views", count));
        return this;
    }

    /**
     * The views are the axis behind the batch, {@code (N, V, ...)}; with a presence they are so in any case. Refused: {@code views are
     * first or side by side, not both}.
     */
    public ViewPooling viewsFirst() {
        mustNotBeBuilt("viewsFirst");
        requireOneForm(views.isPresent());
        this.viewsFirst = true;
        return this;
    }

    private static void requireOneForm(boolean other) {
        if (other) {
            throw new IllegalArgumentException("views are first or side by side, not both");
        }
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
    protected void build(Build b, List<Shape> inputs) {
        requireViews(inputs);
        attention.ifPresent(a -> a.build(features(inputs)));
    }

    /** The number of features of a view. */
    private long features(List<Shape> inputs) {
        Shape input = inputs.get(0);
        int last = input.numDimensions() - 1;
        if (views.isPresent()) {
            return input.get(last) / views.get();
        }
        return LayerChecks.requireKnown(this, input, first(inputs) ? last : last - 1, "features");
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        List<Shape> shapes = inputs.stream().map(Operand::shape).toList();
        requireViews(shapes);
        Operand<TFloat32> x = inputs.get(0);
        int last = x.shape().numDimensions() - 1;
        if (views.isPresent()) {
            attention.ifPresent(
                    a -> LayerChecks.requireSize(this, x.shape(), last, a.features() * views.get(), "channel"));
            return pool.of(c, ChannelFold.split(c.tf(), x, views.get()), last, Optional.empty());
        }
        boolean first = first(shapes);
        attention.ifPresent(
                a -> LayerChecks.requireSize(this, x.shape(), first ? last : last - 1, a.features(), "feature"));
        Optional<Operand<TBool>> present = Presence.of(this, c.tf(), inputs).map(p -> Presence.mask(c.tf(), p, x));
        return pool.of(c, x, first ? 1 : last, present);
    }

    private boolean first(List<Shape> inputs) {
        return viewsFirst || inputs.size() > 1;
    }

    /** Refuses an input without an axis of views, or of features for attention. */
    private void requireViews(List<Shape> inputs) {
        if (views.isPresent() && inputs.size() > 1) {
            throw new IllegalArgumentException(displayName() + " of views side by side takes no presence");
        }
        if (inputs.size() != 1 || viewsFirst) {
            Presence.require(this, inputs, attention.isPresent() ? "(N, V, ..., F)" : "(N, V, ...)");
            attention.ifPresent(a -> LayerChecks.requireKnown(this, inputs.get(0), 1, "views"));
        } else {
            requireViewsLast(inputs.get(0));
        }
    }

    private void requireViewsLast(Shape shape) {
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
