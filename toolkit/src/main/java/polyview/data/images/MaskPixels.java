package polyview.data.images;

import java.io.IOException;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.base.ShortTexts;
import polyview.data.FloatArray;

/** From the numbers or colours of a mask to its class indices, before anything is resized: so no pixel of a wrong value is overlooked. */
final class MaskPixels {

    /** Above it floats leave out whole numbers. */
    private static final int MOST = 1 << 24;

    private MaskPixels() {}

    /** (h, w, 1) of a mask without transparency. */
    static FloatArray classes(DecodedImage mask, MaskClasses classes) throws IOException {
        if (classes instanceof MaskClasses.OfColours colours) {
            return ofColours(mask, colours);
        }
        FloatArray numbers = numbers(mask.pixels());
        float[] values = numbers.values();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != Math.rint(values[i]) || Math.abs(values[i]) >= MOST) {
                throw new IOException(pixel(numbers, i) + " has the value " + values[i] + ", which is no class index");
            }
            if (classes instanceof MaskClasses.OfNumbers table) {
                values[i] = listed(numbers, i, table.classes());
            } else if (values[i] < 0) {
                throw new IOException(
                        pixel(numbers, i) + " has the value " + (int) values[i] + ", and no class is below 0");
            }
        }
        return numbers;
    }

    private static int listed(FloatArray numbers, int i, Map<Integer, Integer> table) throws IOException {
        int value = (int) numbers.values()[i];
        Integer index = table.get(value);
        if (index == null) {
            throw new IOException(pixel(numbers, i) + " has the value " + value + ", which is none of "
                    + ShortTexts.list(
                            table.keySet().stream().map(String::valueOf).toList()));
        }
        return index;
    }

    /** One channel, or several that are equal: gray that was saved in colour. */
    private static FloatArray numbers(FloatArray pixels) throws IOException {
        int channels = pixels.size(2);
        FloatArray numbers = FloatArray.zeros(Shape.of(pixels.size(0), pixels.size(1), 1));
        float[] from = pixels.values();
        for (int i = 0; i < numbers.values().length; i++) {
            for (int c = 1; c < channels; c++) {
                if (from[channels * i + c] != from[channels * i]) {
                    throw new IOException(pixel(numbers, i) + " has several numbers, and a mask has one"
                            + (channels == 3 ? ": colours(...) takes classes from colours" : ""));
                }
            }
            numbers.values()[i] = from[channels * i];
        }
        return numbers;
    }

    private static FloatArray ofColours(DecodedImage mask, MaskClasses.OfColours colours) throws IOException {
        FloatArray pixels = mask.pixels();
        int channels = pixels.size(2);
        if (channels != 1 && channels != 3) {
            throw new IOException("it has " + channels + " channels, and colours have 3");
        }
        Map<Integer, Integer> table = colours.table();
        FloatArray classes = FloatArray.zeros(Shape.of(pixels.size(0), pixels.size(1), 1));
        double toByte = 255 / mask.type().most();
        for (int i = 0; i < classes.values().length; i++) {
            int colour = 0;
            for (int c = 0; c < 3; c++) {
                double level = pixels.values()[channels * i + (channels == 3 ? c : 0)] * toByte;
                int whole = (int) Math.rint(level);
                // Of 16 bits only 255 of the levels are colours of 8.
                if (Math.abs(level - whole) > 1e-3 || whole < 0 || whole > 255) {
                    throw new IOException(pixel(classes, i) + " has no colour of 8 bits");
                }
                colour = colour << 8 | whole;
            }
            Integer index = table.get(colour);
            if (index == null) {
                throw new IOException(pixel(classes, i) + " has the colour " + Colours.text(colour)
                        + ", which is none of "
                        + ShortTexts.list(
                                colours.colours().stream().map(Colours::text).toList()));
            }
            classes.values()[i] = index;
        }
        return classes;
    }

    /** {@code pixel (5, 2), row and column,} of the value at this place. */
    static String pixel(FloatArray image, int i) {
        int at = i / image.size(2);
        return "pixel (" + at / image.size(1) + ", " + at % image.size(1) + "), row and column,";
    }
}
