package polyview.explain;

import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * Where the pixels of a view lie in the array of its input.
 *
 * @param view the view
 * @param views how many the input holds
 * @param height in pixels
 * @param width in pixels
 * @param channels of the view
 */
record ViewPixels(View view, int views, int height, int width, int channels) {

    /** In an array of {@code (N, H, W)}, {@code (N, H, W, C)} or {@code (N, V, H, W, C)}. */
    static ViewPixels of(View view, FloatArray array) {
        int rank = array.shape().numDimensions();
        int axis = rank == 5 ? 2 : 1;
        int last = rank == 3 ? 1 : array.size(-1);
        int views = view.channel() ? last : rank == 5 ? array.size(1) : 1;
        return new ViewPixels(view, views, array.size(axis), array.size(axis + 1), view.channel() ? 1 : last);
    }

    /** The place of its input among those of the model. */
    int input() {
        return view.place();
    }

    /** Which view of the input, from 0. */
    int part() {
        return view.part().orElse(0);
    }

    /** The element of a sample's pixel in a channel of the view. */
    int offset(int sample, int y, int x, int channel) {
        return view.channel()
                ? ((sample * height + y) * width + x) * views + part()
                : (((sample * views + part()) * height + y) * width + x) * channels + channel;
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
