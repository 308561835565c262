package polyview.metrics;

import polyview.data.FloatArray;

/** One field of a batch (N, H, W, 2), read at pixels and between them. */
record FieldAt(FloatArray fields, int number) {

    private double at(int row, int column, int which) {
        int pixel = (number * fields.size(1) + row) * fields.size(2) + column;
        return fields.values()[2 * pixel + which];
    }

    /** Bilinear; outside it is the value of the nearest pixel. */
    double between(double row, double column, int which) {
        double r = Math.min(Math.max(row, 0), fields.size(1) - 1);
        double c = Math.min(Math.max(column, 0), fields.size(2) - 1);
        int above = (int) r;
        int left = (int) c;
        int below = Math.min(above + 1, fields.size(1) - 1);
        int right = Math.min(left + 1, fields.size(2) - 1);
        double upper = at(above, left, which) * (1 - (c - left)) + at(above, right, which) * (c - left);
        double lower = at(below, left, which) * (1 - (c - left)) + at(below, right, which) * (c - left);
        return upper * (1 - (r - above)) + lower * (r - above);
    }

    /** Half the difference of the pixels above and below; at the border that to the only one. */
    double slopeDown(int row, int column, int which) {
        int above = Math.max(row - 1, 0);
        int below = Math.min(row + 1, fields.size(1) - 1);
        return (at(below, column, which) - at(above, column, which)) / (below - above);
    }

    /** The same to the right. */
    double slopeRight(int row, int column, int which) {
        int left = Math.max(column - 1, 0);
        int right = Math.min(column + 1, fields.size(2) - 1);
        return (at(row, right, which) - at(row, left, which)) / (right - left);
    }
}
