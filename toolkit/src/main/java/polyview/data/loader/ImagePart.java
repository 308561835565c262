package polyview.data.loader;

import org.tensorflow.ndarray.Shape;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.augment.Transform;

/**
 * One image in an array of a sample, and how it is changed at random.
 *
 * @param array the number of the array, inputs first
 * @param part which image of the array it is
 * @param isView whether the array after this one tells by a 0 that it is missing
 * @param place the place of the image in the sample, which decides what is drawn for it
 * @param shape (H, W, C)
 * @param changes what may be done to it
 * @param tones the options by which its tones are drawn, which may be alike for all images where the moves are not, and the other way
 */
record ImagePart(
        int array, int part, boolean isView, int place, Shape shape, Augmentation changes, Augmentation tones) {

    /** What is drawn for this image of a sample. */
    Transform draw(Order.Seeded draws, long sample) {
        Transform drawn = changes.draw(draws.seed(), draws.epoch(), sample, place);
        if (tones.equals(changes)) {
            return drawn;
        }
        Transform tone = tones.draw(draws.seed(), draws.epoch(), sample, place);
        return new Transform(tone.views(), drawn.geometry(), tone.contrast(), tone.brightness(), tone.noise());
    }

    int height() {
        return (int) shape.get(0);
    }

    int width() {
        return (int) shape.get(1);
    }

    int channels() {
        return (int) shape.get(2);
    }

    int values() {
        return (int) shape.size();
    }
}
