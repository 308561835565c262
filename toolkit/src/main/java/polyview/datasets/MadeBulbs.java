package polyview.datasets;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
 * Synthetic bulbs: four gray views of one bulb, a quarter turn apart, and one class; a defect is visible in one view only.
 *
 * <p>The bulb stands turned about its axis by any angle, so a defect is as likely in each of the views. Each view is slightly
 * shifted, rotated, brightened and noisy, by amounts of its own.
 *
 * <p>One view, any of the four, shows marks on the glass: specks, all brighter or all darker than the glass. On a good bulb they
 * are dust, scattered over the glass; on a defective one they lie on a line, a crack. Number, strength and distribution of the
 * specks are the same in both cases. So brightness tells nothing; only the arrangement does. Every speck of a crack lies within 45
 * degrees of the direction to its camera, so no other camera faces it.
 *
 * <p>What simple rules reach on 2000 bulbs, as the area under the ROC curve of the highest value of the four views (0.5 is
 * chance): mean brightness, brightest pixel, darkest pixel of the glass, variance 0.49 to 0.51; differences of neighbours 0.45 (a
 * crack has a shorter outline); the best response to a straight line, 0.99. Three small convolutions shared by the views, trained
 * on 1600 bulbs for ten epochs, classified 98% of the others right.
 *
 * <p>Classes: 1 defective, 0 good. Samples 0 and 1, 2 and 3, and so on hold one of each class. Sample i depends on the
 * seed, the options and i alone: {@code of(100, 7)} is the start of {@code of(2000, 7)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var bulbs = MadeBulbs.of(2000, 7).size(48, 48).contrast(0.3f);
 * MemoryDataset channels = bulbs.dataset();    // input (2000, 48, 48, 4), target (2000)
 * MemoryDataset apart = bulbs.fourInputs();    // inputs (2000, 48, 48, 1) four times, target (2000)
 * bulbs.truth()                                // a table: sample, defect, view, angle
 * }</pre>
 *
 * <p>It suits networks with one kernel for all views, whose decision does not depend on which view has the defect.
 *
 * @param count the number of bulbs
 * @param seed decides everything
 * @param height of each view, in pixels
 * @param width of each view, in pixels
 * @param contrast how much a speck differs from the glass, where the brightness spans 0 to 1; each has 70 to 100% of it
 * @param noise the standard deviation of the Gaussian noise in each pixel, before clipping to 0..1
 */
public record MadeBulbs(int count, long seed, int height, int width, float contrast, float noise)
        implements DataRecipe {

    static {
        Startup.begin();
    }

    /** The class of a bulb with a crack. */
    public static final int DEFECT = 1;

    /** The class of a bulb without one. */
    public static final int GOOD = 0;

    /** The number of views of a bulb. */
    public static final int VIEWS = 4;

    private static final int CLASS = 0;
    private static final int SIDE = 1;
    private static final int BULB = 2;
    private static final int CAMERA = 3;
    private static final int MARKS = 4;
    private static final int NOISE = 5;

    /** Checks the options: {@code count must not be negative, got -1}, and the rules that the methods below name. */
    public MadeBulbs {
        MadeOptions.check(count, height, width, noise);
        MadeOptions.share("contrast", contrast);
    }

    /** Bulbs in views of 48 x 48 pixels, contrast of 0.3, noise of 0.03. */
    public static MadeBulbs of(int count, long seed) {
        return new MadeBulbs(count, seed, 48, 48, 0.3f, 0.03f);
    }

    /**
     * The size of the views in pixels; below 10 there is no room for a crack, and below about 24 it is hard to see.
     *
     * <p>Refused: {@code size must be positive, got 0 x 32}.
     */
    public MadeBulbs size(int height, int width) {
        return new MadeBulbs(count, seed, height, width, contrast, noise);
    }

    /**
     * The strength of the marks, in [0, 1]; at 0 the classes look alike; refused: {@code contrast must lie in
     * [0, 1], got 2.0}.
     */
    public MadeBulbs contrast(float contrast) {
        return new MadeBulbs(count, seed, height, width, contrast, noise);
    }

    /** The noise, where the brightness spans 0 to 1; refused: {@code noise must lie in [0, 1], got -0.1}. */
    public MadeBulbs noise(float noise) {
        return new MadeBulbs(count, seed, height, width, contrast, noise);
    }

    /** Makes all samples with the views as channels: one input {@code (N, H, W, 4)} in 0..1, and the classes {@code (N)}. */
    public MemoryDataset dataset() {
        FloatArray images = FloatArray.zeros(Shape.of(count, height, width, VIEWS));
        for (int i = 0; i < count; i++) {
            for (int view = 0; view < VIEWS; view++) {
                float[] picture = picture(i, view);
                int start = i * picture.length;
                for (int p = 0; p < picture.length; p++) {
                    images.values()[(start + p) * VIEWS + view] = picture[p];
                }
            }
        }
        return new MemoryDataset(List.of(images), List.of(classes())).madeBy(this);
    }

    /** The same as {@link #dataset}: its data travels to other processes as these options. */
    @Override
    public MemoryDataset make() {
        return dataset();
    }

    /** The same samples with an input for each view: four inputs {@code (N, H, W, 1)} in 0..1, and the classes {@code (N)}. */
    public MemoryDataset fourInputs() {
        return new MemoryDataset(
                        IntStream.range(0, VIEWS).mapToObj(this::images).toList(), List.of(classes()))
                .madeBy(new FourBulbInputs(this));
    }

    /**
     * The truth as a table: {@code sample}; {@code defect}; {@code view}, 0 to 3, that shows it; {@code angle} of its
     * middle about the axis of the bulb, in degrees from camera 0, from -12 to 282. The last two are missing where
     * there is no defect.
     */
    public Table truth() {
        IntColumn samples = IntColumn.create("sample");
        BooleanColumn defects = BooleanColumn.create("defect");
        IntColumn views = IntColumn.create("view");
        DoubleColumn angles = DoubleColumn.create("angle");
        for (int i = 0; i < count; i++) {
            samples.append(i);
            defects.append(defect(i));
            if (defect(i)) {
                views.append(side(i));
                angles.append(90 * side(i) + marks(i, side(i)).angle());
            } else {
                views.appendMissing();
                angles.appendMissing();
            }
        }
        return Table.create("made bulbs", samples, defects, views, angles);
    }

    private FloatArray classes() {
        float[] classes = new float[count];
        for (int i = 0; i < count; i++) {
            classes[i] = defect(i) ? DEFECT : GOOD;
        }
        return FloatArray.of(classes, count);
    }

    private FloatArray images(int view) {
        FloatArray images = FloatArray.zeros(Shape.of(count, height, width, 1));
        for (int i = 0; i < count; i++) {
            Rows.put(images, i, picture(i, view));
        }
        return images;
    }

    private boolean defect(int i) {
        return Balanced.isClassOne(seed, i, CLASS);
    }

    private int side(int i) {
        return Seeds.stream(seed, i, SIDE).nextInt(VIEWS);
    }

    private Marks marks(int i, int view) {
        double scale = Math.min(height, width) / 2.0;
        return view == side(i) ? Marks.random(Seeds.mix(seed, i, MARKS), defect(i), contrast, scale) : Marks.NONE;
    }

    private float[] picture(int i, int view) {
        SplittableRandom camera = Seeds.stream(seed, i, CAMERA, view);
        float[] picture = Bulb.random(Seeds.stream(seed, i, BULB))
                .view(view, Bulb.Camera.random(camera), marks(i, view), height, width);
        return Noise.added(picture, noise, Seeds.stream(seed, i, NOISE, view));
    }
}
