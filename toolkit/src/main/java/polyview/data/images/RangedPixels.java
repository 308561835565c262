package polyview.data.images;

import java.util.Arrays;
import polyview.data.FloatArray;

/** Brings the numbers of decoded pixels into their {@link PixelRange}. */
final class RangedPixels {

    private RangedPixels() {}

    static DecodedPixels.Ready of(DecodedImage image, PixelRange range) {
        FloatArray pixels = image.pixels();
        if (range instanceof PixelRange.Window window) {
            return new DecodedPixels.Ready(windowed(pixels, window.low(), window.high()), 1);
        }
        if (range instanceof PixelRange.Percentiles wanted) {
            float[] sorted = pixels.values().clone();
            Arrays.sort(sorted);
            return new DecodedPixels.Ready(
                    windowed(pixels, percentile(sorted, wanted.low()), percentile(sorted, wanted.high())), 1);
        }
        // A factor, which is left to the end.
        return new DecodedPixels.Ready(
                pixels, range instanceof PixelRange.AsStored ? 1 : image.type().most());
    }

    private static double percentile(float[] sorted, double percentile) {
        double at = percentile / 100 * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * ((double) sorted[above] - sorted[below]);
    }

    private static FloatArray windowed(FloatArray pixels, double low, double high) {
        float[] values = new float[pixels.values().length];
        double width = high - low;
        for (int i = 0; i < values.length && width > 0; i++) {
            values[i] = (float) Math.max(0, Math.min(1, (pixels.values()[i] - low) / width));
        }
        return FloatArray.of(values, pixels.shape());
    }
}
