package polyview.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import polyview.base.Seeds;
import polyview.base.Startup;
import polyview.data.DataRecipe;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Synthetic frames of one sensor whose pixels differ, with what a perfect sensor would have seen: a flat field to learn.
 *
 * <p>Each pixel has a gain and an offset of its own: {@code true = raw * gain + offset}, so {@code raw = (true -
 * offset) / gain}, to which each frame adds noise. The sensitivity {@code 1 / gain} is 0.85 near the middle and falls
 * by {@code vignetting} to the corners, scatters by {@code scatter} from pixel to pixel, and is 10 to 30% less under
 * grains of dust. In darkness a pixel reads {@code -offset / gain}, about 0.1: with a slope of up to 0.02 from top to bottom, and
 * a scatter of {@code 0.25 * scatter}.
 *
 * <p>Half of the frames show flat light, of a brightness drawn uniformly from 0.05 to 0.85; the others show a scene of
 * {@link MadePairs} within the same limits. Frames 0 and 1, 2 and 3, and so on are one of each kind, in a random order.
 *
 * <p>The sensor depends on the seed and the options, frame i on i as well: {@code of(100, 7)} is the start of {@code
 * of(2000, 7)}. Another seed is another sensor, so frames to test on come from a split of one data set.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var frames = MadeFlatFields.of(200, 7);
 * MemoryDataset data = frames.dataset();   // input (200, 32, 32) raw, target (200, 32, 32) true
 * frames.gain()                            // (32, 32), what the kernel of a Dense2D should become
 * frames.offset()                          // (32, 32), its bias
 * }</pre>
 *
 * <p>A {@link polyview.layers.Dense2D} can learn the gain and the offset of every pixel.
 *
 * @param count the number of frames
 * @param seed decides everything
 * @param height of the sensor, in pixels
 * @param width of the sensor, in pixels
 * @param vignetting the share of the light that is lost in a corner, in [0, 0.9]
 * @param scatter the relative standard deviation of the sensitivity from pixel to pixel, in [0, 0.05]
 * @param noise the standard deviation of the Gaussian noise in each raw value, before clipping to 0..1
 */
public record MadeFlatFields(int count, long seed, int height, int width, float vignetting, float scatter, float noise)
        implements DataRecipe {

    static {
        Startup.begin();
    }

    private static final int SENSOR = 0;
    private static final int KIND = 1;
    private static final int FRAME = 2;
    private static final int NOISE = 3;
    private static final double DARKEST = 0.05;
    private static final double BRIGHTEST = 0.85;

    /** Checks the options: {@code count must not be negative, got -1}, and the rules that the methods below name. */
    public MadeFlatFields {
        MadeOptions.check(count, height, width, noise);
        if (!(vignetting >= 0 && vignetting <= 0.9f)) {
            throw new IllegalArgumentException("vignetting must lie in [0, 0.9], got " + vignetting);
        }
        if (!(scatter >= 0 && scatter <= 0.05f)) {
            throw new IllegalArgumentException("scatter must lie in [0, 0.05], got " + scatter);
        }
    }

    /** Frames of 32 x 32 pixels, vignetting of 0.4, scatter of 0.03, noise of 0.005. */
    public static MadeFlatFields of(int count, long seed) {
        return new MadeFlatFields(count, seed, 32, 32, 0.4f, 0.03f, 0.005f);
    }

    /** The size of the sensor in pixels; refused: {@code size must be positive, got 0 x 32}. */
    public MadeFlatFields size(int height, int width) {
        return new MadeFlatFields(count, seed, height, width, vignetting, scatter, noise);
    }

    /** The share of the light that is lost in a corner; refused: {@code vignetting must lie in [0, 0.9], got 1.0}. */
    public MadeFlatFields vignetting(float vignetting) {
        return new MadeFlatFields(count, seed, height, width, vignetting, scatter, noise);
    }

    /** How much the pixels differ; refused: {@code scatter must lie in [0, 0.05], got 0.5}. */
    public MadeFlatFields scatter(float scatter) {
        return new MadeFlatFields(count, seed, height, width, vignetting, scatter, noise);
    }

    /** The noise, where full light is 1; refused: {@code noise must lie in [0, 1], got -0.1}. */
    public MadeFlatFields noise(float noise) {
        return new MadeFlatFields(count, seed, height, width, vignetting, scatter, noise);
    }

    /** Makes all frames: one input of raw values and one target of true ones, both {@code (N, H, W)} in 0..1. */
    public MemoryDataset dataset() {
        FloatArray raw = FloatArray.zeros(Shape.of(count, height, width));
        FloatArray light = FloatArray.zeros(raw.shape());
        Sensor sensor = sensor();
        for (int i = 0; i < count; i++) {
            float[] picture = light(i);
            Rows.put(light, i, picture);
            for (int p = 0; p < picture.length; p++) {
                picture[p] = picture[p] * sensor.sensitivity()[p] + sensor.dark()[p];
            }
            Rows.put(raw, i, Noise.added(picture, noise, Seeds.stream(seed, i, NOISE)));
        }
        return new MemoryDataset(List.of(raw), List.of(light)).madeBy(this);
    }

    /** The same as {@link #dataset}: its data travels to other processes as these options. */
    @Override
    public MemoryDataset make() {
        return dataset();
    }

    /** The true gain of each pixel: {@code (H, W)}, 1.1 and more. */
    public FloatArray gain() {
        float[] gain = sensor().sensitivity();
        for (int p = 0; p < gain.length; p++) {
            gain[p] = 1 / gain[p];
        }
        return FloatArray.of(gain, height, width);
    }

    /** The true offset of each pixel: {@code (H, W)}, below 0. */
    public FloatArray offset() {
        Sensor sensor = sensor();
        float[] offset = sensor.dark();
        for (int p = 0; p < offset.length; p++) {
            offset[p] = -offset[p] / sensor.sensitivity()[p];
        }
        return FloatArray.of(offset, height, width);
    }

    /** The truth as a table: {@code frame}, {@code kind} (flat or scene) and {@code level}, the mean of the true values. */
    public Table truth() {
        IntColumn frames = IntColumn.create("frame");
        StringColumn kinds = StringColumn.create("kind");
        DoubleColumn levels = DoubleColumn.create("level");
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (float value : light(i)) {
                sum += value;
            }
            frames.append(i);
            kinds.append(flat(i) ? "flat" : "scene");
            levels.append(sum / (height * width));
        }
        return Table.create("made flat fields", frames, kinds, levels);
    }

    private Sensor sensor() {
        // Frames have the streams (seed, i, ...): the sensor's path is as long and starts before the first frame.
        return Sensor.random(Seeds.stream(seed, -1, SENSOR), height, width, vignetting, scatter);
    }

    private boolean flat(int i) {
        return Balanced.isClassOne(seed, i, KIND);
    }

    private float[] light(int i) {
        SplittableRandom random = Seeds.stream(seed, i, FRAME);
        float level = (float) (DARKEST + (BRIGHTEST - DARKEST) * random.nextDouble());
        float[] light = new float[Math.multiplyExact(height, width)];
        if (flat(i)) {
            Arrays.fill(light, level);
            return light;
        }
        float[] view = Scene.random(random, height, width, 0).view(0, height, width, 0, 0);
        for (int p = 0; p < light.length; p++) {
            light[p] = (float) (DARKEST + (BRIGHTEST - DARKEST) * Math.max(0, Math.min(1, view[p])));
        }
        return light;
    }
}
