package polyview.layers;

import java.util.function.ToDoubleFunction;

/** Bilinear values of images at positions between the pixels, in doubles, written for clarity. */
final class Warps {

    private Warps() {}

    /** The output from its shape and the row and the column that each of its pixels (n, i, j) comes from. */
    static DoubleArray warp(
            DoubleArray image,
            int height,
            int width,
            Outside outside,
            ToDoubleFunction<int[]> row,
            ToDoubleFunction<int[]> column) {
        int[] shape = {image.size(0), height, width, image.size(3)};
        return DoubleArray.generate(
                shape, at -> value(image, at[0], row.applyAsDouble(at), column.applyAsDouble(at), at[3], outside));
    }

    /** A weighted mean of the four pixels around the position: each weighs one minus its distance, in both directions. */
    private static double value(DoubleArray image, int n, double row, double column, int channel, Outside outside) {
        double r = outside == Outside.NEAREST ? Math.min(Math.max(row, 0), image.size(1) - 1) : row;
        double c = outside == Outside.NEAREST ? Math.min(Math.max(column, 0), image.size(2) - 1) : column;
        double sum = 0;
        for (int i = 0; i < image.size(1); i++) {
            for (int j = 0; j < image.size(2); j++) {
                double weight = Math.max(0, 1 - Math.abs(i - r)) * Math.max(0, 1 - Math.abs(j - c));
                sum += weight * image.get(n, i, j, channel);
            }
        }
        return sum;
    }

    /** By a field of displacements (N, H, W, 2): down, then to the right. */
    static DoubleArray dense(DoubleArray image, DoubleArray field, Outside outside) {
        return warp(
                image,
                image.size(1),
                image.size(2),
                outside,
                at -> at[1] + field.get(at[0], at[1], at[2], 0),
                at -> at[2] + field.get(at[0], at[1], at[2], 1));
    }

    /** By six numbers of each sample. */
    static DoubleArray affine(
            DoubleArray image, DoubleArray numbers, int height, int width, boolean pixels, Outside outside) {
        double middleRow = (image.size(1) - 1) / 2.0;
        double middleColumn = (image.size(2) - 1) / 2.0;
        return warp(
                image,
                height,
                width,
                outside,
                at -> middleRow + (pixels ? 1 : middleRow) * moved(numbers, at, height, width, pixels, 0),
                at -> middleColumn + (pixels ? 1 : middleColumn) * moved(numbers, at, height, width, pixels, 3));
    }

    private static double moved(DoubleArray numbers, int[] at, int height, int width, boolean pixels, int first) {
        double down = place(at[1], height, pixels);
        double right = place(at[2], width, pixels);
        return numbers.get(at[0], first) * down + numbers.get(at[0], first + 1) * right + numbers.get(at[0], first + 2);
    }

    private static double place(int index, int count, boolean pixels) {
        double fromTheMiddle = index - (count - 1) / 2.0;
        return pixels ? fromTheMiddle : count == 1 ? 0 : fromTheMiddle / ((count - 1) / 2.0);
    }
}
