package polyview.ops;

import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;

/** Checks of convolutions while the graph is built; sizes that are unknown then are checked by TensorFlow. */
final class ConvolutionChecks {

    private ConvolutionChecks() {}

    static void check(String op, String takes, Shape image, Shape kernel, ConvolutionOptions options) {
        if (image.numDimensions() != 4 || kernel.numDimensions() != 4) {
            throw new IllegalArgumentException(op + " takes images (N, H, W, C) and a kernel " + takes + ", got "
                    + Shapes.text(image) + " and " + Shapes.text(kernel));
        }
        requireKnown(op, kernel);
        if (options.padding().equals("VALID")) {
            ConvolutionOptions.Zeros zeros = options.zeros();
            long height = covered(kernel.get(0), options.dilation().height()) - zeros.top() - zeros.bottom();
            long width = covered(kernel.get(1), options.dilation().width()) - zeros.left() - zeros.right();
            if (isBelow(image.get(1), height) || isBelow(image.get(2), width)) {
                throw new IllegalArgumentException(op + " with VALID padding needs images of at least "
                        + Math.max(height, 1) + " x " + Math.max(width, 1) + " pixels, got " + Shapes.text(image));
            }
        }
    }

    static void requireKnown(String op, Shape kernel) {
        if (kernel.numDimensions() != 4 || kernel.hasUnknownDimension()) {
            throw new IllegalArgumentException(op + " needs a kernel of four known sizes, got " + Shapes.text(kernel));
        }
    }

    /** Checks the channels and filters of a grouped convolution. */
    static void requireGroups(Shape image, Shape kernel) {
        long channels = image.get(3);
        long each = kernel.get(2);
        if (channels > 0 && each > 0 && (channels % each != 0 || kernel.get(3) % (channels / each) != 0)) {
            throw new IllegalArgumentException("conv2d needs channels that are a multiple of the kernel's, and filters"
                    + " that are a multiple of the groups, got images " + Shapes.text(image) + " and a kernel "
                    + Shapes.text(kernel));
        }
    }

    /** Checks that a depthwise kernel has the channels of the image. */
    static void requireEqualChannels(Shape image, Shape kernel) {
        if (image.get(3) >= 0 && image.get(3) != kernel.get(2)) {
            throw new IllegalArgumentException("depthwiseConv2d needs as many channels as the kernel has, "
                    + kernel.get(2) + ", got " + image.get(3));
        }
    }

    private static boolean isBelow(long size, long needed) {
        return size >= 0 && size < needed;
    }

    private static long covered(long elements, int distance) {
        return (elements - 1) * distance + 1;
    }
}
