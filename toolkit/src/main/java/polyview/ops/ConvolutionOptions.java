package polyview.ops;

import java.util.List;
import polyview.base.Checks;

/**
 * How the window of a convolution moves: strides, dilation and what happens at the border.
 *
 * <p>Along each axis the kernel covers {@code k' = (k - 1) dilation + 1} pixels. With VALID the window stays inside the image and its
 * zeros, {@code H' = floor((H + zeros - k') / stride) + 1}; with SAME, {@code H' = ceil(H / stride)}, the odd zero below and to the
 * right.
 *
 * <p>Refused: {@code strides must be positive, got 0}, {@code dilation must be positive, got 0}, {@code zeros must not be negative,
 * got -1}, {@code padding must be VALID or SAME, got "EXPLICIT"}, {@code zeros need VALID padding, got SAME}.
 *
 * <p>Example: {@code ConvolutionOptions.same().strides(2).dilation(1, 3)}.
 *
 * @param strides the step of the window
 * @param dilation the distance of neighbouring elements of the kernel
 * @param padding {@code "VALID"} or {@code "SAME"}, as in TensorFlow
 * @param zeros the zeros added around the image first
 */
public record ConvolutionOptions(Pixels strides, Pixels dilation, String padding, Zeros zeros) {

    static final Pixels ONE = new Pixels(1, 1);
    private static final Zeros NONE = new Zeros(0, 0, 0, 0);

    /**
     * A number of pixels along each axis.
     *
     * @param height down
     * @param width to the right
     */
    public record Pixels(int height, int width) {

        private static Pixels of(String option, int height, int width) {
            return new Pixels(Checks.requirePositive(option, height), Checks.requirePositive(option, width));
        }
    }

    /** Rows and columns of zeros on each side. */
    public record Zeros(int top, int bottom, int left, int right) {

        /** Refused: {@code zeros must not be negative, got -1}. */
        public Zeros {
            for (int pixels : new int[] {top, bottom, left, right}) {
                Checks.requireNotNegative("zeros", pixels);
            }
        }
    }

    /** Checks all options, as described above. */
    public ConvolutionOptions {
        strides = Pixels.of("strides", strides.height(), strides.width());
        dilation = Pixels.of("dilation", dilation.height(), dilation.width());
        if (!padding.equals("VALID") && !padding.equals("SAME")) {
            throw new IllegalArgumentException("padding must be VALID or SAME, got \"" + padding + "\"");
        }
        if (padding.equals("SAME") && !zeros.equals(NONE)) {
            throw new IllegalArgumentException("zeros need VALID padding, got SAME");
        }
    }

    /** The window stays inside the image; steps of 1, no dilation. */
    public static ConvolutionOptions valid() {
        return new ConvolutionOptions(ONE, ONE, "VALID", NONE);
    }

    /** With strides of 1 the output has the size of the image; steps of 1, no dilation. */
    public static ConvolutionOptions same() {
        return new ConvolutionOptions(ONE, ONE, "SAME", NONE);
    }

    /** The step in both directions. */
    public ConvolutionOptions strides(int pixels) {
        return strides(pixels, pixels);
    }

    /** The step down and to the right. */
    public ConvolutionOptions strides(int height, int width) {
        return new ConvolutionOptions(new Pixels(height, width), dilation, padding, zeros);
    }

    /** The distance of neighbouring elements of the kernel, in both directions. */
    public ConvolutionOptions dilation(int pixels) {
        return dilation(pixels, pixels);
    }

    /** The distance of neighbouring elements of the kernel, down and to the right. */
    public ConvolutionOptions dilation(int height, int width) {
        return new ConvolutionOptions(strides, new Pixels(height, width), padding, zeros);
    }

    /** Zeros around the image, what TensorFlow calls EXPLICIT padding; needs {@link #valid}. */
    public ConvolutionOptions zeros(int top, int bottom, int left, int right) {
        return new ConvolutionOptions(strides, dilation, padding, new Zeros(top, bottom, left, right));
    }

    ConvolutionOptions withoutDilation() {
        return dilation(1, 1);
    }

    boolean hasZeros() {
        return !zeros.equals(NONE);
    }

    /** As TensorFlow takes strides. */
    List<Long> nhwcStrides() {
        return List.of(1L, (long) strides.height(), (long) strides.width(), 1L);
    }
}
