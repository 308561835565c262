package polyview.applications;

import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/** What is done to images, RGB from 0 to 255, before a network sees them. */
final class Preprocessing {

    /** The means of ImageNet in the order blue, green, red. */
    private static final float[] MEANS = {103.939f, 116.779f, 123.68f};

    private Preprocessing() {}

    /** Keras' mode caffe: blue, green, red, each less its mean. Refused: {@code images must be (..., 3), RGB, got (2, 8, 8, 1)}. */
    static FloatArray caffe(FloatArray images) {
        Shape shape = images.shape();
        if (shape.numDimensions() < 1 || shape.get(-1) != MEANS.length) {
            throw new IllegalArgumentException("images must be (..., 3), RGB, got " + Shapes.text(shape));
        }
        float[] from = images.values();
        float[] to = new float[from.length];
        for (int i = 0; i < to.length; i++) {
            int channel = i % MEANS.length;
            to[i] = from[i - channel + MEANS.length - 1 - channel] - MEANS[channel];
        }
        return FloatArray.of(to, shape);
    }

    /** Keras' mode tf: from -1 to 1. */
    static FloatArray tf(FloatArray images) {
        float[] from = images.values();
        float[] to = new float[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] / 127.5f - 1;
        }
        return FloatArray.of(to, images.shape());
    }

    /**
     * The zeros that a convolution with stride 2 wants around an image: top, bottom, left, right; one less before an axis of even size,
     * or of unknown size.
     */
    static int[] zerosAround(Shape image, int kernel) {
        int half = kernel / 2;
        return new int[] {half - adjust(image.get(1)), half, half - adjust(image.get(2)), half};
    }

    private static int adjust(long size) {
        return size % 2 == 0 || size < 0 ? 1 : 0;
    }
}
