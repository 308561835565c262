package polyview.data.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which elements of an array (A, B), (A, B, C) or (A, B, C, D) are the pixels of an image (H, W, channels).
 *
 * @param height the size of the axis of rows
 * @param width the size of the axis of columns
 * @param rowAxis the axis of rows
 * @param columnAxis the axis of columns
 * @param channels for each channel the index of every axis; those of rows and columns are 0
 */
record VolumeCut(int height, int width, int rowAxis, int columnAxis, List<int[]> channels) {

    /** An array whose third axis is its channels, or the slices that were asked for. */
    static VolumeCut of(long[] shape, Decoding decoding) throws IOException {
        if (decoding.slices().isPresent()) {
            return cut(shape, decoding.slices().get());
        }
        if (shape.length != 2 && shape.length != 3) {
            throw new IOException("an array " + text(shape) + " is no image (H, W) or (H, W, C)"
                    + (shape.length == 4 ? ": slices(...) takes some of a volume" : ""));
        }
        List<int[]> channels = new ArrayList<>();
        long count = shape.length == 3 ? shape[2] : 1;
        require(shape, 0, 1);
        // Refused by the form; not a list of a billion.
        for (int c = 0; c < Math.min(count, 1 << 16); c++) {
            channels.add(shape.length == 3 ? new int[] {0, 0, c} : new int[] {0, 0});
        }
        if (channels.isEmpty()) {
            throw new IOException("an array " + text(shape) + " has no channel");
        }
        return new VolumeCut((int) shape[0], (int) shape[1], 0, 1, channels);
    }

    /** The slices that were asked for; of a volume with a single slice, that one. */
    static VolumeCut ofVolume(long[] shape, Decoding decoding) throws IOException {
        if (decoding.slices().isPresent()) {
            return cut(shape, decoding.slices().get());
        }
        for (int axis = 2; axis < shape.length; axis++) {
            if (shape[axis] != 1) {
                throw new IOException("it is a volume " + text(shape)
                        + ": choose slices by slices(axis, indices), such as slices(2, 0)");
            }
        }
        require(shape, 0, 1);
        return new VolumeCut((int) shape[0], (int) shape[1], 0, 1, List.of(new int[shape.length]));
    }

    private static VolumeCut cut(long[] shape, Slices slices) throws IOException {
        boolean hasFourth = shape.length > 3 && shape[3] != 1;
        if (shape.length < 3
                || shape.length > 4
                || hasFourth && slices.volumes().isEmpty()) {
            throw new IOException("slices along axis " + slices.axis()
                    + " are taken of (A, B, C), or with volumes of (A, B," + " C, D), got " + text(shape));
        }
        int row = slices.axis() == 0 ? 1 : 0;
        int column = slices.axis() == 2 ? 1 : 2;
        require(shape, row, column);
        List<Integer> volumes = slices.volumes().isEmpty() ? List.of(0) : slices.volumes();
        List<int[]> channels = new ArrayList<>();
        for (int slice : slices.indices()) {
            requireInside("slice", slice, shape[slices.axis()], shape);
            for (int volume : volumes) {
                requireInside("volume", volume, shape.length > 3 ? shape[3] : 1, shape);
                int[] index = new int[shape.length];
                index[slices.axis()] = slice;
                if (shape.length > 3) {
                    index[3] = volume;
                }
                channels.add(index);
            }
        }
        return new VolumeCut((int) shape[row], (int) shape[column], row, column, channels);
    }

    private static void require(long[] shape, int row, int column) throws IOException {
        ImageHeader.requirePixels("array " + text(shape), shape[column], shape[row]);
    }

    private static void requireInside(String what, int index, long size, long[] shape) throws IOException {
        if (index >= size) {
            throw new IOException(what + " " + index + " was asked for, and a volume " + text(shape) + " has " + size);
        }
    }

    /** {@code (4, 5, 6)}. */
    static String text(long[] shape) {
        return Arrays.toString(shape).replace('[', '(').replace(']', ')');
    }

    /** The index of the pixel (y, x) of a channel in the array. */
    int[] index(int y, int x, int channel) {
        int[] index = channels.get(channel).clone();
        index[rowAxis] = y;
        index[columnAxis] = x;
        return index;
    }
}
