package polyview.datasets;

import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import polyview.base.Seeds;
import polyview.base.Startup;
import polyview.data.DataRecipe;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Synthetic pairs of images: two sensors look at one scene, and in half of the pairs the second image is slightly displaced.
 *
 * <p>A scene is a heap of boxes, disks and bars, some with soft borders. What is bright for the first sensor is dark for the
 * second, except for the darkest matter, which is medium for it; each has noise and slow changes of brightness of its own. The two
 * images share only where borders are: neither a difference of pixels nor one image alone shows whether a pair is displaced.
 * Deciding that is the first step of registration.
 *
 * <p>Classes: 1 aligned, 0 displaced, by a distance drawn uniformly from {@code minShift} to {@code maxShift} pixels, not only
 * whole ones, in a uniformly drawn direction. Samples 0 and 1, 2 and 3, and so on hold one of each class, so the classes are
 * balanced.
 *
 * <p>Sample i depends on the seed, the options and i alone: {@code of(100, 7)} is the start of {@code of(2000, 7)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var pairs = MadePairs.of(2000, 7).size(32, 32).shift(1, 3).noise(0.05f);
 * MemoryDataset data = pairs.dataset();   // inputs (2000, 32, 32, 1) twice, target (2000)
 * pairs.truth()                           // a table: sample, aligned, dx, dy
 * }</pre>
 *
 * @param count the number of samples
 * @param seed decides everything
 * @param height of each image, in pixels
 * @param width of each image, in pixels
 * @param minShift the smallest displacement, in pixels
 * @param maxShift the largest displacement, in pixels
 * @param noise the standard deviation of the Gaussian noise in each pixel, before clipping to 0..1
 */
public record MadePairs(int count, long seed, int height, int width, double minShift, double maxShift, float noise)
        implements DataRecipe {

    static {
        Startup.begin();
    }

    /** The class of an aligned pair. */
    public static final int ALIGNED = 1;

    /** The class of a pair whose second image is displaced. */
    public static final int SHIFTED = 0;

    private static final int CLASS = 0;
    private static final int SHIFT = 1;
    private static final int SCENE = 2;
    private static final int NOISE = 3;

    /** Checks the options: {@code count must not be negative, got -1}, and the rules that the methods below name. */
    public MadePairs {
        MadeOptions.check(count, height, width, noise);
        if (!(minShift > 0 && maxShift >= minShift && Double.isFinite(maxShift))) {
            throw new IllegalArgumentException(
                    "shift must be a range of positive pixels, got " + minShift + " to " + maxShift);
        }
    }

    /** Pairs of 32 x 32 pixels, displaced by 1 to 3 pixels, with noise of 0.05. */
    public static MadePairs of(int count, long seed) {
        return new MadePairs(count, seed, 32, 32, 1, 3, 0.05f);
    }

    /** The size of the images in pixels; refused: {@code size must be positive, got 0 x 32}. */
    public MadePairs size(int height, int width) {
        return new MadePairs(count, seed, height, width, minShift, maxShift, noise);
    }

    /**
     * The range of displacements in pixels; refused: {@code shift must be a range of positive pixels, got 3.0 to 1.0}.
     */
    public MadePairs shift(double min, double max) {
        return new MadePairs(count, seed, height, width, min, max, noise);
    }

    /** The noise, where the brightness spans 0 to 1; refused: {@code noise must lie in [0, 1], got -0.1}. */
    public MadePairs noise(float noise) {
        return new MadePairs(count, seed, height, width, minShift, maxShift, noise);
    }

    /** Makes all samples: two inputs {@code (N, H, W, 1)} in 0..1, and the classes {@code (N)}. */
    public MemoryDataset dataset() {
        FloatArray first = FloatArray.zeros(Shape.of(count, height, width, 1));
        FloatArray second = FloatArray.zeros(first.shape());
        float[] classes = new float[count];
        for (int i = 0; i < count; i++) {
            classes[i] = aligned(i) ? ALIGNED : SHIFTED;
            double[] shift = shift(i);
            Scene scene = Scene.random(Seeds.stream(seed, i, SCENE), height, width, maxShift);
            SplittableRandom noises = Seeds.stream(seed, i, NOISE);
            Rows.put(first, i, Noise.added(scene.view(0, height, width, 0, 0), noise, noises));
            Rows.put(second, i, Noise.added(scene.view(1, height, width, shift[0], shift[1]), noise, noises));
        }
        return new MemoryDataset(List.of(first, second), List.of(FloatArray.of(classes, count))).madeBy(this);
    }

    /** The same as {@link #dataset}: its data travels to other processes as these options. */
    @Override
    public MemoryDataset make() {
        return dataset();
    }

    /**
     * How far the second image of each sample is displaced, in pixels: {@code (N, 2)}, dx to the right and dy downwards;
     * zeros where the pair is aligned.
     */
    public FloatArray shifts() {
        float[] shifts = new float[2 * count];
        for (int i = 0; i < count; i++) {
            double[] shift = shift(i);
            shifts[2 * i] = (float) shift[0];
            shifts[2 * i + 1] = (float) shift[1];
        }
        return FloatArray.of(shifts, count, 2);
    }

    /** The truth as a table: {@code sample}, {@code aligned}, {@code dx} and {@code dy} as in {@link #shifts()}. */
    public Table truth() {
        IntColumn samples = IntColumn.create("sample");
        BooleanColumn aligned = BooleanColumn.create("aligned");
        DoubleColumn dx = DoubleColumn.create("dx");
        DoubleColumn dy = DoubleColumn.create("dy");
        for (int i = 0; i < count; i++) {
            double[] shift = shift(i);
            samples.append(i);
            aligned.append(aligned(i));
            dx.append(shift[0]);
            dy.append(shift[1]);
        }
        return Table.create("made pairs", samples, aligned, dx, dy);
    }

    private boolean aligned(int i) {
        return Balanced.isClassOne(seed, i, CLASS);
    }

    private double[] shift(int i) {
        if (aligned(i)) {
            return new double[] {0, 0};
        }
        SplittableRandom random = Seeds.stream(seed, i, SHIFT);
        double distance = minShift + (maxShift - minShift) * random.nextDouble();
        double angle = 2 * Math.PI * random.nextDouble();
        return new double[] {distance * StrictMath.cos(angle), distance * StrictMath.sin(angle)};
    }
}
