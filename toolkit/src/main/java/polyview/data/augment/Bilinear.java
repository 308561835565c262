package polyview.data.augment;

import java.util.Arrays;

/** A value between four pixels: {@code (1 - v) ((1 - u) a + u b) + v ((1 - u) c + u d)}. */
record Bilinear(int height, int width, int channels, Fill fill) implements PixelReader {

    @Override
    public void inside(SourceLine line, int first, int end, float[] source, int from, float[] target, int to) {
        float[] xs = line.x();
        float[] ys = line.y();
        int down = width * channels;
        // Separate loops for gray and colour images: an inner loop over the channels would double the time.
        if (channels == 3) {
            for (int i = first; i < end; i++) {
                int left = (int) xs[i];
                int top = (int) ys[i];
                int a = from + top * down + left * 3;
                colour(source, a, 3, down, xs[i] - left, ys[i] - top, target, to + i * 3);
            }
        } else if (channels == 1) {
            for (int i = first; i < end; i++) {
                int left = (int) xs[i];
                int top = (int) ys[i];
                gray(source, from + top * down + left, 1, down, xs[i] - left, ys[i] - top, target, to + i);
            }
        } else {
            for (int i = first; i < end; i++) {
                int left = (int) xs[i];
                int top = (int) ys[i];
                int a = from + top * down + left * channels;
                any(source, a, channels, down, xs[i] - left, ys[i] - top, target, to + i * channels);
            }
        }
    }

    @Override
    public void anywhere(SourceLine line, int first, int end, float[] source, int from, float[] target, int to) {
        int row = width * channels;
        for (int i = first; i < end; i++) {
            int k = to + i * channels;
            float x = Edge.inside(fill.mode(), line.x()[i], width);
            float y = Edge.inside(fill.mode(), line.y()[i], height);
            if (x >= 0 && x <= width - 1 && y >= 0 && y <= height - 1) {
                int left = (int) x;
                int top = (int) y;
                // At the last pixel u is 0, so any neighbour will do.
                int right = left < width - 1 ? channels : 0;
                int down = top < height - 1 ? row : 0;
                between(source, from + top * row + left * channels, right, down, x - left, y - top, target, k);
            } else if (x > -1 && x < width && y > -1 && y < height) {
                overTheEdge(x, y, source, from, target, k);
            } else {
                Arrays.fill(target, k, k + channels, fill.value());
            }
        }
    }

    /** The pixel at a in the source is the upper left one of the four. */
    private void between(float[] source, int a, int right, int down, float u, float v, float[] target, int k) {
        if (channels == 3) {
            colour(source, a, right, down, u, v, target, k);
        } else if (channels == 1) {
            gray(source, a, right, down, u, v, target, k);
        } else {
            any(source, a, right, down, u, v, target, k);
        }
    }

    private static void gray(float[] source, int a, int right, int down, float u, float v, float[] target, int k) {
        int b = a + down;
        float upper = (1 - u) * source[a] + u * source[a + right];
        float lower = (1 - u) * source[b] + u * source[b + right];
        target[k] = (1 - v) * upper + v * lower;
    }

    private static void colour(float[] source, int a, int right, int down, float u, float v, float[] target, int k) {
        int b = a + down;
        // The outermost first: they show the compiler that those between are in the array.
        float aRight = source[a + right + 2];
        float aLeft = source[a];
        float bRight = source[b + right + 2];
        float bLeft = source[b];
        float upper0 = (1 - u) * aLeft + u * source[a + right];
        float upper1 = (1 - u) * source[a + 1] + u * source[a + right + 1];
        float upper2 = (1 - u) * source[a + 2] + u * aRight;
        float lower0 = (1 - u) * bLeft + u * source[b + right];
        float lower1 = (1 - u) * source[b + 1] + u * source[b + right + 1];
        float lower2 = (1 - u) * source[b + 2] + u * bRight;
        target[k + 2] = (1 - v) * upper2 + v * lower2;
        target[k] = (1 - v) * upper0 + v * lower0;
        target[k + 1] = (1 - v) * upper1 + v * lower1;
    }

    private void any(float[] source, int first, int right, int down, float u, float v, float[] target, int k) {
        float notU = 1 - u;
        float notV = 1 - v;
        for (int c = 0; c < channels; c++) {
            int a = first + c;
            int b = a + down;
            float upper = notU * source[a] + u * source[a + right];
            float lower = notU * source[b] + u * source[b + right];
            target[k + c] = notV * upper + v * lower;
        }
    }

    /** Between the outermost pixels and the constant around them. */
    private void overTheEdge(float x, float y, float[] source, int from, float[] target, int k) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float u = x - left;
        float v = y - top;
        for (int c = 0; c < channels; c++) {
            float upper = (left + 1 - x) * at(source, from, left, top, c) + u * at(source, from, left + 1, top, c);
            float lower =
                    (left + 1 - x) * at(source, from, left, top + 1, c) + u * at(source, from, left + 1, top + 1, c);
            target[k + c] = (top + 1 - y) * upper + v * lower;
        }
    }

    private float at(float[] source, int from, int x, int y, int c) {
        boolean outside = x < 0 || x >= width || y < 0 || y >= height;
        return outside ? fill.value() : source[from + (y * width + x) * channels + c];
    }
}
