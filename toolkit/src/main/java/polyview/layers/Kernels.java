package polyview.layers;

import java.util.Arrays;
import java.util.List;
import polyview.base.Checks;
import polyview.base.Startup;
import polyview.data.FloatArray;

/**
 * Well-known kernels: edge detection, smoothing, sharpening, and Gabor filters.
 *
 * <p>Each is a filter as TensorFlow's own convolution takes it, {@code (h, w, C, K)} for K kernels over C channels: {@code (3,
 * 3, 1, 1)} for the constants. So it can be used with {@link FixedConv2D}, {@link Initializer#of} and {@code tf.nn.conv2d}; {@link
 * #images} turns it into pictures. The kernel is not flipped: its upper left value is multiplied with the upper left pixel.
 *
 * <p>HORIZONTAL kernels detect horizontal edges: they are the derivative down, positive where it is brighter below. VERTICAL
 * kernels detect vertical edges: the derivative to the right, positive where it is brighter on the right. The constants are
 * shared: copy one before you change it.
 *
 * <p>Example: {@code new FixedConv2D(Kernels.SOBEL_HORIZONTAL)} gives 8 inside an image whose brightness grows by 1
 * from each row to the next, and 0 where it grows from column to column.
 */
public final class Kernels {

    static {
        Startup.begin();
    }

    /**
     * Rows {@code (-1, -2, -1), (0, 0, 0), (1, 2, 1)}: 8 times the slope down, smoothed by (1, 2, 1) across. Source: Sobel and
     * Feldman 1968.
     */
    public static final FloatArray SOBEL_HORIZONTAL = square(-1, -2, -1, 0, 0, 0, 1, 2, 1);

    /** Rows {@code (-1, 0, 1), (-2, 0, 2), (-1, 0, 1)}: 8 times the slope to the right. Source: Sobel and Feldman 1968. */
    public static final FloatArray SOBEL_VERTICAL = square(-1, 0, 1, -2, 0, 2, -1, 0, 1);

    /** Rows {@code (-1, -1, -1), (0, 0, 0), (1, 1, 1)}: 6 times the slope down. Source: Prewitt 1970. */
    public static final FloatArray PREWITT_HORIZONTAL = square(-1, -1, -1, 0, 0, 0, 1, 1, 1);

    /** Rows {@code (-1, 0, 1), (-1, 0, 1), (-1, 0, 1)}: 6 times the slope to the right. Source: Prewitt 1970. */
    public static final FloatArray PREWITT_VERTICAL = square(-1, 0, 1, -1, 0, 1, -1, 0, 1);

    /**
     * Rows {@code (-3, -10, -3), (0, 0, 0), (3, 10, 3)}: 32 times the slope down, with a more accurate direction than Sobel's.
     * Source: Scharr 2000.
     */
    public static final FloatArray SCHARR_HORIZONTAL = square(-3, -10, -3, 0, 0, 0, 3, 10, 3);

    /** Rows {@code (-3, 0, 3), (-10, 0, 10), (-3, 0, 3)}: 32 times the slope to the right. Source: Scharr 2000. */
    public static final FloatArray SCHARR_VERTICAL = square(-3, 0, 3, -10, 0, 10, -3, 0, 3);

    /**
     * Rows {@code (0, 1, 0), (1, -4, 1), (0, 1, 0)}: the sum of both second derivatives, from the 4 nearest neighbours;
     * negative on a bright spot.
     */
    public static final FloatArray LAPLACIAN_4 = square(0, 1, 0, 1, -4, 1, 0, 1, 0);

    /** Rows {@code (1, 1, 1), (1, -8, 1), (1, 1, 1)}: 3 times the sum of both second derivatives, from all 8 neighbours. */
    public static final FloatArray LAPLACIAN_8 = square(1, 1, 1, 1, -8, 1, 1, 1, 1);

    /** Rows {@code (0, -1, 0), (-1, 5, -1), (0, -1, 0)}: the image less {@link #LAPLACIAN_4}; sum 1. */
    public static final FloatArray SHARPEN = square(0, -1, 0, -1, 5, -1, 0, -1, 0);

    /** Rows {@code (-2, -1, 0), (-1, 1, 1), (0, 1, 2)}: brightness as a relief, lit from the upper left; sum 1. */
    public static final FloatArray EMBOSS = square(-2, -1, 0, -1, 1, 1, 0, 1, 2);

    private Kernels() {}

    /**
     * The mean of {@code size x size} pixels: every number is {@code 1 / size^2}.
     *
     * <p>Refused: {@code size must be positive, got 0}.
     */
    public static FloatArray box(int size) {
        return KernelArrays.generate(size, (y, x) -> 1.0 / size / size);
    }

    /**
     * A Gaussian blur: {@code exp(-(x^2 + y^2) / (2 sigma^2))}, divided by its sum, with x and y from the middle of the kernel.
     *
     * <p>Refused: {@code size must be positive, got 0}; {@code sigma must be positive and finite, got 0.0}.
     *
     * @param size height and width in pixels; odd sizes have a middle pixel
     * @param sigma the standard deviation in pixels
     */
    public static FloatArray gaussian(int size, double sigma) {
        requirePositiveAndFinite("sigma", sigma);
        // Relative to the pixels next to the middle, so that a very narrow one does not underflow before the division.
        double nearest = size % 2 == 0 ? 0.5 : 0;
        return KernelArrays.sumToOne(KernelArrays.generate(
                size, (y, x) -> Math.exp((2 * nearest * nearest - x * x - y * y) / sigma / sigma / 2)));
    }

