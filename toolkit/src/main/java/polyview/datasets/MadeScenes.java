package polyview.datasets;

import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.base.Seeds;
import polyview.base.Startup;
import polyview.data.DataRecipe;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;

/**
 * Synthetic gray scenes with known borders, to detect edges in.
 *
 * <p>A scene is a heap of boxes, disks and bars on a plane, three of four with a sharp border, with slow changes of brightness and
 * noise, as the first sensor of {@link MadePairs} sees it.
 *
 * <p>Scene i depends on the seed, the options and i alone: {@code of(100, 7)} is the start of {@code of(2000, 7)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var scenes = MadeScenes.of(500, 7).size(64, 64).noise(0.02f);
 * FloatArray images = scenes.images();     // (500, 64, 64)
 * FloatArray edges = scenes.edges();       // (500, 64, 64), the truth
 * MemoryDataset both = scenes.dataset();   // images as the input, edges as the target
 * }</pre>
 *
 * @param count the number of scenes
 * @param seed decides everything
 * @param height of each image, in pixels
 * @param width of each image, in pixels
 * @param noise the standard deviation of the Gaussian noise in each pixel, before clipping to 0..1
 */
public record MadeScenes(int count, long seed, int height, int width, float noise) implements DataRecipe {

    static {
        Startup.begin();
    }

    private static final int SCENE = 0;
    private static final int NOISE = 1;

    /** Checks the options: {@code count must not be negative, got -1}, and the rules that the methods below name. */
    public MadeScenes {
        MadeOptions.check(count, height, width, noise);
    }

    /** Scenes of 48 x 48 pixels with noise of 0.02. */
    public static MadeScenes of(int count, long seed) {
        return new MadeScenes(count, seed, 48, 48, 0.02f);
    }

    /** The size of the images in pixels; refused: {@code size must be positive, got 0 x 32}. */
    public MadeScenes size(int height, int width) {
        return new MadeScenes(count, seed, height, width, noise);
    }

    /** The noise, where the brightness spans 0 to 1; refused: {@code noise must lie in [0, 1], got -0.1}. */
    public MadeScenes noise(float noise) {
        return new MadeScenes(count, seed, height, width, noise);
    }

    /** The images: {@code (N, H, W)} in 0..1. */
    public FloatArray images() {
        FloatArray images = FloatArray.zeros(Shape.of(count, height, width));
        for (int i = 0; i < count; i++) {
            float[] view = scene(i).view(0, height, width, 0, 0);
            Rows.put(images, i, Noise.added(view, noise, Seeds.stream(seed, i, NOISE)));
        }
        return images;
    }

    /**
     * The true borders: {@code (N, H, W)}, 0 where a pixel shows the same matter as its four neighbours, else the
     * largest step in brightness to one of them, in 0..1.
     *
     * <p>They come from the scene itself, without noise and changes of brightness: a soft border is as thin here as a
     * sharp one, and where two shapes of nearly the same brightness touch, the step is small. A border marks the pixels
     * on both its sides.
     */
    public FloatArray edges() {
        FloatArray edges = FloatArray.zeros(Shape.of(count, height, width));
        for (int i = 0; i < count; i++) {
            Rows.put(edges, i, steps(scene(i).sharp().view(0, height, width, 0, 0)));
        }
        return edges;
    }

    /** {@link #images} as the one input and {@link #edges} as the target. */
    public MemoryDataset dataset() {
        return new MemoryDataset(List.of(images()), List.of(edges())).madeBy(this);
    }

    /** The same as {@link #dataset}: its data travels to other processes as these options. */
    @Override
    public MemoryDataset make() {
        return dataset();
    }

    private Scene scene(int i) {
        return Scene.random(Seeds.stream(seed, i, SCENE), height, width, 0);
    }

    private float[] steps(float[] tones) {
        float[] steps = new float[tones.length];
        for (int i = 0; i < tones.length; i++) {
            if (i % width > 0) {
                step(steps, tones, i - 1, i);
            }
            if (i >= width) {
                step(steps, tones, i - width, i);
            }
        }
        return steps;
    }

    private static void step(float[] steps, float[] tones, int a, int b) {
        float step = Math.abs(tones[a] - tones[b]);
        steps[a] = Math.max(steps[a], step);
        steps[b] = Math.max(steps[b], step);
    }
}
