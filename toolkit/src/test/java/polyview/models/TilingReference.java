package polyview.models;

import java.util.ArrayList;
import java.util.List;
import polyview.data.FloatArray;

/** Tiling pixel by pixel as its page tells it, for one sample and channel, and a sum over windows as the network. */
final class TilingReference {

    private TilingReference() {}

    /** The sum over 2r + 1 rows and columns, with zeros around the image. */
    static double[][] windows(double[][] image, int r) {
        double[][] sums = new double[image.length][image[0].length];
        for (int i = 0; i < image.length; i++) {
            for (int j = 0; j < image[0].length; j++) {
                for (int k = Math.max(0, i - r); k <= Math.min(image.length - 1, i + r); k++) {
                    for (int l = Math.max(0, j - r); l <= Math.min(image[0].length - 1, j + r); l++) {
                        sums[i][j] += image[k][l];
                    }
                }
            }
        }
        return sums;
    }

    /** Windows of tiles, each pixel the mean of those of all tiles that cover it, by their weights. */
    static double[][] tiledWindows(double[][] image, int r, Tiling tiling) {
        List<Integer> tops = starts(image.length, tiling.height(), tiling.overlap());
        List<Integer> lefts = starts(image[0].length, tiling.width(), tiling.overlap());
        double[][] sums = new double[image.length][image[0].length];
        double[][] weights = new double[image.length][image[0].length];
        for (int a = 0; a < tops.size(); a++) {
            for (int b = 0; b < lefts.size(); b++) {
                double[][] tile = new double[tiling.height()][tiling.width()];
                for (int i = 0; i < tiling.height(); i++) {
                    for (int j = 0; j < tiling.width(); j++) {
                        tile[i][j] = image[tops.get(a) + i][lefts.get(b) + j];
                    }
                }
                double[][] out = windows(tile, r);
                for (int i = 0; i < tiling.height(); i++) {
                    for (int j = 0; j < tiling.width(); j++) {
                        double weight = weight(tops, a, i, tiling.height(), tiling)
                                * weight(lefts, b, j, tiling.width(), tiling);
                        sums[tops.get(a) + i][lefts.get(b) + j] += weight * out[i][j];
                        weights[tops.get(a) + i][lefts.get(b) + j] += weight;
                    }
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j < sums[0].length; j++) {
                sums[i][j] /= weights[i][j];
            }
        }
        return sums;
    }

    static List<Integer> starts(int size, int tile, int overlap) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        while (starts.get(starts.size() - 1) + tile < size) {
            starts.add(Math.min(starts.get(starts.size() - 1) + tile - overlap, size - tile));
        }
        return starts;
    }

    /** What pixel i of tile k counts along one axis. */
    private static double weight(List<Integer> starts, int k, int i, int tile, Tiling tiling) {
        double before = k == 0 ? 1 : course(i + 0.5, starts.get(k - 1) + tile - starts.get(k), tiling);
        double behind =
                k == starts.size() - 1 ? 1 : course(tile - i - 0.5, starts.get(k) + tile - starts.get(k + 1), tiling);
        return Math.min(before, behind);
    }

    private static double course(double fromEdge, int overlap, Tiling tiling) {
        double margin = tiling.margin();
        if (fromEdge <= margin) {
            return 0;
        }
        if (fromEdge >= overlap - margin) {
            return 1;
        }
        double t = (fromEdge - margin) / (overlap - 2 * margin);
        return tiling.blend() == Tiling.Blend.LINEAR ? t : Math.pow(Math.sin(Math.PI * t / 2), 2);
    }

    static double[][] plane(FloatArray image, int sample) {
        double[][] plane = new double[image.size(1)][image.size(2)];
        for (int i = 0; i < plane.length; i++) {
            for (int j = 0; j < plane[0].length; j++) {
                plane[i][j] = image.get(sample, i, j, 0);
            }
        }
        return plane;
    }
}
