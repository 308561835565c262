package polyview.data.augment;

import polyview.data.FloatArray;

/** What a {@link Transform} does to an image (H, W, C), in plain Java and doubles; without noise. */
final class PlainAugmentation {

    private PlainAugmentation() {}

    static FloatArray changed(FloatArray image, Transform t, Fill fill) {
        int[] order = t.views().permutation(image.size(2));
        double[][][] moved = new double[image.size(0)][image.size(1)][image.size(2)];
        double mean = 0;
        for (int y = 0; y < moved.length; y++) {
            for (int x = 0; x < moved[y].length; x++) {
                double[] from = source(x, y, t.geometry(), image.size(0), image.size(1));
                for (int c = 0; c < order.length; c++) {
                    moved[y][x][c] = between(image, from[0], from[1], order[c], fill);
                    mean += moved[y][x][c] / image.values().length;
                }
            }
        }
        FloatArray changed = FloatArray.zeros(image.shape());
        for (int y = 0; y < moved.length; y++) {
            for (int x = 0; x < moved[y].length; x++) {
                for (int c = 0; c < order.length; c++) {
                    double value = mean + t.contrast() * (moved[y][x][c] - mean) + t.brightness();
                    changed.set((float) value, y, x, c);
                }
            }
        }
        return changed;
    }

    /** Where the image's point (x, y) comes to: the formula of {@link Geometry}, matrix by matrix. */
    static double[] moved(double x, double y, Geometry g, int height, int width) {
        double[][] a = matrix(g);
        double cx = (width - 1) / 2.0;
        double cy = (height - 1) / 2.0;
        return new double[] {
            cx + g.widthShift() * width + a[0][0] * (x - cx) + a[0][1] * (y - cy),
            cy + g.heightShift() * height + a[1][0] * (x - cx) + a[1][1] * (y - cy)
        };
    }

    /** The point that comes to (x, y): the same equations solved by Cramer's rule. */
    static double[] source(double x, double y, Geometry g, int height, int width) {
        double[][] a = matrix(g);
        double cx = (width - 1) / 2.0;
        double cy = (height - 1) / 2.0;
        double u = x - cx - g.widthShift() * width;
        double v = y - cy - g.heightShift() * height;
        double determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0];
        return new double[] {
            cx + (u * a[1][1] - v * a[0][1]) / determinant, cy + (v * a[0][0] - u * a[1][0]) / determinant
        };
    }

    private static double[][] matrix(Geometry g) {
        double angle = Math.toRadians(g.rotation());
        double[][] turn = {{Math.cos(angle), -Math.sin(angle)}, {Math.sin(angle), Math.cos(angle)}};
        double[][] lean = {{1, Math.tan(Math.toRadians(g.shear()))}, {0, 1}};
        double[][] zoom = {{g.widthZoom(), 0}, {0, g.heightZoom()}};
        double[][] flip = {{g.horizontalFlip() ? -1 : 1, 0}, {0, g.verticalFlip() ? -1 : 1}};
        return times(turn, times(lean, times(zoom, flip)));
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                product[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j];
            }
        }
        return product;
    }

    private static double between(FloatArray image, double x, double y, int c, Fill fill) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double u = x - left;
        double v = y - top;
        return (1 - v) * ((1 - u) * at(image, left, top, c, fill) + u * at(image, left + 1, top, c, fill))
                + v * ((1 - u) * at(image, left, top + 1, c, fill) + u * at(image, left + 1, top + 1, c, fill));
    }

    private static double at(FloatArray image, int x, int y, int c, Fill fill) {
        boolean outside = x < 0 || y < 0 || x >= image.size(1) || y >= image.size(0);
        if (outside && fill.mode() == Fill.Mode.CONSTANT) {
            return fill.value();
        }
        boolean mirror = fill.mode() == Fill.Mode.REFLECT;
        return image.get(inside(y, image.size(0), mirror), inside(x, image.size(1), mirror), c);
    }

    private static int inside(int i, int size, boolean mirror) {
        if (!mirror) {
            return Math.max(0, Math.min(size - 1, i));
        }
        // dcba|abcd|dcba, again and again.
        int place = Math.floorMod(i, 2 * size);
        return place < size ? place : 2 * size - 1 - place;
    }
}
