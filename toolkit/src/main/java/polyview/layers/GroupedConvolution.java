package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * A convolution over all channels, or over groups of them: {@code y[n,i,j,f] = act(b[f] + sum_{u,v,c} x[n, i s + u d, j
 * s + v d, g C/G + c] k[u,v,c,f])}, where g is the group of filter f.
 *
 * <p>{@code (N, H, W, C) -> (N, H', W', F)}, see {@link WindowedLayer}. Weights: kernel {@code (kh, kw, C / G, F)}, bias {@code
 * (F)}. With G groups, the first F / G filters use only the first C / G channels, and so on.
 *
 * @param <T> the layer's own type
 */
abstract class GroupedConvolution<T extends GroupedConvolution<T>> extends Convolution<T> {

    private int groups = 1;

    GroupedConvolution(int filters, int kernelHeight, int kernelWidth) {
        super(filters, kernelHeight, kernelWidth);
    }

    /**
     * The number of groups that channels and filters are split into; 1 by default.
     *
     * <p>Refused: {@code groups must be positive, got 0}, and at the first application {@code conv2d with 3 groups needs
     * channels and filters that are multiples of 3, got 4 channels and 6 filters}.
     */
    public T groups(int newGroups) {
        mustNotBeBuilt("groups");
        this.groups = Checks.requirePositive("groups", newGroups);
        return self();
    }

    @Override
    protected void build(Build b, Shape input) {
        LayerChecks.requireRank(this, input, "(N, H, W, C)");
        long channels = LayerChecks.requireKnown(this, input, 3, "channels");
        if (channels % groups != 0 || filters() % groups != 0) {
            throw new IllegalArgumentException(displayName() + " with " + groups
                    + " groups needs channels and filters that are multiples of " + groups + ", got "
                    + Shapes.count(channels, "channel") + " and " + Shapes.count(filters(), "filter"));
        }
        declareKernel(b, Shape.of(kernelSize().height(), kernelSize().width(), channels / groups, filters()));
        declareBias(b, Shape.of(filters()));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        LayerChecks.requireSize(this, x.shape(), 3, kernel().shape().get(2) * groups, "channel");
        requireWindow(x.shape());
        return finish(c, convolve(c, x, kernel(c)));
    }

    /** The kernel that is used: the weight, unless a subclass changes it. */
    Operand<TFloat32> kernel(Call c) {
        return c.value(kernel());
    }
}
