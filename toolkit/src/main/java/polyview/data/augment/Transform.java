package polyview.data.augment;

import polyview.data.Order;

/**
 * The change of one image, as {@link Augmentation#draw} draws it.
 *
 * <p>Its order: channels are shuffled, the image is moved, contrast and brightness change, noise is added.
 *
 * @param views the order of the channels: channel {@code i} of the result is channel {@code permutation(C)[i]}
 * @param geometry how the image is moved
 * @param contrast the factor of each pixel's distance from the mean of the image
 * @param brightness what is added to every pixel
 * @param noise the seed of the noise; its upper 48 bits are used
 */
public record Transform(Order views, Geometry geometry, double contrast, double brightness, long noise) {

    /** The number of an image's parameters before the order of its channels. */
    static final int NUMBERS = 12;

    static final int MAP = 8;
    static final int X_TO_X = 0;
    static final int Y_TO_Y = 4;
    static final int CONTRAST = 8;
    static final int BRIGHTNESS = 9;
    static final int NOISE = 10;

    /** Floats are exact for whole numbers of this many bits. */
    private static final int WORD = 24;

    /**
     * The row of numbers that the graph takes: 8 of the map back to the source, contrast, brightness, 2 of the seed
     * of the noise, and the order of the channels.
     */
    float[] parameters(int height, int width, int channels) {
        float[] row = new float[NUMBERS + channels];
        double[] map = geometry.toSource(height, width);
        for (int i = 0; i < map.length; i++) {
            row[i] = (float) map[i];
        }
        row[CONTRAST] = (float) contrast;
        row[BRIGHTNESS] = (float) brightness;
        row[NOISE] = noise >>> Long.SIZE - WORD;
        row[NOISE + 1] = noise >>> Long.SIZE - 2 * WORD & (1 << WORD) - 1;
        int[] order = views.permutation(channels);
        for (int i = 0; i < channels; i++) {
            row[NUMBERS + i] = order[i];
        }
        return row;
    }
}
