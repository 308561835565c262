package polyview.plots;

import java.util.Arrays;
import polyview.data.FloatArray;

/**
 * Masks and thresholds in the size of a picture, with nothing left out: a pixel that is marked is drawn where its middle lies, also
 * where several of them share a pixel of the picture. Means would pale what is a pixel wide, and every k-th pixel would leave it out.
 */
final class Marks {

    private Marks() {}

    /**
     * The class that each pixel of the picture shows: of the pixels whose middles lie in it, the class but 0 that most have, the lowest
     * of equally many; 0 where all have 0. Where the picture is larger, that of the pixel that it lies in.
     *
     * @param mask whole numbers from 0, row by row
     * @return the classes, row by row
     */
    static int[] classes(FloatArray mask, int classes, int height, int width) {
        int[] rows = firsts(mask.size(0), height);
        int[] columns = firsts(mask.size(1), width);
        int[] shown = new int[height * width];
        int[] counts = new int[classes];
        for (int y = 0; y < height; y++) {
            int top = first(rows, y, mask.size(0));
            for (int x = 0; x < width; x++) {
                int left = first(columns, x, mask.size(1));
                Arrays.fill(counts, 0);
                int most = 0;
                for (int row = top; row < Math.max(rows[y + 1], top + 1); row++) {
                    for (int column = left; column < Math.max(columns[x + 1], left + 1); column++) {
                        int one = (int) mask.values()[row * mask.size(1) + column];
                        if (one > 0) {
                            int count = ++counts[one];
                            most = count > counts[most] || count == counts[most] && one < most ? one : most;
                        }
                    }
                }
                shown[y * width + x] = most;
            }
        }
        return shown;
    }

    /** For each of some parts of a line of pixels, the first pixel whose middle lies in it; and the number of pixels at the end. */
    private static int[] firsts(int pixels, int parts) {
        int[] firsts = new int[parts + 1];
        for (int i = 0; i <= parts; i++) {
            // The least p with (p + 1/2) / pixels >= i / parts.
            firsts[i] = (int) Math.floorDiv(2L * i * pixels + parts - 1, 2L * parts);
        }
        return firsts;
    }

    /** Where no middle lies in a part, the pixel that the part lies in. */
    private static int first(int[] firsts, int part, int pixels) {
        return firsts[part] < firsts[part + 1] ? firsts[part] : (int) ((long) part * pixels / (firsts.length - 1));
    }

    /**
     * Which pixels of the picture a map marks: those in which the middle of one of its pixels lies that is above the threshold, and,
     * where the picture is larger, those where the numbers between the pixels are above.
     */
    static boolean[] above(FloatArray map, double threshold, int height, int width) {
        boolean[] marked = new boolean[height * width];
        mark(map, threshold, marked, height, width);
        if (map.size(0) < height || map.size(1) < width) {
            int rows = Math.max(map.size(0), height);
            int columns = Math.max(map.size(1), width);
            mark(AttentionPlot.enlarged(map, rows, columns), threshold, marked, height, width);
        }
        return marked;
    }

    private static void mark(FloatArray map, double threshold, boolean[] marked, int height, int width) {
        int rows = map.size(0);
        int columns = map.size(1);
        for (int row = 0; row < rows; row++) {
            int y = (int) ((2L * row + 1) * height / (2L * rows));
            for (int column = 0; column < columns; column++) {
                if (map.values()[row * columns + column] > threshold) {
                    marked[y * width + (int) ((2L * column + 1) * width / (2L * columns))] = true;
                }
            }
        }
    }
}
