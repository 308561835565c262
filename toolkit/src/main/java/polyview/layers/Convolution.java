package polyview.layers;

import polyview.base.Checks;

/**
 * A convolution layer: the options of {@link WindowedLayer}, and the number of output channels.
 *
 * @param <T> the layer's own type
 */
public abstract class Convolution<T extends Convolution<T>> extends WindowedLayer<T> {

    private int filters;

    /** Refused: {@code filters must be positive, got 0}, and the same for the kernel size. */
    protected Convolution(int filters, int kernelHeight, int kernelWidth) {
        super(kernelHeight, kernelWidth);
        this.filters = Checks.requirePositive("filters", filters);
    }

    /** The number of output channels. */
    public T filters(int newFilters) {
        mustNotBeBuilt("filters");
        this.filters = Checks.requirePositive("filters", newFilters);
        return self();
    }

    /** The number of output channels. */
    public final int filters() {
        return filters;
    }
}
