package polyview.datasets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.base.Seeds;
import polyview.base.Startup;
import polyview.data.DataRecipe;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Synthetic pairs of pictures of one scene, before and after some things came or went, with masks of what changed.
 *
 * <p>A scene is a heap of boxes, disks and bars, as of {@link MadeScenes}. Of the shapes in the picture 0 to {@code changes} are chosen, each of
 * which is there only before or only after, with equal chances. Much else differs that is no change: the second picture is slightly displaced,
 * its light is brighter or darker and falls from another side, in half of the pairs a shadow with a straight border lies over it, and slow
 * changes of brightness and noise are its own. So the difference of the two is no answer.
 *
 * <p>The mask is 1 where the first picture and the second show different matter at the same place of the scene, with a step of 0.1 or more of
 * the range of brightness, in the coordinates of the first; a chosen shape that others hide, or whose ground has nearly its brightness, is not
 * in it.
 *
 * <p>Sample i depends on the seed, the options and i alone: {@code of(100, 7)} is the start of {@code of(2000, 7)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var changes = MadeChanges.of(800, 7).size(48, 48).shift(1.5);
 * MemoryDataset data = changes.dataset();   // inputs before and after (800, 48, 48, 1), masks (800, 48, 48, 1)
 * changes.truth()                           // a table: sample, chosen, changed, dx, dy
 * }</pre>
 *
 * @param count the number of samples
 * @param seed decides everything
 * @param height of each image, in pixels
 * @param width of each image, in pixels
 * @param changes the largest number of shapes that come or go
 * @param light how much the light may differ, as a share of the brightness
 * @param shift the largest displacement, in pixels
 * @param noise the standard deviation of the Gaussian noise in each pixel, before clipping to 0..1
 */
