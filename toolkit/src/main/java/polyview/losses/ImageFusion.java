package polyview.losses;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * A loss for one gray image that is made of several, without a true one: the sources themselves are the targets. {@link
 * Loss#imageFusion} makes it.
 *
 * <p>For an output f {@code (N, H, W, 1)} and sources s as channels of the targets, {@code (N, H, W, S)}, it is {@code a structure + b
 * gradient + c intensity}, where
 *
 * <ul>
 *   <li>structure is the mean over the sources of {@code 1 - SSIM(f, s)}, see {@link StructuralSimilarity};
 *   <li>gradient is the mean over the pixels of {@code |f_x - g_x| + |f_y - g_y|}: f_x and f_y are slopes across and down by Sobel's kernels,
 *       divided by 8 so that they are in brightness per pixel, without the outermost pixels, and g has in each direction the slope of the
 *       source that is steepest there;
 *   <li>intensity is the mean over the pixels of {@code |f - max(s)|}.
 * </ul>
 *
 * <p>Such sums are usual since Ma et al. 2019 and 2022 ({@code FusionGAN}, {@code SwinFusion}); here slopes keep their sign, so that an
 * edge from dark to bright is not as good as one from bright to dark.
 *
 * <p>The three pull apart: structure wants the average of the sources, intensity the brightest. What is best depends on who looks; choose the
 * weights on images that are not those of the test.
 *
 * <p>Refused: {@code sources must be positive, got 0}; {@code maxValue must be positive, got 0.0}; {@code gradient must be a finite number of
 * at least 0, got -1.0}; weights that are all 0 ({@code structure, gradient and intensity must not all be 0}); when the model is compiled
 * {@code imageFusion needs gray images (N, H, W, 1) of at least 11 x 11 pixels, got (N, 8, 8, 1)}.
 *
 * <p>Example: two equal sources and an output equal to them give 0.
 *
 * <pre>{@code
 * FloatArray both = ImageFusion.stacked(infrared, visible);                  // (N, H, W, 2)
 * var data = new MemoryDataset(List.of(infrared, visible), List.of(both));
 * model.compile(new Adam(1e-3), Loss.imageFusion(2, 1).gradient(20), Metric.gradientTransfer());
 * }</pre>
 *
 * @param sources S, how many images the targets hold
 * @param maxValue the distance of the lightest from the darkest possible pixel: 1 for 0..1
 * @param structure weight a
 * @param gradient weight b
 * @param intensity weight c
 */
public record ImageFusion(int sources, double maxValue, double structure, double gradient, double intensity)
        implements Loss {

    private static final String NAME = "imageFusion";

    /** Sobel's kernel across, as rows. */
    private static final float[] ACROSS = {-1, 0, 1, -2, 0, 2, -1, 0, 1};

    /** Checks the numbers. */
    public ImageFusion {
        Checks.requirePositive("sources", sources);
        Checks.requirePositive("maxValue", maxValue);
        requireWeight("structure", structure);
        requireWeight("gradient", gradient);
        requireWeight("intensity", intensity);
        if (structure + gradient + intensity == 0) {
            throw new IllegalArgumentException("structure, gradient and intensity must not all be 0");
        }
    }

    private static void requireWeight(String name, double weight) {
        if (!(weight >= 0 && weight < Float.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " must be a finite number of at least 0, got " + weight);
        }
    }

    /** The same with this weight of the structure. */
    public ImageFusion structure(double weight) {
        return new ImageFusion(sources, maxValue, weight, gradient, intensity);
    }

    /** The same with this weight of the gradient. */
    public ImageFusion gradient(double weight) {
        return new ImageFusion(sources, maxValue, structure, weight, intensity);
    }

    /** The same with this weight of the intensity. */
    public ImageFusion intensity(double weight) {
        return new ImageFusion(sources, maxValue, structure, gradient, weight);
    }

    /**
     * Images as the channels of one array: S times {@code (N, H, W, 1) -> (N, H, W, S)}, the targets of this loss.
     *
     * <p>Refused: none ({@code images must not be empty}), and other shapes ({@code images must all be gray (N, H, W, 1) of one shape, got
     * (2, 8, 8, 1) and (2, 8, 8, 3)}).
     */
    public static FloatArray stacked(FloatArray... images) {
        if (images.length == 0) {
            throw new IllegalArgumentException("images must not be empty");
        }
        Shape first = images[0].shape();
        for (FloatArray image : images) {
            if (first.numDimensions() != 4
                    || first.get(3) != 1
                    || !image.shape().equals(first)) {
                throw new IllegalArgumentException("images must all be gray (N, H, W, 1) of one shape, got "
                        + Shapes.text(first) + " and " + Shapes.text(image.shape()));
            }
        }
        FloatArray all = FloatArray.zeros(first.take(3).append(images.length));
        for (int i = 0; i < all.values().length; i++) {
            all.values()[i] = images[i % images.length].values()[i / images.length];
        }
        return all;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Task task() {
        return Task.IMAGES;
    }

    @Override
    public Shape targetShape(Shape output) {
        int least = GaussianWindow.SIZE;
        boolean gray = output.numDimensions() == 4 && output.get(3) == 1;
        boolean small = gray
                && LongStream.of(output.get(1), output.get(2))
                        .anyMatch(size -> size != Shape.UNKNOWN_SIZE && size < least);
        if (!gray || small) {
            throw new IllegalArgumentException(NAME + " needs gray images (N, H, W, 1) of at least " + least + " x "
                    + least + " pixels, got " + Shapes.text(output));
        }
        return Shape.of(output.get(1), output.get(2), sources);
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        List<Operand<TFloat32>> images = new ArrayList<>();
        for (int s = 0; s < sources; s++) {
            images.add(tf.slice(targets, tf.array(0, 0, 0, s), tf.array(-1, -1, -1, 1)));
        }
        Operand<TFloat32> fused = LossOps.aligned(tf, scores, images.get(0));
        List<Operand<TFloat32>> terms = new ArrayList<>();
        if (structure > 0) {
            StructuralSimilarity ssim = new StructuralSimilarity(maxValue, List.of());
            List<Operand<TFloat32>> unlike = images.stream()
                    .map(image -> ssim.perSample(tf, fused, image))
                    .toList();
            terms.add(times(tf, structure / sources, sum(tf, unlike)));
        }
        if (gradient > 0) {
            terms.add(times(tf, gradient, gradientTerm(tf, fused, images)));
        }
        if (intensity > 0) {
            Operand<TFloat32> brightest =
                    images.stream().reduce(tf.math::maximum).orElseThrow();
            terms.add(times(tf, intensity, mean(tf, tf.math.sub(fused, brightest))));
        }
        return sum(tf, terms);
    }

    private static Operand<TFloat32> gradientTerm(Ops tf, Operand<TFloat32> fused, List<Operand<TFloat32>> images) {
        Operand<TFloat32> steepest = images.stream()
                .map(image -> slopes(tf, image))
                .reduce((a, b) -> tf.select(tf.math.greaterEqual(tf.math.abs(a), tf.math.abs(b)), a, b))
                .orElseThrow();
        // The mean is over both directions too, and the term is their sum.
        return times(tf, 2, mean(tf, tf.math.sub(slopes(tf, fused), steepest)));
    }

    /** Across and down: {@code (N, H, W, 1) -> (N, H - 2, W - 2, 2)}. */
    private static Operand<TFloat32> slopes(Ops tf, Operand<TFloat32> image) {
        float[] kernel = new float[2 * ACROSS.length];
        for (int i = 0; i < ACROSS.length; i++) {
            kernel[2 * i] = ACROSS[i] / 8;
            kernel[2 * i + 1] = ACROSS[3 * (i % 3) + i / 3] / 8;
        }
        return tf.nn.conv2d(
                image, tf.reshape(tf.constant(kernel), tf.array(3L, 3L, 1L, 2L)), List.of(1L, 1L, 1L, 1L), "VALID");
    }

    private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> differences) {
        return LossOps.meanOverPositions(tf, tf.math.abs(differences));
    }

    private static Operand<TFloat32> times(Ops tf, double factor, Operand<TFloat32> x) {
        return tf.math.mul(tf.constant((float) factor), x);
    }

    private static Operand<TFloat32> sum(Ops tf, List<Operand<TFloat32>> terms) {
        return terms.stream().reduce(tf.math::add).orElseThrow();
    }
}