    /**
     * The same, wide enough for three standard deviations on each side: {@code size = 2 ceil(3 sigma) + 1}.
     *
     * <p>Example: {@code gaussian(1.0)} is 7x7. Refused: {@code sigma must be positive and finite, got 0.0}.
     *
     * @param sigma the standard deviation in pixels
     */
    public static FloatArray gaussian(double sigma) {
        requirePositiveAndFinite("sigma", sigma);
        return gaussian((int) Math.min(2 * Math.ceil(3 * sigma) + 1, Integer.MAX_VALUE), sigma);
    }

    /**
     * A Gabor filter, a wave under a Gaussian: {@code exp(-(a^2 + (gamma b)^2) / (2 sigma^2)) cos(2 pi a / wavelength + phase)},
     * with {@code a = x cos(theta) + y sin(theta)} along the wave, {@code b = y cos(theta) - x sin(theta)} across it, x to
     * the right and y down from the middle of the kernel.
     *
     * <p>It detects stripes and edges across the wave: vertical ones with theta 0, horizontal ones with theta 90. Nothing is
     * normalised; with phase 90 or -90 the sum is 0, with phase 0 in general it is not. Source: Gabor 1946; Daugman 1985.
     *
     * <p>Refused: {@code size must be positive, got 0}; {@code wavelength must be positive and finite, got 0.0}, sigma and gamma
     * too; {@code theta must be finite, got NaN}, phase too.
     *
     * @param size height and width in pixels
     * @param sigma the standard deviation of the Gaussian along the wave, in pixels
     * @param theta the direction of the wave in degrees, from right towards down
     * @param wavelength pixels from crest to crest
     * @param gamma sigma divided by the standard deviation across the wave: 1 is round, below 1 is longer across
     * @param phase in degrees: 0 is a crest in the middle, -90 is dark to bright along the wave
     */
    public static FloatArray gabor(
            int size, double sigma, double theta, double wavelength, double gamma, double phase) {
        requirePositiveAndFinite("sigma", sigma);
        requireFinite("theta", theta);
        requirePositiveAndFinite("wavelength", wavelength);
        requirePositiveAndFinite("gamma", gamma);
        requireFinite("phase", phase);
        double cos = Math.cos(Math.toRadians(theta));
        double sin = Math.sin(Math.toRadians(theta));
        return KernelArrays.generate(size, (y, x) -> {
            double along = x * cos + y * sin;
            double across = gamma * (y * cos - x * sin);
            double gauss = Math.exp(-(along * along + across * across) / sigma / sigma / 2);
            return gauss * Math.cos(2 * Math.PI * along / wavelength + Math.toRadians(phase));
        });
    }

    /**
     * Gabor kernels in directions that divide 180 degrees evenly, from 0 on: {@code (size, size, 1, orientations)}.
     *
     * <p>Example: 4 orientations are 0, 45, 90 and 135 degrees. Refused: {@code orientations must be positive, got 0}, and what
     * {@link #gabor} refuses.
     */
    public static FloatArray gaborBank(
            int size, int orientations, double sigma, double wavelength, double gamma, double phase) {
        Checks.requirePositive("orientations", orientations);
        FloatArray[] kernels = new FloatArray[orientations];
        Arrays.setAll(kernels, i -> gabor(size, sigma, 180.0 * i / orientations, wavelength, gamma, phase));
        return bank(kernels);
    }

    /** The same with {@code sigma = size / 6}, {@code wavelength = size / 2}, gamma 0.5 and phase 0. */
    public static FloatArray gaborBank(int size, int orientations) {
        Checks.requirePositive("size", size);
        return gaborBank(size, orientations, size / 6.0, size / 2.0, 0.5, 0);
    }

    /**
     * Kernels of one size as one filter, one after the other on the last axis: {@code (h, w, C, K)}, copied.
     *
     * <p>A kernel is {@code (h, w)} for one channel, {@code (h, w, C)}, or already a filter {@code (h, w, C, K)} of several.
     *
     * <p>Refused: {@code kernels must not be empty}; {@code kernel 0 must be (h, w), (h, w, C) or (h, w, C, K), got
     * [3]}, also where a size is 0; {@code kernels must have one height, width and number of channels, got [3, 3, 1]
     * and, at 1, [5, 5, 1]}.
     */
    public static FloatArray bank(FloatArray... kernels) {
        return KernelArrays.bank(List.of(kernels));
    }

    /**
     * A kernel, or the several of one filter, as images to look at: {@code (h, w, C, K) -> (K, h, w, C)}, copied.
     *
     * <p>Refused: what {@link #bank} refuses.
     */
    public static FloatArray images(FloatArray kernel) {
        return KernelArrays.images(bank(kernel));
    }

    private static FloatArray square(float... values) {
        return FloatArray.of(values, 3, 3, 1, 1);
    }

    private static void requirePositiveAndFinite(String argument, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(argument + " must be positive and finite, got " + value);
        }
    }

    private static void requireFinite(String argument, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(argument + " must be finite, got " + value);
        }
    }
}
