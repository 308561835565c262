package polyview.layers;

import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Channels of images in another order. */
public final class Channels {

    private Channels() {}

    /** The channel {@code order[c]} comes to place c. */
    public static FloatArray ordered(FloatArray images, int... order) {
        Shape shape = images.shape();
        float[] moved = new float[images.values().length];
        for (int i = 0; i < moved.length; i++) {
            int place = i % order.length;
            moved[i] = images.values()[i - place + order[place]];
        }
        return FloatArray.of(moved, shape);
    }
}
