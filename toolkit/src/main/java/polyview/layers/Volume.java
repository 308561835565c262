package polyview.layers;

import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.base.Shapes;

/** A depth in slices, and a height and a width in pixels. */
record Volume(int depth, int height, int width) {

    static final Volume ONE = new Volume(1, 1, 1);

    static Volume of(String option, int depth, int height, int width) {
        return new Volume(
                Checks.requirePositive(option, depth),
                Checks.requirePositive(option, height),
                Checks.requirePositive(option, width));
    }

    /** Height and width. */
    Size plane() {
        return new Size(height, width);
    }

    /** What a window of this many elements covers, these distances apart. */
    Volume covered(Volume distance) {
        return new Volume(
                WindowedLayer.covered(depth, distance.depth),
                WindowedLayer.covered(height, distance.height),
                WindowedLayer.covered(width, distance.width));
    }

    /** Refuses another rank, an unknown depth, and a known volume that is smaller than a window that must fit into it. */
    void requireIn(Layer layer, Shape shape, String options, Padding padding) {
        LayerChecks.requireRank(layer, shape, "(N, D, H, W, C)");
        LayerChecks.requireKnown(layer, shape, 1, "slices");
        boolean fits = fits(shape.get(1), depth) && fits(shape.get(2), height) && fits(shape.get(3), width);
        if (padding == Padding.VALID && !fits) {
            throw new IllegalArgumentException(layer.displayName() + " with " + options + " and VALID padding needs"
                    + " volumes of at least " + this + ", got " + Shapes.text(shape));
        }
    }

    private static boolean fits(long size, int window) {
        return size < 0 || size >= window;
    }

    /** One number where all are equal: {@code 3}, else {@code 3x5x5}. */
    @Override
    public String toString() {
        return depth == height && height == width ? Integer.toString(depth) : depth + "x" + height + "x" + width;
    }
}
