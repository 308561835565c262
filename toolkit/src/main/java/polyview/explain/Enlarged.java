package polyview.explain;

import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** A map in the size of its image: linear between the middles of the cells, constant beyond the outermost ones. */
final class Enlarged {

    private Enlarged() {}

    static FloatArray of(FloatArray map, int height, int width) {
        FloatArray large = FloatArray.zeros(Shape.of(height, width));
        for (int y = 0; y < height; y++) {
            double v = between((y + 0.5) * map.size(0) / height - 0.5, map.size(0) - 1);
            int top = (int) v;
            for (int x = 0; x < width; x++) {
                double u = between((x + 0.5) * map.size(1) / width - 0.5, map.size(1) - 1);
                double above = across(map, top, u);
                double below = across(map, Math.min(top + 1, map.size(0) - 1), u);
                large.set((float) (above + (v - top) * (below - above)), y, x);
            }
        }
        return large;
    }

    private static double across(FloatArray map, int row, double u) {
        int left = (int) u;
        double at = map.get(row, left);
        return at + (u - left) * (map.get(row, Math.min(left + 1, map.size(1) - 1)) - at);
    }

    private static double between(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }
}
