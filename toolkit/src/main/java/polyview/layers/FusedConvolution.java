package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Several images, each through its own convolution, then a fusion: {@code y = fuse(conv1(x1), ..., convk(xk))}.
 *
 * <p>The activation follows each convolution, before the fusion. Options set on this layer hold for all images; {@link #each}
 * sets any option that a {@link Conv2D} has, and subclasses have options for single images. If an option is set twice, the later
 * one holds.
 *
 * <p>Refused: feature maps that do not fit the fusion, with the options that differ ({@code dual_conv2d: average takes inputs of
 * equal shape, got (N, 6, 6, 2) and (N, 6, 6, 4); the convolutions differ in filters 2 and 4}).
 *
 * @param <T> the layer's own type
 */
public abstract class FusedConvolution<T extends FusedConvolution<T>> extends StandardLayer<T> {

    private final int filters;
    private final Size kernelSize;
    private final List<Consumer<Conv2D>> shared = new ArrayList<>();
    private final SortedMap<Integer, Conv2D> convolutions = new TreeMap<>();
    private Layer merge = Fusion.concat().layer();
    private int images;

    /** Refused: {@code filters must be positive, got 0}, and the same for the kernel size. */
    protected FusedConvolution(int filters, int kernelHeight, int kernelWidth) {
        this.filters = Checks.requirePositive("filters", filters);
        this.kernelSize = Size.of("kernelSize", kernelHeight, kernelWidth);
    }

    /** The name of an image's convolution, with which the paths of its weights begin. */
    abstract String part(int image);

    /** Refuses a number of images that the layer does not take. */
    abstract void requireNumber(int given);

    /** How the feature maps are merged; concat by default. */
    public final T fusion(Fusion fusion) {
        mustNotBeBuilt("fusion");
        this.merge = fusion.layer();
        return self();
    }

    /**
     * Any options, for the convolutions of all images: {@code each(c -> c.dilationRate(2).groups(4))}.
     *
     * <p>Refused: what {@link Conv2D} refuses; a bad option reaches no image.
     */
    public final T each(Consumer<Conv2D> options) {
        // Tried on a separate convolution first, so that a bad option is refused before any image has it.
        options.accept(convolution("each"));
        convolutions.values().forEach(options);
        shared.add(options);
        return self();
    }

    /** The number of output channels of each convolution. */
    public final T filters(int newFilters) {
        return set("filters", c -> c.filters(newFilters));
    }

    /** Height and width of the kernels, in pixels. */
    public final T kernelSize(int size) {
        return kernelSize(size, size);
    }

    /** Height and width of the kernels, in pixels. */
    public final T kernelSize(int height, int width) {
        return set("kernelSize", c -> c.kernelSize(height, width));
    }

    /** The step of the windows in both directions, in pixels; 1 by default. */
    public final T strides(int size) {
        return strides(size, size);
    }

    /** The step of the windows down and to the right, in pixels; 1 by default. */
    public final T strides(int height, int width) {
        return set("strides", c -> c.strides(height, width));
    }

    /** What happens at the borders; {@link Padding#VALID} by default. */
    public final T padding(Padding padding) {
        return set("padding", c -> c.padding(padding));
    }

    /** The activation after each convolution, before the fusion; linear by default. */
    public final T activation(Activation.Function activation) {
        return set("activation", c -> c.activation(activation));
    }

    /** Whether the convolutions add a bias; true by default. */
    public final T useBias(boolean useBias) {
        return set("useBias", c -> c.useBias(useBias));
    }

    /** How the kernels are initialised; Glorot uniform by default. */
    public final T kernelInitializer(Initializer initializer) {
        return set("kernelInitializer", c -> c.kernelInitializer(initializer));
    }

    /** How the biases are initialised; zeros by default. */
    public final T biasInitializer(Initializer initializer) {
        return set("biasInitializer", c -> c.biasInitializer(initializer));
    }

    /** The regulariser of the kernels; none by default. */
    public final T kernelRegularizer(Regularizer regularizer) {
        return set("kernelRegularizer", c -> c.kernelRegularizer(regularizer));
    }

    /** The regulariser of the biases; none by default. */
    public final T biasRegularizer(Regularizer regularizer) {
        return set("biasRegularizer", c -> c.biasRegularizer(regularizer));
    }

    private T set(String option, Consumer<Conv2D> setting) {
        mustNotBeBuilt(option);
        return each(setting);
    }

    /** The convolution of one image, counted from 0. */
    final Conv2D of(int image) {
        return convolutions.computeIfAbsent(image, i -> convolution(part(i)));
    }

    private Conv2D convolution(String name) {
        Conv2D made = new Conv2D(filters, kernelSize.height(), kernelSize.width()).name(name);
        shared.forEach(options -> options.accept(made));
        return made;
    }

    /** How many images the layer has; 0 before it is first applied. */
    final int images() {
        // After a refused application the parts are removed again.
        return parts().isEmpty() ? 0 : images;
    }

    @Override
    protected final void build(Build b, List<Shape> inputs) {
        requireNumber(inputs.size());
        images = inputs.size();
    }

    @Override
    protected final Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        requireNumber(inputs.size());
        if (inputs.size() != images) {
            throw new IllegalArgumentException(
                    displayName() + " was built for " + images + " images, got " + inputs.size());
        }
        List<Conv2D> used = IntStream.range(0, images).mapToObj(this::of).toList();
        List<Operand<TFloat32>> maps = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            maps.add(c.apply(used.get(i), inputs.get(i)));
        }
        if (merge instanceof Merge<?> known) {
            List<Shape> shapes = maps.stream().map(Operand::shape).toList();
            known.shapeError(shapes).ifPresent(wrong -> {
                List<Shape> given = inputs.stream().map(Operand::shape).toList();
                throw new IllegalArgumentException(displayName() + ": " + merge.displayName() + " " + wrong
                        + DifferingOptions.text(shapes, given, used));
            });
        }
        return c.apply(merge, maps);
    }
}
