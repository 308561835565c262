package polyview.layers;

import java.util.function.Consumer;
import polyview.base.Checks;

/**
 * Any number of images, each through its own convolution, then a fusion: {@code y = fuse(conv0(x0), ..., convk(xk))}.
 *
 * <p>{@code (N, H, W, C0), (N, H, W, C1), ... -> (N, H', W', F)}; the number of channels depends on the {@link Fusion}: with
 * concat it is the sum. The first application decides the number of images. Options set on this layer hold for all images; {@link
 * #image} sets those of one image. Weights: those of the {@link Conv2D}, named image_0, image_1 and so on, and of the fusion. For
 * two images it computes what {@link DualConv2D} does.
 *
 * <p>Refused: one input ({@code multi_conv2d takes at least two inputs, got 1}); options of an image that does not exist ({@code
 * multi_conv2d has options for image 3, got 3 images: the last is image 2}); another number of images than at the first
 * application ({@code multi_conv2d was built for 3 images, got 2}); feature maps that do not fit the fusion, see {@link
 * FusedConvolution}.
 *
 * <p>Example: {@code new MultiConv2D(32, 3).fusion(Fusion.average())} takes four images (N, 64, 64, 3) to (N, 62, 62, 32) with
 * 3584 parameters.
 */
public final class MultiConv2D extends FusedConvolution<MultiConv2D> {

    private int last = -1;

    /** A square kernel for all images. */
    public MultiConv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels, for all images. */
    public MultiConv2D(int filters, int kernelHeight, int kernelWidth) {
        super(filters, kernelHeight, kernelWidth);
    }

    /**
     * Options of one image's convolution: {@code image(0, c -> c.kernelSize(5).padding(Padding.SAME))}.
     *
     * <p>Refused: {@code image must not be negative, got -1}; after the first application, which tells how many images there
     * are, {@code image must be below the number of images 3, got 3}.
     *
     * @param image counted from 0, in the order of the inputs
     */
    public MultiConv2D image(int image, Consumer<Conv2D> options) {
        Checks.requireNotNegative("image", image);
        if (images() > 0 && image >= images()) {
            throw new IllegalArgumentException(
                    "image must be below the number of images " + images() + ", got " + image);
        }
        options.accept(of(image));
        last = Math.max(last, image);
        return this;
    }

    @Override
    protected MultiConv2D self() {
        return this;
    }

    @Override
    String part(int image) {
        return "image_" + image;
    }

    @Override
    void requireNumber(int given) {
        if (given < 2) {
            throw new IllegalArgumentException(displayName() + " takes at least two inputs, got " + given);
        }
        if (given <= last) {
            throw new IllegalArgumentException(displayName() + " has options for image " + last + ", got " + given
                    + " images: the last is image " + (given - 1));
        }
    }
}
