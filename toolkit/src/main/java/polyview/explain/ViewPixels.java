package polyview.explain;

import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * Where the pixels of a view lie in the array of its input.
 *
 * @param view the view
 * @param input the place of its input among those of the model
 * @param views how many the input holds
 * @param part which of these, from 0
 * @param height in pixels
 * @param width in pixels
 * @param channels of the view
 * @param byChannel whether the views are the channels of an image; else they are the axis behind the batch
 */
record ViewPixels(View view, int input, int views, int part, int height, int width, int channels, boolean byChannel) {

    /** The element of a sample's pixel in a channel of the view. */
    int offset(int sample, int y, int x, int channel) {
        return byChannel
                ? ((sample * height + y) * width + x) * views + part
                : (((sample * views + part) * height + y) * width + x) * channels + channel;
    }

    /** The numbers of the view, summed over its channels: {@code (N, H, W)} of an array in the shape of the input. */
    FloatArray summed(FloatArray array) {
        int samples = array.size(0);
        FloatArray sums = FloatArray.zeros(Shape.of(samples, height, width));
        int at = 0;
        for (int n = 0; n < samples; n++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double sum = 0;
                    for (int c = 0; c < channels; c++) {
                        sum += array.values()[offset(n, y, x, c)];
                    }
                    sums.values()[at++] = (float) sum;
                }
            }
        }
        return sums;
    }
}
