package polyview.data.augment;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import polyview.base.Seeds;
import polyview.data.FloatArray;
import polyview.data.Order;

/**
 * Applies to an image in memory what an {@link Augmentation} drew for it, in plain Java.
 *
 * <p>It is made for images of one shape, (H, W, C), and holds scratch memory, so one thread at a time may use it. The result
 * depends only on the image and the transform.
 *
 * <p>It agrees with {@link AugmentationGraph} up to rounding, except for the noise: that is drawn here by {@link
 * SplittableRandom}, there by TensorFlow's own generator.
 */
public final class ImageChanger {

    /** The purposes of draws, so that a user's change does not draw the numbers of the noise. */
    private static final long OWN = 0x41756704L;

    private final int height;
    private final int width;
    private final int channels;
    private final float deviation;
    private final AffineWarp warp;
    private final float[] pixel;
    private final List<ImageChange> own;

    /** For images (H, W, C) of one shape. */
    public ImageChanger(Augmentation augmentation, int height, int width, int channels) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.deviation = (float) augmentation.amount(Amount.NOISE);
        this.warp = new AffineWarp(height, width, channels, augmentation.fill(), augmentation.takesTheNearestPixel());
        this.pixel = new float[channels];
        this.own = augmentation.own();
    }

    /**
     * Changes one image; the source stays as it is.
     *
     * <p>Refused: one array as source and target ({@code source and target must differ}); fewer values than the image
     * has ({@code source must hold 4 values from 1 on, has 4}).
     *
     * @param from where the image begins in the source, which has height x width x channels values there
     * @param to where the changed image begins in the target, which has room for as many
     */
    public void change(Transform transform, float[] source, int from, float[] target, int to) {
        int length = Math.multiplyExact(Math.multiplyExact(height, width), channels);
        if (source == target) {
            throw new IllegalArgumentException("source and target must differ");
        }
        requireRoom("source", source, from, length);
        requireRoom("target", target, to, length);
        Geometry geometry = transform.geometry();
        if (moves(geometry)) {
            warp.move(geometry.toSource(height, width), source, from, target, to);
        } else {
            flip(geometry, source, from, target, to);
        }
        // All channels move alike, so they may be reordered afterwards, in place.
        if (!transform.views().equals(Order.asStored())) {
            order(transform.views().permutation(channels), target, to, to + length);
        }
        tone((float) transform.contrast(), (float) transform.brightness(), target, to, to + length);
        if (deviation > 0) {
            noise(transform.noise(), target, to, to + length);
        }
        for (int i = 0; i < own.size(); i++) {
            own(own.get(i), Seeds.stream(transform.noise(), OWN, i), target, to, length);
        }
    }

    /** On a copy: the user's code may change only this image. */
    private void own(ImageChange change, SplittableRandom random, float[] target, int to, int length) {
        Shape shape = Shape.of(height, width, channels);
        FloatArray changed = change.change(FloatArray.of(Arrays.copyOfRange(target, to, to + length), shape), random);
        if (!changed.shape().equals(shape)) {
            throw new IllegalArgumentException(change + " must keep the shape " + shape + ", got " + changed.shape());
        }
        System.arraycopy(changed.values(), 0, target, to, length);
    }

    private static void requireRoom(String name, float[] values, int first, int length) {
        if (first < 0 || values.length - first < length) {
            throw new IllegalArgumentException(
                    name + " must hold " + length + " values from " + first + " on, has " + values.length);
        }
    }

    private static boolean moves(Geometry g) {
        return g.rotation() != 0
                || g.widthShift() != 0
                || g.heightShift() != 0
                || g.shear() != 0
                || g.widthZoom() != 1
                || g.heightZoom() != 1;
    }

    private void flip(Geometry geometry, float[] source, int from, float[] target, int to) {
        int row = width * channels;
        for (int y = 0; y < height; y++) {
            int in = from + (geometry.verticalFlip() ? height - 1 - y : y) * row;
            int out = to + y * row;
            if (!geometry.horizontalFlip()) {
                System.arraycopy(source, in, target, out, row);
            } else if (channels == 3) {
                mirrorColour(source, in, target, out);
            } else {
                mirror(source, in, target, out);
            }
        }
    }

    private void mirrorColour(float[] source, int from, float[] target, int to) {
        int last = from + 3 * (width - 1);
        for (int x = 0; x < width; x++) {
            target[to + 3 * x] = source[last - 3 * x];
            target[to + 3 * x + 1] = source[last - 3 * x + 1];
            target[to + 3 * x + 2] = source[last - 3 * x + 2];
        }
    }

    private void mirror(float[] source, int from, float[] target, int to) {
        int out = to;
        for (int in = from + (width - 1) * channels; in >= from; in -= channels) {
            for (int c = 0; c < channels; c++) {
                target[out++] = source[in + c];
            }
        }
    }

    private void order(int[] order, float[] target, int first, int end) {
        for (int at = first; at < end; at += channels) {
            for (int c = 0; c < channels; c++) {
                pixel[c] = target[at + c];
            }
            for (int c = 0; c < channels; c++) {
                target[at + c] = pixel[order[c]];
            }
        }
    }

    private static void tone(float contrast, float brightness, float[] target, int first, int end) {
        if (contrast != 1) {
            float offset = mean(target, first, end) * (1 - contrast);
            for (int k = first; k < end; k++) {
                target[k] = target[k] * contrast + offset + brightness;
            }
        } else if (brightness != 0) {
            for (int k = first; k < end; k++) {
                target[k] += brightness;
            }
        }
    }

    /** A sum of doubles in a fixed order, so that it has the same bits each time; four partial sums are faster than one. */
    private static float mean(float[] values, int first, int end) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int k = first;
        for (; k < end - 3; k += 4) {
            sum0 += values[k];
            sum1 += values[k + 1];
            sum2 += values[k + 2];
            sum3 += values[k + 3];
        }
        for (; k < end; k++) {
            sum0 += values[k];
        }
        return (float) ((sum0 + sum1 + (sum2 + sum3)) / (end - first));
    }

    private void noise(long seed, float[] target, int first, int end) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = first; k < end; k++) {
            target[k] += (float) random.nextGaussian() * deviation;
        }
    }
}