public record MadeChanges(
        int count, long seed, int height, int width, int changes, double light, double shift, float noise)
        implements DataRecipe {

    static {
        Startup.begin();
    }

    /** The smallest step in brightness that is a change. */
    private static final float STEP = 0.1f;

    private static final int SCENE = 0;
    private static final int CHANGE = 1;
    private static final int SHIFT = 2;
    private static final int LIGHT = 3;
    private static final int NOISE = 4;

    /** Checks the options: {@code count must not be negative, got -1}, and the rules that the methods below name. */
    public MadeChanges {
        MadeOptions.check(count, height, width, noise);
        Checks.requireNotNegative("changes", changes);
        MadeOptions.share("light", (float) light);
        if (!(shift >= 0 && Double.isFinite(shift))) {
            throw new IllegalArgumentException("shift must not be negative, got " + shift);
        }
    }

    /** Pairs of 48 x 48 pixels with up to 4 changes, light that differs by up to 0.3, displaced by up to 1 pixel, with noise of 0.03. */
    public static MadeChanges of(int count, long seed) {
        return new MadeChanges(count, seed, 48, 48, 4, 0.3, 1, 0.03f);
    }

    /** The size of the images in pixels; refused: {@code size must be positive, got 0 x 32}. */
    public MadeChanges size(int height, int width) {
        return new MadeChanges(count, seed, height, width, changes, light, shift, noise);
    }

    /** The largest number of shapes that come or go; refused: {@code changes must not be negative, got -1}. */
    public MadeChanges changes(int most) {
        return new MadeChanges(count, seed, height, width, most, light, shift, noise);
    }

    /** How much the light may differ, 0 for not at all; refused: {@code light must lie in [0, 1], got 2.0}. */
    public MadeChanges light(double most) {
        return new MadeChanges(count, seed, height, width, changes, most, shift, noise);
    }

    /** The largest displacement of the second picture in pixels; refused: {@code shift must not be negative, got -1.0}. */
    public MadeChanges shift(double most) {
        return new MadeChanges(count, seed, height, width, changes, light, most, noise);
    }

    /** The noise, where the brightness spans 0 to 1; refused: {@code noise must lie in [0, 1], got -0.1}. */
    public MadeChanges noise(float deviation) {
        return new MadeChanges(count, seed, height, width, changes, light, shift, deviation);
    }

    /** Inputs {@code before} and {@code after}, {@code (N, H, W, 1)} in 0..1, and the masks {@code (N, H, W, 1)} of 0 and 1. */
    public MemoryDataset dataset() {
        FloatArray before = FloatArray.zeros(Shape.of(count, height, width, 1));
        FloatArray after = FloatArray.zeros(before.shape());
        FloatArray masks = FloatArray.zeros(before.shape());
        for (int i = 0; i < count; i++) {
            Change change = change(i);
            double[] moved = moved(i);
            SplittableRandom noises = Seeds.stream(seed, i, NOISE);
            SplittableRandom lights = Seeds.stream(seed, i, LIGHT);
            Rows.put(before, i, Noise.added(change.before.view(0, height, width, 0, 0), noise, noises));
            float[] second = change.after.inOtherLight(lights).view(0, height, width, moved[0], moved[1]);
            Rows.put(after, i, Noise.added(lit(second, lights), noise, noises));
            Rows.put(masks, i, change.mask(height, width));
        }
        return new MemoryDataset(List.of(before, after), List.of(masks)).madeBy(this);
    }

    /** The same as {@link #dataset}: its data travels to other processes as these options. */
    @Override
    public MemoryDataset make() {
        return dataset();
    }

    /**
     * The truth as a table: {@code sample}; how many shapes were {@code chosen}; the share of pixels that {@code changed}; {@code dx} to the right
     * and {@code dy} downwards, by which the second picture is displaced.
     */
    public Table truth() {
        IntColumn samples = IntColumn.create("sample");
        IntColumn chosen = IntColumn.create("chosen");
        DoubleColumn changed = DoubleColumn.create("changed");
        DoubleColumn dx = DoubleColumn.create("dx");
        DoubleColumn dy = DoubleColumn.create("dy");
        for (int i = 0; i < count; i++) {
            Change change = change(i);
            double sum = 0;
            for (float pixel : change.mask(height, width)) {
                sum += pixel;
            }
            samples.append(i);
            chosen.append(change.chosen);
            changed.append(sum / (height * width));
            double[] moved = moved(i);
            dx.append(moved[0]);
            dy.append(moved[1]);
        }
        return Table.create("made changes", samples, chosen, changed, dx, dy);
    }

    /** The scene before and after, of which so many shapes differ. */
    private record Change(Scene before, Scene after, int chosen) {

        float[] mask(int height, int width) {
            float[] first = before.sharp().view(0, height, width, 0, 0);
            float[] second = after.sharp().view(0, height, width, 0, 0);
            for (int i = 0; i < first.length; i++) {
                first[i] = Math.abs(first[i] - second[i]) >= STEP ? 1 : 0;
            }
            return first;
        }
    }

    private Change change(int i) {
        Scene scene = Scene.random(Seeds.stream(seed, i, SCENE), height, width, shift);
        SplittableRandom random = Seeds.stream(seed, i, CHANGE);
        List<Integer> left = new ArrayList<>(scene.within(height, width));
        int chosen = Math.min(left.size(), random.nextInt(changes + 1));
        Set<Integer> gone = new HashSet<>();
        Set<Integer> come = new HashSet<>();
        for (int k = 0; k < chosen; k++) {
            int shape = left.remove(random.nextInt(left.size()));
            (random.nextBoolean() ? gone : come).add(shape);
        }
        return new Change(scene.without(come), scene.without(gone), chosen);
    }

    private double[] moved(int i) {
        SplittableRandom random = Seeds.stream(seed, i, SHIFT);
        double distance = shift * random.nextDouble();
        double angle = 2 * Math.PI * random.nextDouble();
        return new double[] {distance * StrictMath.cos(angle), distance * StrictMath.sin(angle)};
    }

    /** In a light of another strength, from another side, with a shadow or without. */
    private float[] lit(float[] view, SplittableRandom random) {
        double strength = 1 + light * (random.nextDouble() - 0.5);
        double slope = light * (random.nextDouble() - 0.5);
        double[] side = direction(random);
        double[] border = direction(random);
        double place = 0.6 * (random.nextDouble() - 0.5);
        double shadow = random.nextBoolean() ? light * random.nextDouble() : 0;
        for (int i = 0; i < view.length; i++) {
            // From -1 to 1 over the longer side.
            double x = (2 * (i % width) + 1 - width) / (double) Math.max(height, width);
            double y = (2 * (i / width) + 1 - height) / (double) Math.max(height, width);
            double fall = strength + slope * (side[0] * x + side[1] * y);
            boolean dark = border[0] * x + border[1] * y > place;
            view[i] *= (float) (fall * (dark ? 1 - shadow : 1));
        }
        return view;
    }

    private static double[] direction(SplittableRandom random) {
        double angle = 2 * Math.PI * random.nextDouble();
        return new double[] {StrictMath.cos(angle), StrictMath.sin(angle)};
    }
}
