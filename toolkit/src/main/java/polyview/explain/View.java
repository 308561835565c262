package polyview.explain;

import java.util.List;
import java.util.OptionalInt;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * One image of a sample: an input of a model, or one of the images that an input holds.
 *
 * <p>Example: the input {@code front} of {@code (H, W, C)} is one view, {@code front}; the input {@code views} of {@code (V, H, W, C)} is V
 * views, {@code views 0}, {@code views 1} and so on.
 *
 * @param input the name of the model's input
 * @param place of the input among those of the model, from 0
 * @param part which image of it; empty where it is one image
 * @param channel whether the part is a channel; else it is an element of the axis behind the batch
 */
public record View(String input, int place, OptionalInt part, boolean channel) {

    /** A whole input. */
    public static View of(String input, int place) {
        return new View(input, place, OptionalInt.empty(), false);
    }

    /** The name of the input, with the number of the image where it holds several: {@code views 2}. */
    public String name() {
        return part.isPresent() ? input + " " + part.getAsInt() : input;
    }

    /**
     * The images of this view among the inputs of a model: {@code (N, H, W, C)}, or {@code (N, H, W, 1)} where there is no axis of
     * channels.
     */
    public FloatArray images(List<FloatArray> inputs) {
        FloatArray array = inputs.get(place);
        ViewPixels pixels = ViewPixels.of(this, array);
        FloatArray images =
                FloatArray.zeros(Shape.of(array.size(0), pixels.height(), pixels.width(), pixels.channels()));
        int at = 0;
        for (int n = 0; n < array.size(0); n++) {
            for (int y = 0; y < pixels.height(); y++) {
                for (int x = 0; x < pixels.width(); x++) {
                    for (int c = 0; c < pixels.channels(); c++) {
                        images.values()[at++] = array.values()[pixels.offset(n, y, x, c)];
                    }
                }
            }
        }
        return images;
    }

    @Override
    public String toString() {
        return name();
    }
}
