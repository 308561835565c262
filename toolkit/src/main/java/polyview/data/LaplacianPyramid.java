package polyview.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * Images as sums of details of growing size, and one image made of the strongest details of several (Burt and Adelson 1983; Burt and Kolczynski
 * 1993): the usual way to fuse images without learning.
 *
 * <p>A step blurs an image with (1, 4, 6, 4, 1) / 16 along both axes, mirrored at its border, and takes every second pixel. What the smaller
 * image, brought back to the old size with the same weights, does not tell is the detail of that step: {@code x = detail + expanded}, exactly.
 *
 * <pre>{@code
 * FloatArray fused = LaplacianPyramid.fused(4, infrared, visible);     // (N, H, W, 1) each
 * }</pre>
 */
public final class LaplacianPyramid {

    private static final double[] WEIGHTS = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};

    /** A side of fewer pixels has no half that the weights fit on. */
    private static final int LEAST = 4;

    private LaplacianPyramid() {}

    /**
     * One image of several, S times {@code (N, H, W, C) -> (N, H, W, C)}: at each pixel and step the detail with the largest size, the first of
     * equal ones, over the mean of what is left after the last step. The result may lie somewhat outside the range of the images.
     *
     * <p>Refused: {@code steps must be positive, got 0}; no images ({@code images must not be empty}); other shapes ({@code images must be (N, H,
     * W, C) of one shape, got (2, 8, 8, 1) and (2, 8, 9, 1)}); too many steps ({@code 3 steps need images of at least 16 x 16 pixels, got (2, 8,
     * 8, 1)}).
     *
     * <p>Example: an image fused with itself is that image.
     *
     * @param steps how often images are halved
     */
    public static FloatArray fused(int steps, FloatArray... images) {
        Checks.requirePositive("steps", steps);
        requireShapes(steps, images);
        Shape shape = images[0].shape();
        FloatArray fused = FloatArray.zeros(shape);
        int channels = images[0].size(3);
        for (int n = 0; n < images[0].size(0); n++) {
            for (int c = 0; c < channels; c++) {
                int at = n * images[0].size(1) * images[0].size(2) * channels + c;
                List<Plane> sources = Stream.of(images)
                        .map(image -> Plane.of(image, at, channels))
                        .toList();
                fused(steps, sources).into(fused, at, channels);
            }
        }
        return fused;
    }

    private static void requireShapes(int steps, FloatArray... images) {
        if (images.length == 0) {
            throw new IllegalArgumentException("images must not be empty");
        }
        Shape first = images[0].shape();
        for (FloatArray image : images) {
            if (first.numDimensions() != 4 || !image.shape().equals(first)) {
                throw new IllegalArgumentException("images must be (N, H, W, C) of one shape, got " + Shapes.text(first)
                        + " and " + Shapes.text(image.shape()));
            }
        }
        long least = (long) LEAST << Math.min(steps - 1, 40);
        if (Math.min(first.get(1), first.get(2)) < least) {
            throw new IllegalArgumentException(steps + (steps == 1 ? " step needs" : " steps need")
                    + " images of at least " + least + " x " + least + " pixels, got " + Shapes.text(first));
        }
    }

    private static Plane fused(int steps, List<Plane> sources) {
        if (steps == 0) {
            Plane sum =
                    sources.stream().reduce((a, b) -> a.with(b, Double::sum)).orElseThrow();
            return sum.with(sum, (x, same) -> x / sources.size());
        }
        List<Plane> details = new ArrayList<>();
        List<Plane> smaller = new ArrayList<>();
        for (Plane source : sources) {
            Plane half = source.halved();
            smaller.add(half);
            details.add(source.with(half.expanded(source.height, source.width), (x, y) -> x - y));
        }
        Plane strongest = details.stream()
                .reduce((a, b) -> a.with(b, (x, y) -> Math.abs(y) > Math.abs(x) ? y : x))
                .orElseThrow();
        Plane below = fused(steps - 1, smaller);
        return strongest.with(below.expanded(strongest.height, strongest.width), Double::sum);
    }

    private interface Two {
        double of(double x, double y);
    }

    /** One channel of one image. */
    private record Plane(double[] values, int height, int width) {

        static Plane of(FloatArray images, int from, int stride) {
            double[] values = new double[images.size(1) * images.size(2)];
            for (int i = 0; i < values.length; i++) {
                values[i] = images.values()[from + i * stride];
            }
            return new Plane(values, images.size(1), images.size(2));
        }

        void into(FloatArray images, int from, int stride) {
            for (int i = 0; i < values.length; i++) {
                images.values()[from + i * stride] = (float) values[i];
            }
        }

        Plane with(Plane other, Two both) {
            double[] result = new double[values.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = both.of(values[i], other.values[i]);
            }
            return new Plane(result, height, width);
        }

        Plane turned() {
            double[] turned = new double[values.length];
            for (int i = 0; i < turned.length; i++) {
                turned[i % width * height + i / width] = values[i];
            }
            return new Plane(turned, width, height);
        }

        Plane halved() {
            return halvedAcross().turned().halvedAcross().turned();
        }

        private Plane halvedAcross() {
            int half = (width + 1) / 2;
            double[] result = new double[height * half];
            for (int i = 0; i < result.length; i++) {
                for (int t = 0; t < WEIGHTS.length; t++) {
                    int x = mirrored(2 * (i % half) + t - 2, width);
                    result[i] += WEIGHTS[t] * values[i / half * width + x];
                }
            }
            return new Plane(result, height, half);
        }

        /** To twice the size, or one pixel less. */
        Plane expanded(int toHeight, int toWidth) {
            return expandedAcross(toWidth).turned().expandedAcross(toHeight).turned();
        }

        /** Zeros between the pixels, then twice the weights. */
        private Plane expandedAcross(int to) {
            double[] result = new double[height * to];
            for (int i = 0; i < result.length; i++) {
                for (int t = 0; t < WEIGHTS.length; t++) {
                    int x = mirrored(i % to + t - 2, to);
                    if (x % 2 == 0) {
                        result[i] += 2 * WEIGHTS[t] * values[i / to * width + x / 2];
                    }
                }
            }
            return new Plane(result, height, to);
        }

        private static int mirrored(int x, int size) {
            return x < 0 ? -x : x >= size ? 2 * (size - 1) - x : x;
        }
    }
}
