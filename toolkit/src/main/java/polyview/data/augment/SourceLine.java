package polyview.data.augment;

/**
 * The source coordinates of the pixels of one row of a moved image, by the map of {@link Geometry#toSource}.
 *
 * <p>They are floats, added in the order of TensorFlow's op, so that both forms of an augmentation find the same pixels.
 */
final class SourceLine {

    private final int height;
    private final int width;
    private final float[] column;
    private final float[] x;
    private final float[] y;

    private float xx;
    private float xy;
    private float x0;
    private float yx;
    private float yy;
    private float y0;
    private int first;
    private int end;

    SourceLine(int height, int width) {
        this.height = height;
        this.width = width;
        this.column = new float[width];
        this.x = new float[width];
        this.y = new float[width];
        for (int i = 0; i < width; i++) {
            column[i] = i;
        }
    }

    /** The map of the image that comes next. */
    void map(double[] toSource) {
        xx = (float) toSource[0];
        xy = (float) toSource[1];
        x0 = (float) toSource[2];
        yx = (float) toSource[3];
        yy = (float) toSource[4];
        y0 = (float) toSource[5];
    }

    /** Goes to a row of the moved image. */
    void row(int row) {
        places(xx, xy * row, x0, x);
        places(yx, yy * row, y0, y);
        first = 0;
        end = width;
        clip(xx, xy * row + (double) x0, width - 1);
        clip(yx, yy * row + (double) y0, height - 1);
        if (first >= end) {
            first = 0;
            end = 0;
        }
        // Rounding may have left one pixel too many at either end. Rounded sums are monotonic, so all pixels between
        // two inside
        // ones are inside.
        while (first < end && !isInside(first)) {
            first++;
        }
        while (end > first && !isInside(end - 1)) {
            end--;
        }
    }

    /** The x coordinate in the source, for each pixel of the row. */
    float[] x() {
        return x;
    }

    /** The y coordinate in the source, for each pixel of the row. */
    float[] y() {
        return y;
    }

    /** The first pixel of the row whose source lies inside, with a neighbour to the right and below. */
    int first() {
        return first;
    }

    /** The pixel after the last of these; no less than {@link #first}. */
    int end() {
        return end;
    }

    private void places(float step, float row, float shift, float[] places) {
        for (int i = 0; i < places.length; i++) {
            places[i] = step * column[i] + row + shift;
        }
    }

    private boolean isInside(int i) {
        return x[i] >= 0 && x[i] < width - 1 && y[i] >= 0 && y[i] < height - 1;
    }

    /** Keeps only the pixels i with {@code 0 <= start + step i < size}, up to rounding. */
    private void clip(double step, double start, int size) {
        if (step == 0) {
            end = start >= 0 && start < size ? end : 0;
            return;
        }
        double atZero = -start / step;
        double atSize = (size - start) / step;
        first = Math.max(first, (int) Math.floor(Math.min(atZero, atSize)));
        end = Math.min(end, (int) Math.floor(Math.max(atZero, atSize)) + 1);
    }
}
