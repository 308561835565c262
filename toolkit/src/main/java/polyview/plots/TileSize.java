package polyview.plots;

import polyview.data.FloatArray;

/** Scales images of very different sizes to tiles of similar size: small ones by whole factors, large ones by the means of areas. */
final class TileSize {

    /** Images whose longer side has more pixels than this are made as small as this: two fit side by side. */
    static final int MOST = 320;

    private TileSize() {}

    /**
     * {@code (N, H, W, C)} with each pixel as a square of pixels, to about {@value ImageGrid#TILE} along the longer side; or, above
     * {@value #MOST}, reduced to just that.
     */
    static FloatArray fit(FloatArray images) {
        return fit(images, ImageGrid.TILE);
    }

    /** The same to about {@code tile} along the longer side, for pictures that have a row of their own. */
    static FloatArray fit(FloatArray images, int tile) {
        int longest = Math.max(1, Math.max(images.size(1), images.size(2)));
        // All large images get one size: none is drawn smaller than one with fewer pixels.
        return longest > MOST
                ? means(images, reduced(images.size(1), longest), reduced(images.size(2), longest))
                : enlarged(images, Math.max(1, tile / longest));
    }

    private static int reduced(int side, int longest) {
        return Math.max(1, Math.round((float) side * MOST / longest));
    }

    private static FloatArray enlarged(FloatArray images, int times) {
        int height = images.size(1) * times;
        int width = images.size(2) * times;
        int channels = images.size(3);
        float[] values = new float[images.size(0) * height * width * channels];
        int at = 0;
        for (int n = 0; n < images.size(0); n++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    for (int c = 0; c < channels; c++) {
                        values[at++] = images.get(n, y / times, x / times, c);
                    }
                }
            }
        }
        return FloatArray.of(values, images.size(0), height, width, channels);
    }

    /** {@code (N, H, W, C)} reduced to a size that is no larger: each pixel is the mean of the area that it covers. */
    static FloatArray means(FloatArray images, int height, int width) {
        int channels = images.size(3);
        float[] values = new float[images.size(0) * height * width * channels];
        int at = 0;
        for (int n = 0; n < images.size(0); n++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    for (int c = 0; c < channels; c++) {
                        values[at++] = mean(images, n, y, height, x, width, c);
                    }
                }
            }
        }
        return FloatArray.of(values, images.size(0), height, width, channels);
    }

    private static float mean(FloatArray images, int n, int y, int height, int x, int width, int c) {
        int rows = images.size(1);
        int columns = images.size(2);
        double sum = 0;
        // In whole numbers: a row is `height` units high, and what is drawn of it `rows` units.
        for (int row = (int) ((long) y * rows / height); (long) row * height < (y + 1L) * rows; row++) {
            for (int column = (int) ((long) x * columns / width);
                    (long) column * width < (x + 1L) * columns;
                    column++) {
                double area = (double) overlap(row, height, y, rows) * overlap(column, width, x, columns);
                sum += area * images.values()[((n * rows + row) * columns + column) * images.size(3) + c];
            }
        }
        return (float) (sum / ((double) rows * columns));
    }

    /** How much of place i, of this length each, lies in place j of that length. */
    private static long overlap(int i, int length, int j, int other) {
        return Math.min((i + 1L) * length, (j + 1L) * other) - Math.max((long) i * length, (long) j * other);
    }
}
