package polyview.models;

import java.util.ArrayList;
import java.util.List;

/**
 * The tiles along one axis of an image; {@link Tiling} has the formulas.
 *
 * @param size the pixels of the axis
 * @param tile the pixels of a tile, at most as many
 * @param starts where tiles begin
 * @param margin pixels along inner edges that do not count
 * @param blend how the weights rise
 */
record TileAxis(int size, int tile, List<Integer> starts, int margin, Tiling.Blend blend) {

    static TileAxis of(Tiling tiling, int size, int tile) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start + tile < size; start += tile - tiling.overlap()) {
            starts.add(start);
        }
        starts.add(size - tile);
        return new TileAxis(size, tile, List.copyOf(starts), tiling.margin(), tiling.blend());
    }

    /** How many tiles there are. */
    int count() {
        return starts.size();
    }

    /** What the pixels of each tile count, on a grid of {@code scale} pixels for one of the image; over all tiles, those of a pixel sum to 1. */
    float[][] weights(Scale scale) {
        int pixels = scale.of(tile);
        double[][] raw = new double[count()][pixels];
        double[] sums = new double[scale.of(size)];
        for (int k = 0; k < count(); k++) {
            int first = scale.of(starts.get(k));
            for (int i = 0; i < pixels; i++) {
                raw[k][i] = weight(k, scale.centre(first + i));
                sums[first + i] += raw[k][i];
            }
        }
        float[][] weights = new float[count()][pixels];
        for (int k = 0; k < count(); k++) {
            int first = scale.of(starts.get(k));
            for (int i = 0; i < pixels; i++) {
                weights[k][i] = (float) (raw[k][i] / sums[first + i]);
            }
        }
        return weights;
    }

    /** What tile k counts at a place of the image. */
    private double weight(int k, double place) {
        double weight = 1;
        if (k > 0) {
            int begin = starts.get(k);
            weight = risen(place - begin, starts.get(k - 1) + tile - begin, true);
        }
        if (k < count() - 1) {
            int end = starts.get(k) + tile;
            weight = Math.min(weight, risen(end - place, end - starts.get(k + 1), false));
        }
        return weight;
    }

    /** How far the weight has risen at a distance from an inner edge; in a cut, the centre belongs to the tile behind it. */
    private double risen(double distance, int overlap, boolean behind) {
        double inside = distance - margin;
        int ramp = overlap - 2 * margin;
        if (ramp == 0) {
            return inside > 0 || behind && inside == 0 ? 1 : 0;
        }
        return blend.rise(Math.max(0, Math.min(1, inside / ramp)));
    }

    /**
     * The pixels of an output against those of the image: {@code up / down}, one of which is 1.
     *
     * @param up pixels of the output for each of the image
     * @param down pixels of the image for each of the output
     */
    record Scale(int up, int down) {

        /** From a number of pixels of the image. */
        int of(int pixels) {
            return pixels / down * up;
        }

        boolean fits(int pixels) {
            return pixels % down == 0;
        }

        /** Where the centre of a pixel of the output lies in the image. */
        double centre(int pixel) {
            return (pixel + 0.5) * down / up;
        }
    }
}
