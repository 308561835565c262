package polyview.data.augment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import polyview.base.Seeds;
import polyview.data.FloatArray;
import polyview.data.Order;

/** What an {@link Augmentation} draws for an image of a sample, in Java: see {@link Augmentation#draw}. */
final class SampleDraws {

    /**
     * The indices of the uniform numbers in [0, 1) that decide everything but noise and views.
     *
     * <p>Each option has numbers of its own, which are drawn whether it is set or not: setting an option does not change the draws
     * of the others.
     */
    static final int ROTATION = 0;

    static final int WIDTH_SHIFT = 1;
    static final int HEIGHT_SHIFT = 2;
    static final int SHEAR = 3;
    static final int WIDTH_ZOOM = 4;
    static final int HEIGHT_ZOOM = 5;
    static final int HORIZONTAL_FLIP = 6;
    static final int VERTICAL_FLIP = 7;
    static final int CONTRAST = 8;
    static final int BRIGHTNESS = 9;
    static final int UNITS = 10;

    /** The purposes of draws, which make them independent. */
    static final long DRAWS = 0x41756701L;

    static final long VIEWS = 0x41756702L;
    static final long NOISE = 0x41756703L;

    private final Augmentation augmentation;

    SampleDraws(Augmentation augmentation) {
        this.augmentation = augmentation;
    }

    Transform draw(long seed, long epoch, long sample, int image) {
        int shared = augmentation.isSameForAllImages() ? 0 : image;
        SplittableRandom random = Seeds.stream(seed, DRAWS, epoch, sample, shared);
        double[] units = new double[UNITS];
        Arrays.setAll(units, i -> random.nextDouble());
        Order views = augmentation.shufflesViews()
                ? Order.shuffled(Seeds.mix(seed, VIEWS, epoch, sample, shared), 0)
                : Order.asStored();
        return transform(units, views, Seeds.mix(seed, NOISE, epoch, sample, image));
    }

    /** The transform that uniform numbers give with these options. */
    Transform transform(double[] units, Order views, long noise) {
        double[] amounts = amounts();
        double[] even = new double[UNITS];
        // Adding zero turns minus zero into zero.
        Arrays.setAll(even, i -> amounts[i] * (2 * units[i] - 1) + 0.0);
        Geometry geometry = new Geometry(
                even[ROTATION],
                even[WIDTH_SHIFT],
                even[HEIGHT_SHIFT],
                even[SHEAR],
                1 + even[WIDTH_ZOOM],
                1 + even[HEIGHT_ZOOM],
                augmentation.flipsHorizontally() && units[HORIZONTAL_FLIP] < 0.5,
                augmentation.flipsVertically() && units[VERTICAL_FLIP] < 0.5);
        return new Transform(views, geometry, 1 + even[CONTRAST], even[BRIGHTNESS], noise);
    }

    /** Half the range of each number, in the order of the uniform numbers; a flip has none. */
    double[] amounts() {
        double[] amounts = new double[UNITS];
        amounts[ROTATION] = augmentation.amount(Amount.ROTATION);
        amounts[WIDTH_SHIFT] = augmentation.amount(Amount.WIDTH_SHIFT);
        amounts[HEIGHT_SHIFT] = augmentation.amount(Amount.HEIGHT_SHIFT);
        amounts[SHEAR] = augmentation.amount(Amount.SHEAR);
        amounts[WIDTH_ZOOM] = augmentation.amount(Amount.ZOOM);
        amounts[HEIGHT_ZOOM] = augmentation.amount(Amount.ZOOM);
        amounts[CONTRAST] = augmentation.amount(Amount.CONTRAST);
        amounts[BRIGHTNESS] = augmentation.amount(Amount.BRIGHTNESS);
        return amounts;
    }

    List<FloatArray> parameters(long seed, long epoch, long[] samples, List<Shape> images) {
        List<FloatArray> all = new ArrayList<>();
        for (int image = 0; image < images.size(); image++) {
            Shape shape = images.get(image);
            if (shape.numDimensions() != 3 || shape.hasUnknownDimension() || shape.size() == 0) {
                throw new IllegalArgumentException("image " + image + " must have the shape (H, W, C), got " + shape);
            }
            int height = Math.toIntExact(shape.get(0));
            int width = Math.toIntExact(shape.get(1));
            int channels = Math.toIntExact(shape.get(2));
            int length = Transform.NUMBERS + channels;
            float[] rows = new float[Math.multiplyExact(samples.length, length)];
            for (int i = 0; i < samples.length; i++) {
                float[] row = draw(seed, epoch, samples[i], image).parameters(height, width, channels);
                System.arraycopy(row, 0, rows, i * length, length);
            }
            all.add(FloatArray.of(rows, samples.length, length));
        }
        return all;
    }
}
