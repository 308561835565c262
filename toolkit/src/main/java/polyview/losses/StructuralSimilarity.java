package polyview.losses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * A loss for images: 1 minus their structural similarity, which compares brightness, contrast and structure in small windows. {@link
 * Loss#ssim} and {@link Loss#multiScaleSsim} make it.
 *
 * <p>Output and targets {@code (N, H, W, C)}. As Wang et al. 2004: a Gaussian window of 11 x 11 pixels with a deviation of 1.5, k1 =
 * 0.01, k2 = 0.03, windows that lie in the image as a whole; averaged over the windows, then over the channels. The same numbers as
 * {@code tf.image.ssim}, and as scikit-image with {@code gaussian_weights=True, sigma=1.5, use_sample_covariance=False}.
 *
 * <p>Over several scales (Wang et al. 2003): contrast and structure of each scale but the last, all three of the last, each to the power
 * of its weight, multiplied; between two scales the image is halved by means of 2 x 2 pixels, an odd last row or column left out. The
 * means are taken for each channel before the powers. A factor below 1e-6 counts as 1e-6, without a gradient: the root of a negative
 * number is none, and that of 0 has an infinite slope.
 *
 * <p>With mixed precision the windows are computed in bfloat16: the loss was off by 1e-3 in a trial.
 *
 * <p>Images of different brightness alone are told apart by the last scale only. To begin a training, this loss is often
 * added to an absolute error.
 *
 * <p>Refused: {@code maxValue must be positive, got 0.0}; {@code scaleWeights must hold numbers above 0, got [0.5, -1.0]}; when the
 * model is compiled {@code ssim needs images (N, H, W, C) of at least 11 x 11 pixels, got (N, 8, 8, 1)}, with s scales {@code 11
 * 2^(s-1)}.
 *
 * <p>Example: an image compared to itself gives 0.
 *
 * @param maxValue the distance of the lightest from the darkest possible pixel: 1 for 0..1, 2 for -1..1, 255 for bytes
 * @param scaleWeights of the scales, from fine to coarse; empty for one scale
 */
public record StructuralSimilarity(double maxValue, List<Double> scaleWeights) implements Loss {

    /** Those of Wang et al. */
    static final List<Double> FIVE_SCALES = List.of(0.0448, 0.2856, 0.3001, 0.2363, 0.1333);

    private static final float SMALLEST = 1e-6f;

    /** Checks the numbers; a copy of the weights is kept. */
    public StructuralSimilarity {
        Checks.requirePositive("maxValue", maxValue);
        scaleWeights = List.copyOf(scaleWeights);
        if (scaleWeights.stream().anyMatch(w -> !(w > 0 && w < Float.MAX_VALUE))) {
            throw new IllegalArgumentException("scaleWeights must hold numbers above 0, got " + scaleWeights);
        }
    }

    /** The weights of the window along one axis, 11 numbers that sum to 1. */
    public static double[] window() {
        return GaussianWindow.weights();
    }

    @Override
    public String name() {
        return scaleWeights.isEmpty() ? "ssim" : "multiScaleSsim";
    }

    @Override
    public Task task() {
        return Task.IMAGES;
    }

    @Override
    public Shape targetShape(Shape output) {
        long least = (long) GaussianWindow.SIZE << Math.max(0, scaleWeights.size() - 1);
        boolean images = output.numDimensions() == 4 && output.get(3) > 0;
        if (!images || tooSmall(output.get(1), least) || tooSmall(output.get(2), least)) {
            throw new IllegalArgumentException(name() + " needs images (N, H, W, C) of at least " + least + " x "
                    + least + " pixels, got " + Shapes.text(output));
        }
        return output.tail();
    }

    private static boolean tooSmall(long size, long least) {
        return size != Shape.UNKNOWN_SIZE && size < least;
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> x = LossOps.aligned(tf, scores, targets);
        Operand<TFloat32> similarity =
                scaleWeights.isEmpty() ? windows(tf, x, targets).whole() : overScales(tf, x, targets);
        return tf.math.sub(tf.constant(1f), tf.math.mean(similarity, tf.array(1)));
    }

    private Operand<TFloat32> overScales(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
        List<Operand<TFloat32>> factors = new ArrayList<>();
        for (int i = 0; i < scaleWeights.size(); i++) {
            boolean last = i == scaleWeights.size() - 1;
            Similarity s = windows(tf, x, y);
            Operand<TFloat32> factor = tf.math.maximum(last ? s.whole() : s.structure(), tf.constant(SMALLEST));
            factors.add(tf.math.pow(factor, tf.constant(scaleWeights.get(i).floatValue())));
            if (!last) {
                x = halved(tf, x);
                y = halved(tf, y);
            }
        }
        return factors.stream().reduce(tf.math::mul).orElseThrow();
    }

    private static Operand<TFloat32> halved(Ops tf, Operand<TFloat32> x) {
        return tf.nn.avgPool(x, List.of(1L, 2L, 2L, 1L), List.of(1L, 2L, 2L, 1L), "VALID");
    }

    /**
     * Means over the windows, {@code (N, C)}.
     *
     * @param whole of brightness, contrast and structure
     * @param structure of contrast and structure
     */
    private record Similarity(Operand<TFloat32> whole, Operand<TFloat32> structure) {}

    private Similarity windows(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
        Operand<TFloat32> c1 = tf.constant((float) Math.pow(0.01 * maxValue, 2));
        Operand<TFloat32> c2 = tf.constant((float) Math.pow(0.03 * maxValue, 2));
        Operand<TFloat32> two = tf.constant(2f);
        // Variances do not change with brightness, and have more digits where the numbers are small.
        Operand<TFloat32> level = tf.math.mean(y, tf.array(1, 2), Mean.keepDims(true));
        Operand<TFloat32> a = tf.math.sub(x, level);
        Operand<TFloat32> b = tf.math.sub(y, level);
        List<Operand<TFloat32>> means = GaussianWindow.means(
                tf, List.of(a, b, tf.math.mul(a, b), tf.math.add(tf.math.square(a), tf.math.square(b))));
        Operand<TFloat32> ma = means.get(0);
        Operand<TFloat32> mb = means.get(1);
        Operand<TFloat32> covariance = tf.math.sub(means.get(2), tf.math.mul(ma, mb));
        Operand<TFloat32> variances = tf.math.sub(means.get(3), tf.math.add(tf.math.square(ma), tf.math.square(mb)));
        Operand<TFloat32> structure =
                tf.math.div(tf.math.add(tf.math.mul(two, covariance), c2), tf.math.add(variances, c2));
        Operand<TFloat32> mx = tf.math.add(ma, level);
        Operand<TFloat32> my = tf.math.add(mb, level);
        Operand<TFloat32> brightness = tf.math.div(
                tf.math.add(tf.math.mul(two, tf.math.mul(mx, my)), c1),
                tf.math.add(tf.math.add(tf.math.square(mx), tf.math.square(my)), c1));
        return new Similarity(
                tf.math.mean(tf.math.mul(brightness, structure), tf.array(1, 2)),
                tf.math.mean(structure, tf.array(1, 2)));
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>(Map.of("maxValue", Double.toString(maxValue)));
        if (!scaleWeights.isEmpty()) {
            all.put("scaleWeights", scaleWeights.toString());
        }
        return all;
    }
}
