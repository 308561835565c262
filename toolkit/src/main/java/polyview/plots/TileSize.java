package polyview.plots;

import polyview.data.FloatArray;

/** Scales images of very different sizes to tiles of similar size, by whole factors. */
final class TileSize {

    /** Images whose longer side has more pixels than this are made smaller: two fit side by side. */
    static final int MOST = 320;

    private TileSize() {}

    /**
     * {@code (N, H, W, C)} with each pixel as a square of pixels, to about {@value ImageGrid#TILE} along the longer side; or with
     * the means of k x k pixels, fewer at the right and lower edge, to at most {@value #MOST}.
     */
    static FloatArray fit(FloatArray images) {
        return fit(images, ImageGrid.TILE);
    }

    /** The same to about {@code tile} along the longer side, for pictures that have a row of their own. */
    static FloatArray fit(FloatArray images, int tile) {
        int longest = Math.max(1, Math.max(images.size(1), images.size(2)));
        int times = Math.max(1, tile / longest);
        int part = (longest + MOST - 1) / MOST;
        int height = (images.size(1) * times + part - 1) / part;
        int width = (images.size(2) * times + part - 1) / part;
        int channels = images.size(3);
        float[] values = new float[images.size(0) * height * width * channels];
        int at = 0;
        for (int n = 0; n < images.size(0); n++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    for (int c = 0; c < channels; c++) {
                        values[at++] = part == 1
                                ? images.get(n, y / times, x / times, c)
                                : mean(images, n, y * part, x * part, c, part);
                    }
                }
            }
        }
        return FloatArray.of(values, images.size(0), height, width, channels);
    }

    private static float mean(FloatArray images, int n, int top, int left, int c, int part) {
        int bottom = Math.min(top + part, images.size(1));
        int right = Math.min(left + part, images.size(2));
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += images.get(n, y, x, c);
            }
        }
        return (float) (sum / ((bottom - top) * (right - left)));
    }
}
