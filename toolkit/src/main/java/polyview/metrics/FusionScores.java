package polyview.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * How much of several images is in one that was made of them, without a true one to compare with: image by image, where {@link
 * Metric#entropy}, {@link Metric#mutualInformation}, {@link Metric#sourceSsim} and {@link Metric#gradientTransfer()} give the means.
 *
 * <p>Fused images are {@code (N, H, W, 1)}, their S sources channels of {@code (N, H, W, S)}, as {@link
 * polyview.losses.ImageFusion#stacked} makes them; answers are {@code (N)}. Everything is computed in 64 bits; of an image with a number that
 * is not finite the answer is NaN.
 *
 * <p>Entropy and mutual information count levels of gray from 0, black, to {@code maxValue}, white, so the images must lie in 0..maxValue:
 * bring those of -1..1 there by {@code (x + 1) / 2}. Sources are refused where a level is outside ({@code mutualInformation needs sources from
 * 0 to maxValue 2.0, got -1.0 to 0.98: bring images of -1..1, and what is made of them, to 0..1 by (x + 1) / 2, with a maxValue of 1}). A
 * fused image may overshoot a little, as those of networks do, and is clipped; it is refused where more than one pixel in a hundred is
 * below 0 by more than a tenth of maxValue, or above it by more than a quarter ({@code entropy needs images from 0 to maxValue 1.0, got -0.9 to 0.98, more than 1 % of the pixels
 * far outside: bring ...}). Images that are far too dark for their maxValue cannot be told from dark ones: in 0..1 say 1, of bytes 255.
 *
 * <p>No score says which image is good: noise has much entropy, and a copy of one source shares most information with the sources. Read them
 * together, and look at the images.
 *
 * <p>Refused: other forms ({@code entropy needs gray images (N, H, W, 1), got (N, 3)}; {@code gradientTransfer needs sources (2, 8, 8, S) for
 * the images (2, 8, 8, 1), got (2, 8, 9, 2)}); {@code maxValue must be positive, got 0.0}.
 *
 * <pre>{@code
 * FloatArray both = ImageFusion.stacked(infrared, visible);
 * FusionScores.gradientTransfer(model.predict(infrared, visible), both)      // (N), 1 where every edge is kept
 * }</pre>
 */
public final class FusionScores {

    private FusionScores() {}

    /**
     * The entropy of the gray values in bits: {@code -sum p log2 p} over 256 levels, of which a pixel x has the level {@code 255 x / maxValue},
     * rounded, from 0 to 255. It is between 0, for one level, and 8. It sees no sources: images far outside 0..maxValue are refused, as told
     * above.
     *
     * <p>Example: a picture that is half black and half white has 1 bit.
     */
    public static FloatArray entropy(FloatArray images, double maxValue) {
        return collected(images, each -> {
            requireNearlyInRange("entropy", images, maxValue);
            entropy(images, maxValue, each);
        });
    }

    /**
     * How many bits the levels of a pixel tell of its levels in the sources: the sum over the sources of {@code H(f) + H(s) - H(f, s)}, with the
     * entropy and the levels of {@link #entropy} (Qu, Zhang and Yan 2002).
     *
     * <p>The more levels and the fewer pixels, the more the number is above the true one: compare only images of one size.
     *
     * <p>Example: a picture that is half black and half white, of two sources equal to it, has 2 bits.
     */
    public static FloatArray mutualInformation(FloatArray images, FloatArray sources, double maxValue) {
        return collected(images, each -> {
            requireSourcesInRange("mutualInformation", images, sources, maxValue);
            GrayRange.requireNearly("mutualInformation", images, maxValue);
            mutualInformation(images, sources, maxValue, each);
        });
    }

    /**
     * The mean over the sources of their structural similarity to the image, see {@link Metric#ssim}; 1 if all are equal.
     *
     * <p>Here {@code maxValue} is the distance of the lightest from the darkest possible pixel, 2 for -1..1. The part of it that compares
     * brightness depends on where black is, so compare only numbers of one range.
     *
     * <p>Refused: {@code sourceSsim needs gray images (N, H, W, 1) of at least 11 x 11 pixels, got (N, 8, 8, 1)}.
     */
    public static FloatArray sourceSsim(FloatArray images, FloatArray sources, double maxValue) {
        return collected(images, each -> sourceSsim(images, sources, maxValue, each));
    }

    /**
     * How much of the sources' edges is kept, Q^AB/F of Xydeas and Petrovic (2000), here for any number of sources; between 0 and about 1.
     *
     * <p>At each pixel, edges have a strength g and a direction by Sobel's kernels. Of a source a pixel keeps the strength {@code G = min(g_f, g_s)
     * / max(g_f, g_s)} and the direction {@code A = | |a_f - a_s| - pi/2 | / (pi/2)}, together {@code 0.9994 / (1 + exp(-15 (G - 0.5))) x 0.9879
     * / (1 + exp(-22 (A - 0.8)))}. The score is the mean of it over all pixels and sources with g_s as weights; the outermost pixels do not
     * count. Where no source has an edge it is 0.
     *
     * <p>Example: an image equal to all its sources has 0.9748, the most there is.
     *
     * <p>Refused: {@code gradientTransfer needs gray images (N, H, W, 1) of at least 3 x 3 pixels, got (N, 2, 8, 1)}.
     */
    public static FloatArray gradientTransfer(FloatArray images, FloatArray sources) {
        return collected(images, each -> gradientTransfer(images, sources, each));
    }

    private interface Numbers {
        void into(DoubleConsumer each);
    }

    private static FloatArray collected(FloatArray images, Numbers numbers) {
        List<Double> all = new ArrayList<>();
        numbers.into(all::add);
        FloatArray scores = FloatArray.zeros(images.shape().take(1));
        for (int i = 0; i < all.size(); i++) {
            scores.set(all.get(i).floatValue(), i);
        }
        return scores;
    }

    static void requireNearlyInRange(String name, FloatArray images, double maxValue) {
        requireGray(name, images.shape(), 1);
        Checks.requirePositive("maxValue", maxValue);
        GrayRange.requireNearly(name, images, maxValue);
    }

    static void requireSourcesInRange(String name, FloatArray images, FloatArray sources, double maxValue) {
        requireSources(name, images, sources, 1);
        Checks.requirePositive("maxValue", maxValue);
        GrayRange.require(name, "sources", sources, maxValue);
    }

    /** Clips: whoever calls it has looked at the range. */
    static void entropy(FloatArray images, double maxValue, DoubleConsumer each) {
        for (int i = 0; i < images.size(0); i++) {
            each.accept(GrayLevels.of(images, i, 0, maxValue).entropy());
        }
    }

    static void mutualInformation(FloatArray images, FloatArray sources, double maxValue, DoubleConsumer each) {
        for (int i = 0; i < images.size(0); i++) {
            GrayLevels fused = GrayLevels.of(images, i, 0, maxValue);
            double sum = 0;
            for (int s = 0; s < sources.size(3); s++) {
                sum += fused.sharedWith(GrayLevels.of(sources, i, s, maxValue));
            }
            each.accept(sum);
        }
    }

    static void sourceSsim(FloatArray images, FloatArray sources, double maxValue, DoubleConsumer each) {
        requireSources("sourceSsim", images, sources, ImageSimilarity.LEAST);
        ImageSimilarity similarity = new ImageSimilarity(maxValue);
        int count = sources.size(3);
        List<FloatArray> apart =
                IntStream.range(0, count).mapToObj(sources::channels).toList();
        for (int i = 0; i < images.size(0); i++) {
            double sum = 0;
            for (FloatArray source : apart) {
                sum += similarity.ofChannel(images, source, i, 0);
            }
            each.accept(sum / count);
        }
    }

    static void gradientTransfer(FloatArray images, FloatArray sources, DoubleConsumer each) {
        requireSources("gradientTransfer", images, sources, GradientTransfer.LEAST);
        for (int i = 0; i < images.size(0); i++) {
            each.accept(GradientTransfer.of(images, sources, i));
        }
    }

    static void requireGray(String name, Shape shape, int least) {
        PixelShape.require(name, "gray images", 1, shape, least);
    }

    private static void requireSources(String name, FloatArray images, FloatArray sources, int least) {
        requireGray(name, images.shape(), least);
        Shape shape = sources.shape();
        boolean fits = shape.numDimensions() == 4
                && shape.take(3).equals(images.shape().take(3))
                && shape.get(3) > 0;
        if (!fits) {
            throw new IllegalArgumentException(name + " needs sources (" + images.size(0) + ", " + images.size(1)
                    + ", " + images.size(2) + ", S) for the images " + Shapes.text(images.shape()) + ", got "
                    + Shapes.text(shape));
        }
    }
}
